import { runChecks, timedMocha } from "./check.mjs";
import { EngineNotFoundError, resolveEngine } from "./engine/resolve.mjs";
import { describeParts } from "./summary.mjs";

/**
 * @typedef {import("./summary.mjs").PartResult} PartResult
 * @typedef {import("./check.mjs").Context} Context
 */

/**
 * `npm test`: everything that must hold.
 * @param {Context} context
 * @returns {Promise<number>} the exit code
 */
export async function test(context) {
  const checks = await runChecks(context, { coverage: true });
  const proofs = await runProofs(context);
  const { part, env, note } = await findEngine(context);
  const parts = [...checks, proofs, part, ...(part.passed ? [await runEndToEnd(context, env)] : [])];
  process.stdout.write(`${note}${describeParts(parts)}\n`);
  return parts.every(({ passed }) => passed) ? 0 : 1;
}

/**
 * Random histories and the fault matrix: minutes, where the check is to take less than one.
 * @param {Context} context
 */
function runProofs({ steps, signal }) {
  steps.say("proofs: random histories and every fault at every request");
  return timedMocha("histories, faults, packages", { signal, base: "spec", config: ".mocharc.proofs.json" });
}

/**
 * The end-to-end tests look the engine up by themselves; they are told the one way that leads to the same engine at
 * once. Without an engine they run too, and count themselves as skipped.
 * @param {Context} context
 * @returns {Promise<{ part: PartResult, env: NodeJS.ProcessEnv, note: string }>}
 */
async function findEngine({ steps, signal }) {
  const start = Date.now();
  const required = (process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE ?? "") === "1";
  try {
    const engine = await resolveEngine({ log: steps.say, signal });
    steps.say(`engine: pulumi ${engine.version} (${engine.source})`);
    const detail = `pulumi ${engine.version} (${engine.source})`;
    const way = engine.source === "PATH" ? "path" : "cache";
    const part = { name: "engine", milliseconds: Date.now() - start, passed: true, detail };
    return { part, env: { ...process.env, POWERSTORE_IMPORT_ENGINE: way }, note: "" };
  } catch (error) {
    if (!(error instanceof EngineNotFoundError)) {
      throw error;
    }
    const part = { name: "engine", milliseconds: Date.now() - start, passed: !required, detail: "none, see above" };
    const note = `\n${error.message}\n\n${required ? "" : "*** NO ENGINE: the end-to-end tests were SKIPPED ***\n"}`;
    return { part, env: { ...process.env, POWERSTORE_IMPORT_ENGINE: "none" }, note };
  }
}

/**
 * @param {Context} context
 * @param {NodeJS.ProcessEnv} env
 */
function runEndToEnd({ steps, signal }, env) {
  steps.say("end to end: the real engine against the simulator");
  return timedMocha("end-to-end tests", { signal, base: "spec", config: ".mocharc.e2e.json", env });
}
