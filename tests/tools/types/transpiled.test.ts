import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../load";

type Transpile = (file: string) => string;
type Transpiled = {
  keepTranspiled(
    basis: string,
    compile: (source: string, file: string) => string,
    places: { root: string; env: NodeJS.ProcessEnv },
  ): Transpile;
};

const prefix = "//# sourceMappingURL=data:application/json;charset=utf-8;base64,";

describe("What ts-node makes of the files of a checkout", () => {
  let folder: string;
  let compiled: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-transpiled-"));
    compiled = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes code and map as ts-node does. */
  const compile = (source: string, file: string) => {
    compiled.push(source);
    const map = { version: 3, file, sources: [file], sourcesContent: [source], mappings: "AAAA" };
    return `// js of ${source}\n${prefix}${Buffer.from(JSON.stringify(map)).toString("base64")}`;
  };
  const cache = () => join(folder, "cache");
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  /** As a new process does, in a checkout. */
  const transpile = async (checkout: string, file: string, basis = "5.4") => {
    const { keepTranspiled } = await load<Transpiled>("types/transpiled.cjs");
    const places = { root: join(folder, checkout), env: { XDG_CACHE_HOME: cache() } };
    return keepTranspiled(basis, compile, places)(file);
  };

  it("is kept for the next process, and for other checkouts with the names of their own files", async () => {
    for (const checkout of ["one", "one", "other"]) {
      const file = write(`${checkout}/tests/x.ts`, "let x;");
      assert.equal(await transpile(checkout, file), `${compile("let x;", file)}`);
      compiled.pop();
    }
    assert.deepEqual(compiled, ["let x;"]);
  });

  it("is made anew for another text, or by another compiler, and takes the place of the old one", async () => {
    for (const text of ["let x;", "let y;", "let y;", "let x;"]) {
      const file = write("one/x.ts", text);
      assert.equal(await transpile("one", file), compile(text, file));
      compiled.pop();
    }
    await transpile("one", join(folder, "one/x.ts"), "5.5");
    assert.deepEqual(compiled, ["let x;", "let y;", "let x;", "let x;"]);
    assert.equal(
      readdirSync(cache(), { recursive: true, encoding: "utf8" }).filter((name) => /\.ts/.test(name)).length,
      1,
    );
  });

  it("is not kept for files outside of the checkout, which have other names in each run", async () => {
    const file = write("temporary/x.ts", "let x;");
    for (const _ of ["first", "second"]) await transpile("one", file);
    assert.deepEqual(compiled, ["let x;", "let x;"]);
  });

  it("is made anew where what was kept is damaged", async () => {
    const file = write("one/x.ts", "let x;");
    const made = await transpile("one", file);
    const kept = readdirSync(cache(), { recursive: true, encoding: "utf8" }).find((name) => /\.ts/.test(name)) ?? "";
    writeFileSync(join(cache(), kept), readFileSync(join(cache(), kept), "utf8").slice(0, -9));
    assert.equal(await transpile("one", file), made);
  });

  it("is done without where it cannot be kept", async () => {
    write("cache", "a file, no folder");
    const file = write("one/x.ts", "let x;");
    assert.equal(await transpile("one", file), compile("let x;", file));
  });
});
