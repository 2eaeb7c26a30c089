import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../../simulator/src";
import { openArray } from "../array";
import { stacksHistory } from "./history";
import { simulateStacks } from "./simulate";
import type { StacksHistory } from "./steps";
import { countStacks, describeStacksTally, newStacksTally } from "./tally";

const HISTORIES = 600;

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_128;

describe("Random histories of stacks that share an array, each run with a process for each surface,", function () {
  this.timeout(600_000);
  let simulator: Simulator;
  const tally = newStacksTally();
  before(async () => {
    simulator = await openArray();
  });
  after(async () => {
    await simulator.close();
    console.log(describeStacksTally(tally).replace(/^/gm, "      "));
  });

  it(`end nobody else's session and come to rest (${HISTORIES} histories)`, async () => {
    const play = async (each: StacksHistory) => countStacks(tally, await simulateStacks(simulator, each));
    await fc.assert(fc.asyncProperty(stacksHistory, play), { numRuns: HISTORIES, seed: SEED });
    assert.ok(tally.deaths * 20 > tally.histories && tally.faults * 2 > tally.histories, "the histories are harmless");
  });
});
