import { Stage } from "../provider/stage.mjs";

/** @typedef {"create" | "no change" | "refresh" | "destroy"} Scenario */
/** @typedef {import("../provider/stage.mjs").Run & { scenario: Scenario, stateBytes?: number }} Measurement `stateBytes` per import, for `create` */

/** @type {readonly { name: Scenario, command: "up" | "refresh" | "destroy" }[]} */
const scenarios = [
  { name: "create", command: "up" },
  { name: "no change", command: "up" },
  { name: "refresh", command: "refresh" },
  { name: "destroy", command: "destroy" },
];

/**
 * One pass through all scenarios with one contestant. Of ImportSession resources only the create is compared, and the rest would take minutes.
 * @param {import("./options.mjs").Contestant} contestant
 * @param {import("../provider/stage.mjs").StageOptions} options
 * @returns {Promise<Measurement[]>}
 */
export async function playRound(contestant, options) {
  const stage = await Stage.open(options);
  try {
    const measurements = [];
    for (const { name, command } of contestant === "sessions" ? scenarios.slice(0, 1) : scenarios) {
      const run = await stage.run(command, {});
      const stateBytes = name === "create" ? { stateBytes: await stage.stateBytes() } : {};
      measurements.push({ scenario: name, ...run, ...stateBytes });
    }
    return measurements;
  } finally {
    await stage.close();
  }
}
