// Keeps what ts-node makes of the files of a checkout beside the engines: a process of the tests loads hundreds of them, and to compile them was most of
// what it did until its first test.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, isAbsolute, join, relative, sep } = require("node:path");
const { cacheRoot } = require("../cacheRoot.cjs");

const checkout = join(__dirname, "..", "..");
const prefix = "//# sourceMappingURL=data:application/json;charset=utf-8;base64,";

/**
 * What ts-node makes without types goes by the text of a file alone, and by what it is compiled with.
 * @param {string} basis what texts are compiled with
 * @param {(source: string, file: string) => string} compile as ts-node's service does
 * @param {{ root?: string, env?: NodeJS.ProcessEnv }} [places]
 * @returns {(file: string) => string} the code of a file, its map at the end
 */
exports.keepTranspiled = function keepTranspiled(basis, compile, { root = checkout, env = process.env } = {}) {
  const folder = join(cacheRoot(env), "types", "transpiled");
  return (file) => {
    const source = readFileSync(file, "utf8");
    const name = relative(root, file);
    if (isAbsolute(name) || name.split(sep)[0] === "..") {
      return compile(source, file); // it has another name in each run
    }
    const key = createHash("sha1").update(`${basis}\n${source}`).digest("hex");
    const kept = join(folder, `${name}.json`); // a new text takes the place of the old one
    const { code, map } = read(kept, key) ?? write(kept, key, split(compile(source, file)));
    const ownMap = JSON.stringify({ ...map, file, sources: [file] });
    return `${code}${prefix}${Buffer.from(ownMap).toString("base64")}`;
  };
};

/** Code, and its map without the names of files, which are other ones in another checkout. */
function split(text) {
  const end = text.lastIndexOf(prefix);
  const map = JSON.parse(Buffer.from(text.slice(end + prefix.length), "base64").toString());
  return { code: text.slice(0, end), map: { ...map, file: "", sources: [] } };
}

/**
 * @param {string} kept
 * @param {string} key
 */
function read(kept, key) {
  try {
    const found = JSON.parse(readFileSync(kept, "utf8"));
    return found.key === key ? found : undefined;
  } catch {
    return undefined; // none yet, or damaged
  }
}

/** In one step, for several processes may do so at once. What cannot be kept is done without. */
function write(kept, key, made) {
  try {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(`${kept}.${process.pid}`, JSON.stringify({ key, ...made }));
    renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // nowhere to keep it
  }
  return made;
}
