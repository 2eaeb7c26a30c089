// Keeps the programs that Pulumi's host compiles by ts-node, which with TypeScript is a third of what the start of a program costs.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, join } = require("node:path");

/**
 * In place of ts-node's `register`, for programs whose types it does not check: then what it makes of one depends on its text alone.
 * @param {string} folder
 * @param {object} options of ts-node
 * @param {() => typeof import("ts-node")} load
 */
exports.compileKept = function compileKept(folder, options, load) {
  if (options.transpileOnly !== true || !options.skipProject) {
    load().register(options);
    return;
  }
  let service;
  Module._extensions[".ts"] = (module, filename) => {
    const source = readFileSync(filename, "utf8");
    const kept = join(folder, `${hash(JSON.stringify([source, basename(filename), options, process.version]))}.js`);
    module._compile(read(kept) ?? write(kept, compile(source, filename)), filename);
  };
  const compile = (source, filename) => {
    service ??= load().create(options);
    // Its map names a file that is another one in the next run, and Node is not asked to follow it.
    return service.compile(source, filename).replace(/\n\/\/# sourceMappingURL=.*$/, "\n");
  };
};

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // none yet
  }
}

/** In one step: several processes may read and write at once. */
function write(file, text) {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The run of the tests has ended and taken the folder with it.
  }
  return text;
}

/** @param {string} text */
function hash(text) {
  return createHash("sha1").update(text).digest("hex");
}
