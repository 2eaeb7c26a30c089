import { setTimeout as sleep } from "node:timers/promises";
import { Stage } from "./stage.mjs";

/**
 * @typedef {"create" | "no change" | "refresh" | "pause all" | "destroy"} Scenario
 * @typedef {import("./stage.mjs").Run & { scenario: Scenario, stateBytes?: number }} Measurement `stateBytes` per session, for `create`
 */

/** @type {readonly { name: Scenario, paused: boolean, command: "up" | "refresh" | "destroy" }[]} */
const scenarios = [
  { name: "create", paused: false, command: "up" },
  { name: "no change", paused: false, command: "up" },
  { name: "refresh", paused: false, command: "refresh" },
  { name: "pause all", paused: true, command: "up" },
  { name: "destroy", paused: true, command: "destroy" },
];

/**
 * One pass through all scenarios with one provider.
 * @param {import("./stage.mjs").StageOptions} options
 * @returns {Promise<Measurement[]>}
 */
export async function playRound(options) {
  const stage = await Stage.open(options);
  try {
    const measurements = [];
    for (const { name, paused, command } of scenarios) {
      const run = await stage.run(command, { paused });
      const stateBytes = name === "create" ? { stateBytes: await stage.stateBytes() } : {};
      measurements.push({ scenario: name, ...run, ...stateBytes });
    }
    return measurements;
  } finally {
    await stage.close();
  }
}

/** Simulated seconds per real one while copies are waited for: 100 GiB at 30 MiB/s then take half a minute. */
const COPY_SPEED = 120;

/**
 * One `up` that waits for the copies of all sessions at once.
 * @param {import("./stage.mjs").StageOptions} options
 * @returns {Promise<import("./stage.mjs").Run>}
 */
export async function playWaiting(options) {
  const stage = await Stage.open(options);
  const end = new AbortController();
  const passTime = async () => {
    while (!end.signal.aborted) {
      await sleep(1000, undefined, { signal: end.signal });
      await stage.simulator.advance(COPY_SPEED);
    }
  };
  try {
    const time = passTime().catch(() => undefined);
    const run = await stage.run("up", { waitFor: "Ready_For_Cutover" }, ["--parallel", String(options.count)]);
    end.abort();
    await time;
    return run;
  } finally {
    end.abort();
    await stage.close();
  }
}
