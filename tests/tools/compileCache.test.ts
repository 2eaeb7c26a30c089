import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
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
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NODE_V8_COVERAGE: "", ...added },
    });
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  };

  /** Without the folder that Node keeps beside them. */
  const keptFiles = () =>
    readdirSync(compiled)
      .map((file) => statSync(join(compiled, file)))
      .filter((kept) => kept.isFile());

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

  it("keeps what one program needs while it compiles another's", async () => {
    const names = ["one", "other"];
    write({ [host]: 'console.log(JSON.stringify(require(require("node:fs").readFileSync("program.txt", "utf8"))));' });
    for (const name of names) write({ [`node_modules/${name}/index.js`]: `module.exports = "${name}";` });
    const sizes: number[] = [];
    for (const name of [...names, ...names]) {
      write({ "program.txt": name });
      assert.equal(await run(host), name);
      sizes.push(...keptFiles().map(({ size }) => size));
    }
    const [first = 0, second = 0, ...later] = sizes;
    assert.ok(second > first);
    assert.deepEqual(later, [second, second]);
  });

  it("takes what it has kept, whatever flags the host has set on its way", async () => {
    write({
      [host]: `require("node:v8").setFlagsFromString("--allow-natives-syntax");
        console.log(JSON.stringify(require("seen")));`,
      "node_modules/seen/index.js": "module.exports = 3;",
    });
    await run(host);
    const times = () => keptFiles().map(({ mtimeMs }) => mtimeMs);
    const before = times();
    await run(host);
    assert.deepEqual(times(), before);
  });

  it("loads what the host's modules ask for at their start when they need it", async () => {
    write({
      [host]: `const seen = () => globalThis.seen ?? "nothing";
        const closures = require("../../runtime/closure/codePaths");
        const before = seen();
        const name = new closures.Arborist("here").name;
        console.log(JSON.stringify([before, seen(), name]));`,
      "node_modules/@pulumi/pulumi/runtime/closure/codePaths.js": `
        const importStar = (module) => module.__esModule ? module : { ...module };
        const arborist = importStar(require("@npmcli/arborist"));
        exports.Arborist = class { constructor(name) { return new arborist.Arborist(name); } };`,
      "node_modules/@npmcli/arborist/index.js": `
        globalThis.seen = "loaded";
        exports.Arborist = class { constructor(name) { this.name = name; } };`,
    });
    assert.deepEqual(await run(host), ["nothing", "loaded", "here"]);
  });

  it("spares the host, and nobody else, to look up where its lines were written", async () => {
    write({
      [host]: `require("source-map-support/register"); const one = globalThis.seen; require("seen");
        console.log(JSON.stringify([one ?? "nothing", globalThis.seen]));`,
      "node_modules/seen/index.js": 'require("source-map-support/register");',
      "node_modules/source-map-support/register.js": 'globalThis.seen = "loaded";',
    });
    assert.deepEqual(await run(host), ["nothing", "loaded"]);
  });

  describe("of a program in TypeScript", () => {
    const compiles = (options: object, program: string) =>
      write({
        [host]: `require("./run");`,
        "node_modules/@pulumi/pulumi/cmd/run/run.js": `
          const tsNode = require("ts-node");
          const { version } = require("typescript");
          tsNode.register(${JSON.stringify(options)});
          console.log(JSON.stringify([tsNode.VERSION, version, require(${JSON.stringify(join(folder, "index.ts"))}), globalThis.did ?? []]));`,
        "node_modules/typescript/package.json": '{ "version": "9.8.7", "main": "lib/typescript.js" }',
        "node_modules/typescript/lib/typescript.js": "globalThis.did = ['typescript'];",
        "node_modules/ts-node/package.json": '{ "version": "6.5.4", "main": "dist/index.js" }',
        "node_modules/ts-node/dist/index.js": `
          const did = (globalThis.did ??= []);
          exports.create = () => ({ compile: (text) => (did.push("compiled"), text.replace(": number", "") + "\\n//# sourceMappingURL=x") });
          exports.register = () => {
            did.push("registered");
            require.extensions[".ts"] = (module) => module._compile("module.exports = 0", module.filename);
          };`,
        "index.ts": program,
      });
    const versions = ["6.5.4", "9.8.7"];

    it("is what ts-node makes of it, which is asked once for each text", async () => {
      const options = { transpileOnly: true, skipProject: true };
      compiles(options, "const x: number = 1; module.exports = x;");
      assert.deepEqual(await run(host), [...versions, 1, ["compiled"]]);
      assert.deepEqual(await run(host), [...versions, 1, []]);
      compiles(options, "const x: number = 2; module.exports = x;");
      assert.deepEqual(await run(host), [...versions, 2, ["compiled"]]);
    });

    for (const options of [{ skipProject: true }, { transpileOnly: true, skipProject: false }]) {
      it(`is left to ts-node where it is to look at more than the text: ${JSON.stringify(options)}`, async () => {
        compiles(options, "const x: number = 1; module.exports = x;");
        for (const _ of ["first", "second"]) assert.deepEqual(await run(host), [...versions, 0, ["registered"]]);
      });
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
