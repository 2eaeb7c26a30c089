import { delimiter, join } from "node:path";
import { compileCache } from "../compileCache/compileCache.mjs";

/**
 * What makes an engine private and offline [ENGINE build]. Variables of the user's own engine or array would change what
 * it does, and the coverage of the tests would slow every process down.
 * @param {import("./contract.js").Engine} engine
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
export function privateEnvironment(engine, folder) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI_|POWERSTORE_|NODE_V8_COVERAGE$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: [...engine.pathEntries, process.env.PATH ?? ""].join(delimiter),
    TMPDIR: join(folder, "temporary"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "private engine",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // The programs under test are type-checked with everything else; ts-node need not do it again for every run.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // The engine is written in Go, and a fifth of what its short runs do is to collect garbage: later, for a few megabytes more.
    GOGC: process.env.GOGC ?? "400",
    ...compileCache(process.env),
  };
}
