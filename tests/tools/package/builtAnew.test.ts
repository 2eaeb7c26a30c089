import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "../load";

type BuiltAnew = {
  emptyBuilt(folder: string): void;
  withoutSource(packed: readonly string[], folder: string, workspace?: string): string[];
};

const root = join(__dirname, "../../..");
const builtAnew = () => load<BuiltAnew>("package/builtAnew.mjs");

/** What the packages take of what is built, by their own word. */
const packed = ["", "policy", "simulator"].flatMap((workspace) =>
  (JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8")).files as string[])
    .filter((path) => path.startsWith("dist"))
    .map((path) => join(workspace, path)),
);

describe("What npm run package packs", () => {
  let folder: string;
  const write = (...paths: string[]) => {
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), "");
    }
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-built-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is built from nothing: neither outputs are left of sources that are gone, nor the compiler's word that it wrote them", async () => {
    const stale = packed.map((path) => join(path, "gone.js"));
    assert.ok(stale.length >= 7, `${stale.length}`);
    const memories = ["dist", "policy", "simulator"].map((path) => join(path, "tsconfig.tsbuildinfo"));
    write(...stale, ...memories, "dist/terraform/gone.cjs", "dist/codegen/codegen", "simulator/src/index.ts");
    (await builtAnew()).emptyBuilt(folder);
    const left = [...stale, ...memories, "dist/terraform/gone.cjs"].filter((path) => existsSync(join(folder, path)));
    assert.deepEqual(left, []);
    for (const path of ["dist/codegen/codegen", "simulator/src/index.ts"])
      assert.ok(existsSync(join(folder, path)), path);
  });

  it("has its source, or is one of the bundles; what is neither is told", async () => {
    write("sdk/index.ts", "provider/a/b.ts", "policy/src/index.ts", "provider/powerstore-import.ts");
    const { withoutSource } = await builtAnew();
    const own = [
      "README.md",
      "powerstore-import.js",
      "dist/sdk/index.js",
      "dist/sdk/index.d.ts",
      "dist/provider/a/b.js",
    ];
    const bundles = [
      "dist/plugin/plugin.cjs",
      "dist/plugin/schema.json",
      "dist/dynamic/index.cjs",
      "dist/command/subcommands.cjs",
      "dist/command/powerstore-import.cjs",
    ];
    assert.deepEqual(withoutSource([...own, ...bundles], folder), []);
    assert.deepEqual(withoutSource(["dist/index.js", "PulumiPolicy.yaml"], folder, "policy"), []);
    const wrong = ["dist/sdk/gone.js", "dist/sdk/gone.d.ts", "dist/provider/a/gone.d.ts.map", "dist/command/old.cjs"];
    assert.deepEqual(withoutSource([...own, ...wrong], folder), wrong);
    assert.deepEqual(withoutSource(["dist/gone.js"], folder, "policy"), ["dist/gone.js"]);
  });
});
