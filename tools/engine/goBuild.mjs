import { chmod, copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../process/run.mjs";
import { addToCache } from "./cache.mjs";
import { createGoProgress } from "./goProgress.mjs";
import { goRecipe } from "./pins.mjs";
import { findOnPath } from "./probe.mjs";
import { compareVersions } from "./versions.mjs";

const SECONDS_BETWEEN_LINES = 15;

/**
 * Compiles the engine from its Go modules: the same program as the released one [ENGINE build].
 * @param {import("./contract.js").EngineAttempt} attempt
 * @returns {Promise<import("./contract.js").AttemptResult | "added">}
 */
export async function buildEngine(attempt) {
  const { env, signal, log, pinned } = attempt;
  const go = findOnPath("go", env);
  if (go === undefined) {
    return { reason: "no go on PATH" };
  }
  const { title, minutes, version, goModules } = pinned;
  const context = { go, goModules, env: goEnvironment(env), signal, log };
  const tooOld = await findOldGo(context);
  if (tooOld !== undefined) {
    return { reason: tooOld };
  }
  log(`building ${title} ${version} from its Go modules, once: ${minutes} minutes on 2 cores`);
  try {
    await addToCache(attempt, async (folder) => {
      const bin = join(folder, "bin");
      await mkdir(bin);
      for (const [index, module] of goModules.entries()) {
        await buildModule(module, bin, { ...context, part: `${title}, part ${index + 1} of ${goModules.length}` });
      }
      await copyPythonExec(bin, context);
    });
    return "added";
  } catch (error) {
    signal.throwIfAborted();
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * @typedef {object} GoContext
 * @property {string} go
 * @property {readonly import("./pins.mjs").GoModule[]} goModules
 * @property {NodeJS.ProcessEnv} env
 * @property {AbortSignal} signal
 * @property {(line: string) => void} log
 */

/**
 * The committed go.sum files are complete and `-mod=readonly` lets nothing be added to them, so the checksum database
 * has nothing to say. GOTOOLCHAIN: another Go must not be downloaded behind the user's back. GOWORK: a go.work in a
 * folder above is not ours.
 * @param {NodeJS.ProcessEnv} env
 */
function goEnvironment(env) {
  return { ...env, GOSUMDB: "off", GOWORK: "off", GOTOOLCHAIN: env.GOTOOLCHAIN ?? "local", ...goRecipe.environment };
}

/** @param {GoContext} context */
async function findOldGo({ go, goModules, env, signal }) {
  const { stdout } = await run(go, ["version"], { env, signal });
  const version = /\bgo(\d+\.\d+\S*)/.exec(stdout)?.[1];
  const needed =
    goModules
      .map(({ goVersion }) => goVersion)
      .sort(compareVersions)
      .at(-1) ?? "";
  if (version === undefined) {
    return `"${go} version" does not say a version`;
  }
  return compareVersions(version, needed) < 0 ? `Go ${version} is too old, needed is ${needed} or newer` : undefined;
}

/**
 * @param {import("./pins.mjs").GoModule} module
 * @param {string} bin
 * @param {GoContext & { part: string }} context
 */
async function buildModule(module, bin, { go, env, signal, log, part }) {
  const progress = createGoProgress(module.packageCount);
  const start = Date.now();
  const timer = setInterval(
    () => log(`${part}: ${progress.describe(Date.now() - start)}`),
    SECONDS_BETWEEN_LINES * 1000,
  );
  try {
    const linkerFlags = `${goRecipe.linkerFlags} -X ${module.linked}`;
    const packages = module.packages.map((name) => `${module.dependency}/${name}`);
    const result = await run(go, ["build", ...goRecipe.flags, "-ldflags", linkerFlags, "-o", `${bin}/`, ...packages], {
      cwd: module.folder,
      env,
      signal,
      onLine: (line) => progress.see(line),
    });
    if (result.code !== 0) {
      throw new Error(`go build of ${module.dependency} failed: ${lastMessages(result.stderr)}`);
    }
  } finally {
    clearInterval(timer);
  }
}

/**
 * What Go complains about, without the names of packages and modules that `-v` prints.
 * @param {string} stderr
 */
function lastMessages(stderr) {
  const messages = stderr.split("\n").filter((line) => line.includes(" ") && !line.startsWith("go: downloading "));
  return messages.slice(-3).join("; ").trim() || "without a message";
}

/**
 * The Python host needs a script beside it, which is a file of the same module and not built.
 * @param {string} bin
 * @param {GoContext} context
 */
async function copyPythonExec(bin, { go, goModules, env, signal }) {
  for (const { folder, dependency } of goModules.filter(({ packages }) =>
    packages.some((name) => name.includes("python")),
  )) {
    const { stdout } = await run(go, ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", dependency], {
      cwd: folder,
      env,
      signal,
    });
    const target = join(bin, "pulumi-language-python-exec");
    await copyFile(join(stdout.trim(), "python", "cmd", "pulumi-language-python-exec"), target);
    await chmod(target, 0o755); // files of the module cache are read-only
  }
}
