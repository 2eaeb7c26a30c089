import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import typescript from "typescript";

const root = resolve(__dirname, "../..");

/** What a program looks like, and two mistakes in it: a check which sees no types at all would not find them. */
const program = `
import { ImportSession } from "pulumi-powerstore-import";
import { ImportSession as PluginImportSession, Provider } from "pulumi-powerstore-import/plugin";
const inputs = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };
const database = new ImportSession("database", { ...inputs, paused: true });
const provider = new Provider("berlin", { endpoint: "https://berlin.example/api/rest" });
const archive = new PluginImportSession("archive", { ...inputs, paused: true }, { provider });
export const states = [database.state, archive.state];
new ImportSession("wrong", { ...inputs, paused: "yes" });
new PluginImportSession("wrong", { ...inputs, paused: "yes" });
`;

/** @pulumi/pulumi brings one for programs that have none of their own. */
const PULUMIS = join(root, "node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js");

const compilers: readonly [name: string, compiler: typeof typescript, options: Record<string, string>][] = [
  [
    "Pulumi's own TypeScript 3.8, in a program without one",
    require(PULUMIS),
    { module: "commonjs", moduleResolution: "node" },
  ],
  [
    "moduleResolution node, as in the templates until 2026",
    typescript,
    { module: "commonjs", moduleResolution: "node", ignoreDeprecations: "6.0" },
  ],
  ["moduleResolution node16", typescript, { module: "node16", moduleResolution: "node16" }],
  [
    "moduleResolution nodenext, which Pulumi sets by itself",
    typescript,
    { module: "nodenext", moduleResolution: "nodenext" },
  ],
  ["moduleResolution bundler", typescript, { module: "esnext", moduleResolution: "bundler" }],
];

describe("The classes in a user's program", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-compilers-"));
    for (const [name, target] of [
      ["@pulumi/pulumi", join(root, "node_modules/@pulumi/pulumi")],
      ["@types", join(root, "node_modules/@types")],
      ["pulumi-powerstore-import", root],
    ] as const) {
      mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
      symlinkSync(target, join(folder, "node_modules", name));
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Errors in the program itself; those that an old compiler finds in newer packages are not about us. */
  const errorsOf = (compiler: typeof typescript, given: Record<string, string>) => {
    const file = join(folder, "index.ts");
    writeFileSync(file, program);
    const all = { target: "ES2020", strict: true, noEmit: true, skipLibCheck: true, types: ["node"], ...given };
    const { options, errors } = compiler.convertCompilerOptionsFromJson(all, folder);
    const compiled = compiler.createProgram([file], options);
    const source = compiled.getSourceFile(file);
    const found = [
      ...errors,
      ...compiled.getOptionsDiagnostics(),
      ...compiled.getSyntacticDiagnostics(source),
      ...compiled.getSemanticDiagnostics(source),
    ];
    return found.map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, " "));
  };

  for (const [name, compiler, options] of compilers) {
    it(`have types: ${name}`, () => {
      const errors = errorsOf(compiler, options);
      assert.equal(errors.length, 2, errors.join("\n"));
      for (const error of errors) assert.match(error, /'string' is not assignable to type .*boolean/);
    }).timeout(60_000);
  }
});
