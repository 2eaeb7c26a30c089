import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../load";

type BuildInfo = {
  withBuildInfo<T>(
    file: string,
    work: () => Promise<T>,
    places: { folder: string; env: NodeJS.ProcessEnv },
  ): Promise<T>;
};

const compiler = join(__dirname, "../../../node_modules/typescript/bin/tsc");
const options = { incremental: true, noEmit: true, strict: true, noLib: true, types: [] };

describe("What the compiler has found out about types", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-types-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A checkout of its own, whose files are those of the others but for one. */
  const check = async (name: string, text: string) => {
    const checkout = join(folder, name);
    mkdirSync(join(checkout, "tests"), { recursive: true });
    const lib = [
      "Array",
      "Boolean",
      "CallableFunction",
      "Function",
      "IArguments",
      "NewableFunction",
      "Number",
      "Object",
      "RegExp",
      "String",
    ];
    writeFileSync(
      join(checkout, "tests/lib.d.ts"),
      lib.map((type) => `interface ${type === "Array" ? "Array<T>" : type} {}`).join("\n"),
    );
    writeFileSync(join(checkout, "tests/one.ts"), text);
    writeFileSync(
      join(checkout, "tests/tsconfig.json"),
      JSON.stringify({ compilerOptions: options, include: ["*.ts"] }),
    );
    const { withBuildInfo } = await load<BuildInfo>("types/buildInfo.mjs");
    const args = [compiler, "-p", join(checkout, "tests"), "--extendedDiagnostics", "--pretty", "false"];
    const work = async () =>
      spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, NODE_V8_COVERAGE: "" } });
    const places = { folder: checkout, env: { XDG_CACHE_HOME: join(folder, "cache") } };
    const { status, stdout } = await withBuildInfo("tests/tsconfig.tsbuildinfo", work, places);
    return { status, checked: /^Check time/m.test(stdout), stdout };
  };

  it("spares another checkout to look again at what is the same", async () => {
    assert.equal((await check("first", "export const x: number = 1;")).checked, true);
    const { status, checked } = await check("second", "export const x: number = 1;");
    assert.deepEqual([status, checked], [0, false]);
  });

  it("hides no error: neither one that is new, nor one that was there", async () => {
    await check("first", "export const x: string = '1';");
    for (const name of ["second", "third"]) {
      const { status, stdout } = await check(name, "export const x: string = 11;");
      assert.notEqual(status, 0);
      assert.match(stdout, /one\.ts.*TS2322/);
    }
  });

  it("is done without where it cannot be kept", async () => {
    mkdirSync(join(folder, "cache"));
    writeFileSync(join(folder, "cache/pulumi-powerstore-import"), "a file, no folder");
    assert.equal((await check("first", "export const x: number = 1;")).status, 0);
  });
});
