// Half of what Pulumi's hosts load is for what those of the tests hardly ever do: to hand functions over to another process as text, and to compile
// a program that the run before has compiled.
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { compileKept } = require("./programs.cjs");

/** What hosts ask for at their start, and need later if at all: the name by which they do, and who does. */
const lazy = [
  { request: "@npmcli/arborist", by: /[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]closure[\\/]codePaths\.js$/ },
  { request: "typescript", by: /[\\/]@pulumi[\\/]pulumi[\\/](typescript-shim|tsutils|cmd[\\/]run[\\/]run)\.js$/ },
];
const hosts = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/][\w-]+[\\/]index\.js$/;
const compilers = /[\\/]@pulumi[\\/]pulumi[\\/](tsutils|cmd[\\/]run[\\/]run)\.js$/;

/** @param {string} folder for compiled programs */
exports.loadLazily = function loadLazily(folder) {
  const load = Module._load;
  Module._load = function (request, parent, ...more) {
    const loadNow = () => load.call(this, request, parent, ...more);
    const by = parent?.filename ?? "";
    if (request === "source-map-support/register" && hosts.test(by)) {
      return {}; // It would look the lines of Pulumi's own files up for each resource, for messages that nobody reads.
    }
    if (request === "ts-node" && compilers.test(by)) {
      const { version: VERSION } = manifestOf(request, by);
      return { VERSION, register: (options) => compileKept(folder, options, loadNow) };
    }
    if (lazy.some((each) => each.request === request && each.by.test(by))) {
      return later(loadNow, request === "typescript" ? { version: manifestOf(request, by).version } : {});
    }
    return loadNow();
  };
};

/**
 * Loads it when it is asked for something that is not known without.
 * @param {() => object} load
 * @param {object} known
 */
function later(load, known) {
  let loaded;
  const get = (_target, name) => {
    if (name === "__esModule") return true; // or the compiler's way to import it would look at all that is in it
    if (Object.hasOwn(known, name)) return known[name];
    loaded ??= load();
    return loaded[name];
  };
  return new Proxy({}, { get });
}

/** @param {string} name of a package that has its package.json beside the folder of its main file */
function manifestOf(name, by) {
  const require = Module.createRequire(by);
  return require(join(dirname(dirname(require.resolve(name))), "package.json"));
}
