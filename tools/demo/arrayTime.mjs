import { setTimeout as pause } from "node:timers/promises";

/**
 * States in which the array waits for somebody, or has hours of copying before it. In all others it is busy with
 * something short (setting up, pausing, cutting over, cancelling), which the engine waits for.
 */
const restingStates = new Set([
  "Scheduled",
  "Queued",
  "Copy_In_Progress",
  "Paused",
  "Ready_For_Cutover",
  "Import_Completed",
  "Cancelled",
  "Failed",
]);

const STEP_SECONDS = 5;

/**
 * Lets the array's clock run while something is under way, but only while the array is busy with something short, or has no import at all and is asked
 * about sources and hosts: so the copy stands where the demo left it, however fast or slow the machine is.
 * @template T
 * @param {import("./simulator.mjs").RunningSimulator} simulator
 * @param {Promise<T>} work
 * @param {{ standsWithoutImports?: boolean }} [options] whether an array that has no import at all is left alone
 * @returns {Promise<T>}
 */
export async function letTimePass(simulator, work, { standsWithoutImports = false } = {}) {
  let working = true;
  const done = work.finally(() => {
    working = false;
  });
  done.catch(() => undefined); // awaited below
  while (working) {
    const states = await simulator.states();
    const isAsked = states.length === 0 && !standsWithoutImports;
    if (isAsked || states.some((state) => !restingStates.has(state))) {
      await simulator.advance(STEP_SECONDS);
    }
    await Promise.race([pause(50), done.catch(() => undefined)]);
  }
  return done;
}
