import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEngine } from "./engine";
import { expectFailure, expectSuccess } from "./migration";
import { useBundle } from "./plugin";

/** Both classes and a provider, as a user writes them: with types. */
const program = `
import { ImportSession, ImportSessionArgs } from "pulumi-powerstore-import";
import * as plugin from "pulumi-powerstore-import/plugin";

const inputs: ImportSessionArgs = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01", paused: true };
const endpoint = "https://array.example/api/rest";
const provider = new plugin.Provider("berlin", { endpoint, username: "admin", password: "none" });
const archive = new plugin.ImportSession("archive", { ...inputs, waitFor: "None" }, { provider });
export const states = [new ImportSession("database", inputs).state, archive.state];
`;

type Options = Readonly<Record<string, unknown>>;

/** What people have in `tsconfig.json`; tests/sdk/compilers.test.ts asks more compilers, without running anything. */
const resolutions: readonly [name: string, options: Options | undefined][] = [
  ["no tsconfig.json: what Pulumi sets by itself", undefined],
  ["moduleResolution node", { module: "commonjs", moduleResolution: "node", ignoreDeprecations: "6.0" }],
  ["moduleResolution node16", { module: "node16", moduleResolution: "node16" }],
  ["moduleResolution bundler", { module: "commonjs", moduleResolution: "bundler" }],
];

describe("A program that Pulumi type-checks before it runs it, on the real engine", () => {
  useBundle();
  const engine = useEngine({
    name: "checked",
    files: { "index.ts": program },
    plugins: { "powerstore-import": "node_modules/pulumi-powerstore-import" },
  });

  /** A preview asks no array; the other tests spare themselves the check. */
  const preview = (options: Options | undefined) => {
    const file = join(engine().projectFolder, "tsconfig.json");
    const compilerOptions = { target: "es2022", strict: true, skipLibCheck: true, types: ["node"], ...options };
    if (options) writeFileSync(file, JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    else rmSync(file, { force: true });
    const connection = { POWERSTORE_ENDPOINT: "https://array.example/api/rest", POWERSTORE_USERNAME: "admin" };
    return engine().preview({
      env: { ...connection, POWERSTORE_PASSWORD: "none", PULUMI_NODEJS_TRANSPILE_ONLY: undefined },
    });
  };

  for (const [name, options] of resolutions) {
    it(`finds the types and runs: ${name}`, async () => {
      const { stdout } = expectSuccess(await preview(options));
      for (const resource of ["dynamic/powerstore-import:ImportSession database", "index:ImportSession archive"])
        assert.ok(stdout.includes(resource), stdout);
    });
  }

  it("is told of an input of the wrong type before anything runs", async () => {
    const file = join(engine().projectFolder, "index.ts");
    writeFileSync(file, program.replace('waitFor: "None"', 'waitFor: "Nowhere"'));
    const shown = expectFailure(await preview(undefined));
    assert.match(shown, /TS2322|not assignable/);
    assert.doesNotMatch(shown, /ImportSession archive create/);
  });
});
