// Preloaded into processes of the tests in place of `ts-node/register/transpile-only`, which it asks for what is not kept yet.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");
const { keepTranspiled } = require("./transpiled.cjs");

const root = join(__dirname, "..", "..");
const tsNode = Module.createRequire(require.resolve("ts-node/package.json"));

const basis = JSON.stringify([
  tsNode("./package.json").version,
  tsNode("typescript/package.json").version,
  ["tsconfig.json", "tsconfig.base.json"].map((file) => readFileSync(join(root, file), "utf8")),
  Object.entries(process.env).filter(([name]) => name.startsWith("TS_NODE_")),
]);

let service;
const transpile = keepTranspiled(basis, (source, file) => {
  service ??= tsNode("./dist/index.js").create({ transpileOnly: true, cwd: root });
  return service.compile(source, file);
});

/** What modules were made of, by file name: whence the stack of an error has its places in sources. */
const given = new Map();
tsNode("@cspotcode/source-map-support").install({
  environment: "node",
  retrieveFile: (file) => given.get(file) ?? "",
});

Module._extensions[".ts"] = (module, file) => {
  const code = transpile(file);
  given.set(file, code);
  module._compile(code, file);
};
