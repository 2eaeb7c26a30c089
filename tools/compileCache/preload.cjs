// Preloaded into the Node processes of an engine's runs (see compileCache.mjs): keeps compiled what they load from `node_modules`, in one file, which
// takes less than the thousand of NODE_COMPILE_CACHE; that is there for the plugin, and only from Node 22 on.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, sep } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");
const { loadLazily } = require("./lazyModules.cjs");

/** Pulumi's hosts of programs and of dynamic providers: what else a run starts has one file to compile, or starts once. */
const hosts = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/][\w-]+([\\/]index(\.js)?)?$/;

/** What compiles only together with the loader that it names: such a module stays with Node. TypeScript has the words in texts alone. */
const dynamicImport = /\bimport\s*\(/;
const wordsInTexts = join("typescript", "lib", "typescript.js");

/** The package's own code, to which a program of the checkout has a link. */
const ownCode = join(__dirname, "..", "..", "dist", sep);

const folder = process.env.POWERSTORE_IMPORT_COMPILE_CACHE ?? "";
if (folder !== "" && hosts.test(process.argv[1] ?? "")) {
  // As Pulumi does on its way: what was compiled under other flags than those at its next start would not be taken then.
  setFlagsFromString("--allow-natives-syntax");
  loadLazily(folder);
  keepCompiled(join(folder, hash(`${require.resolve(process.argv[1])} ${process.version} ${process.arch}`)));
}

/** @param {string} file one for each entry point: a header with the places of the modules, and their code, one after the other */
function keepCompiled(file) {
  const known = read(file);
  /** @type {Map<string, { source: string, code?: Buffer, script?: Script }>} of this process, by file name */
  const modules = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...more) {
    if (!filename.includes(`${sep}node_modules${sep}`) && !filename.startsWith(ownCode)) {
      return compile.call(this, content, filename, ...more);
    }
    const source = hash(content);
    const kept = known.get(filename);
    const code = kept?.source === source ? kept.code : undefined; // V8 would take that of another source that is as long
    if (code === undefined && dynamicImport.test(content) && !filename.endsWith(wordsInTexts)) {
      return compile.call(this, content, filename, ...more);
    }
    const script = new Script(Module.wrap(content.replace(/^#!.*/, "")), { filename, cachedData: code });
    modules.set(filename, code === undefined || script.cachedDataRejected ? { source, script } : { source, code });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };
  // What another program needs, and this one not, stays.
  process.once("exit", () => write(file, new Map([...known, ...modules])));
}

/** What Node gives a module as `require`. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(require, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}

/**
 * @param {string} file
 * @returns {Map<string, { source: string, code: Buffer }>} by file name
 */
function read(file) {
  try {
    const content = readFileSync(file);
    const end = 4 + content.readUInt32LE(0);
    const entries = Object.entries(JSON.parse(content.toString("utf8", 4, end)));
    const codeOf = ({ start, end: last }) => content.subarray(end + start, end + last);
    return new Map(entries.map(([filename, entry]) => [filename, { source: entry.source, code: codeOf(entry) }]));
  } catch {
    return new Map(); // none yet
  }
}

/** As a whole, and in one step: several processes may read and write at once. */
function write(file, modules) {
  if (![...modules.values()].some(({ script }) => script !== undefined)) {
    return;
  }
  const entries = {};
  const codes = [];
  let start = 0;
  for (const [filename, { source, code, script }] of modules) {
    const kept = code ?? script.createCachedData();
    entries[filename] = { source, start, end: start + kept.length };
    codes.push(kept);
    start += kept.length;
  }
  const header = Buffer.from(JSON.stringify(entries));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([length, header, ...codes]));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The run of the tests has ended and taken the folder with it.
  }
}

/** @param {string} text */
function hash(text) {
  return createHash("sha1").update(text).digest("hex");
}
