import { EngineNotFoundError, resolveEngine } from "../engine/resolve.mjs";
import { resolveTerraform, terraformEngines } from "../engine/terraformEngines.mjs";
import { otherLane } from "../lanes/lanes.mjs";
import { prepareLane } from "../lanes/withLane.mjs";

/**
 * @typedef {import("../summary.mjs").PartResult} PartResult
 * @typedef {import("../check.mjs").Context} Context
 */

/**
 * What the machine has. The end-to-end tests look the engine up by themselves; they are told the one way that leads to the same engine at once.
 * @typedef {object} Machine
 * @property {PartResult} part
 * @property {import("../engine/contract.js").Engine} [engine]
 * @property {string} way for POWERSTORE_IMPORT_ENGINE
 * @property {string} note for the end of the run
 */

/**
 * @param {Context} context
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Machine>}
 */
export async function findMachine({ steps, signal }, env = process.env) {
  const start = Date.now();
  try {
    const engine = await resolveEngine({ env, log: steps.say, signal });
    const detail = `pulumi ${engine.version} (${engine.source})`;
    steps.say(`engine: ${detail}`);
    const part = { name: "engine", milliseconds: Date.now() - start, passed: true, detail };
    return { part, engine, way: engine.source === "PATH" ? "path" : "cache", note: "" };
  } catch (error) {
    if (!(error instanceof EngineNotFoundError)) {
      throw error;
    }
    return { ...describeMissing("engine", start, error.message, env), way: "none" };
  }
}

/**
 * The lane that the machine has not.
 * @typedef {object} Other
 * @property {PartResult} part
 * @property {import("../lanes/lanes.mjs").Lane} lane
 * @property {import("../lanes/withLane.mjs").PreparedLane} [prepared]
 * @property {string} note for the end of the run
 */

/**
 * @param {Context} context
 * @param {import("../engine/contract.js").Engine | undefined} engine of the machine
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Other>}
 */
export async function findOther({ steps, signal }, engine, env = process.env) {
  const start = Date.now();
  const lane = otherLane(engine?.version);
  const name = `lane "${lane.name}"`;
  const prepared = await prepareLane(lane, { env, signal, log: steps.say });
  if ("reason" in prepared) {
    return { lane, ...describeMissing(name, start, prepared.reason, env) };
  }
  const detail = `pulumi ${lane.engine} (${prepared.engine.source}), @pulumi/pulumi ${lane.sdk}, Node ${lane.node}`;
  steps.say(`${name}: ${detail}`);
  return { lane, prepared, part: { name, milliseconds: Date.now() - start, passed: true, detail }, note: "" };
}

/**
 * What runs the provider for Terraform; the end-to-end tests look it up by themselves. In CI OpenTofu is a must, which can be built everywhere; Terraform is what
 * the machine has, and its absence is said.
 * @param {Context} context
 * @param {import("../engine/contract.js").TerraformName} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Pick<Machine, "part" | "note">>}
 */
export async function findTerraform({ steps, signal }, name, env = process.env) {
  const start = Date.now();
  const { title, isBuilt } = terraformEngines[name];
  const found = await resolveTerraform(name, { env, log: steps.say, signal });
  if (!("engine" in found)) {
    return describeMissing(title, start, found.reason, isBuilt ? env : {});
  }
  const detail = `${found.engine.version} (${found.engine.source})`;
  steps.say(`${title}: ${detail}`);
  return { part: { name: title, milliseconds: Date.now() - start, passed: true, detail }, note: "" };
}

/**
 * In CI what is missing is a failure; elsewhere it is said where nobody overlooks it.
 * @param {string} name
 * @param {number} start
 * @param {string} reason
 * @param {NodeJS.ProcessEnv} env
 */
function describeMissing(name, start, reason, env) {
  const required = (env.POWERSTORE_IMPORT_REQUIRE_ENGINE ?? "") === "1";
  const part = { name, milliseconds: Date.now() - start, passed: !required, detail: "none, see above" };
  const skipped = required ? "" : `*** NO ${name.toUpperCase()}: its end-to-end tests were SKIPPED ***\n`;
  return { part, note: `\n${name}: ${reason}\n\n${skipped}` };
}
