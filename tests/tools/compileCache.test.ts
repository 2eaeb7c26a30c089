import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load } from "./load";

type CompileCache = { compileCache(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv };

describe("The compile cache of the engine's Node processes", () => {
  let folder: string;
  let compiled: string;
  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-compiled-"));
    compiled = join(folder, "compiled");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const host = "node_modules/@pulumi/pulumi/cmd/run/index.js";
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  };
  const run = async (file: string): Promise<unknown> => {
    const { compileCache } = await load<CompileCache>("compileCache/compileCache.mjs");
    const added = compileCache({ POWERSTORE_IMPORT_COMPILE_CACHE: compiled });
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, file)], {
      encoding: "utf8",
      env: { ...process.env, NODE_V8_COVERAGE: "", ...added },
    });
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  };

  it("is none where nobody names a folder for it", async () => {
    const { compileCache } = await load<CompileCache>("compileCache/compileCache.mjs");
    assert.deepEqual(compileCache({ NODE_OPTIONS: "--no-deprecation" }), {});
  });

  it("leaves the options that Node was given", async () => {
    const { compileCache } = await load<CompileCache>("compileCache/compileCache.mjs");
    const given = { NODE_OPTIONS: "--no-deprecation", POWERSTORE_IMPORT_COMPILE_CACHE: compiled };
    assert.match(compileCache(given).NODE_OPTIONS ?? "", /^--no-deprecation --require ".*preload\.cjs"$/);
  });

  it("gives modules what Node gives them, the first time and from then on", async () => {
    write({
      [host]: `#!/usr/bin/env node
        const seen = require("seen");
        import("seen").then((again) => console.log(JSON.stringify({ ...seen, again: again.default === seen })));`,
      "node_modules/seen/index.js": `
        const { basename } = require("node:path");
        exports.names = [basename(__filename), basename(__dirname), basename(module.filename)];
        exports.main = basename(require.main.filename) + ", " + (require.main === process.mainModule);
        exports.resolved = basename(require.resolve("./other"));
        exports.paths = require.resolve.paths("other").length > 0;
        exports.cached = require("./other") === require.cache[require.resolve("./other")].exports;
        exports.extensions = Object.keys(require.extensions);
        exports.self = this === exports && exports === module.exports;
        exports.where = require("./other").where();`,
      "node_modules/seen/other.js": `exports.where = () => new Error("x").stack.split("\\n")[1].replace(/.*node_modules/, "");`,
    });
    const expected = {
      names: ["index.js", "seen", "index.js"],
      main: "index.js, true",
      resolved: "other.js",
      paths: true,
      cached: true,
      extensions: [".js", ".json", ".node"],
      self: true,
      where: "/seen/other.js:1:23)",
      again: true,
    };
    for (const time of ["first", "second"]) {
      const seen = (await run(host)) as { where: string };
      assert.deepEqual({ ...seen, where: "" }, { ...expected, where: "" }, time);
      assert.match(seen.where, /^[\\/]seen[\\/]other\.js:1:\d+\)?$/);
      assert.notDeepEqual(readdirSync(compiled), []);
    }
  });

  it("never gives a module the code of another source that is as long", async () => {
    const main = 'console.log(JSON.stringify(require("seen")()));';
    for (const answer of [1, 2, 2]) {
      write({ [host]: main, "node_modules/seen/index.js": `module.exports = () => ${answer};` });
      assert.equal(await run(host), answer);
    }
  });

  it("goes on without what it cannot read", async () => {
    write({
      [host]: 'console.log(JSON.stringify(require("seen")));',
      "node_modules/seen/index.js": "module.exports = 3;",
    });
    await run(host);
    for (const file of readdirSync(compiled, { withFileTypes: true })) {
      if (file.isFile()) writeFileSync(join(compiled, file.name), "x");
    }
    assert.equal(await run(host), 3);
  });
});
