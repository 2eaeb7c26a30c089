const { homedir } = require("node:os");
const { isAbsolute, join } = require("node:path");

/**
 * Where this project keeps what it makes once: outside of the checkout, so that a fresh clone finds it.
 * @param {NodeJS.ProcessEnv} env
 */
exports.cacheRoot = function cacheRoot(env) {
  // A relative value is to be ignored, says the XDG base directory specification.
  if (env.XDG_CACHE_HOME !== undefined && isAbsolute(env.XDG_CACHE_HOME)) {
    return join(env.XDG_CACHE_HOME, "pulumi-powerstore-import");
  }
  const home = env.HOME ?? homedir();
  const caches = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(caches, "pulumi-powerstore-import");
};
