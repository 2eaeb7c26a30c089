import { Failure } from "../process/interruption.mjs";
import { createSteps } from "../process/steps.mjs";
import { root } from "../root.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";

/** @typedef {(context: { steps: import("../process/steps.mjs").Steps, signal: AbortSignal }) => Promise<number>} Step */

/**
 * The steps are imported late: their modules may need dependencies that are not installed yet.
 * @type {Readonly<Record<string, () => Promise<Step>>>}
 */
const stepLoaders = {
  check: async () => (await import("../check.mjs")).check,
  demo: async () => (await import("../demo.mjs")).demo,
  lane: async () => (await import("../lane.mjs")).runLane,
  package: async () => (await import("../package.mjs")).makePackage,
  sdk: async () => (await import("../sdk.mjs")).makeSdks,
  test: async () => (await import("../test.mjs")).test,
};

/**
 * Installs, builds and runs a step.
 * @param {string | undefined} name of the step
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code
 */
export async function bootstrap(name, signal) {
  const loadStep = stepLoaders[name ?? ""];
  if (loadStep === undefined) {
    throw new Failure(`usage: node tools/bootstrap.mjs ${Object.keys(stepLoaders).join("|")}`, 2);
  }
  const steps = createSteps();
  await install({ steps, signal });
  if (name === "package") (await import("../package/builtAnew.mjs")).emptyBuilt(root);
  await build({ steps, signal });
  const step = await loadStep();
  return step({ steps, signal });
}
