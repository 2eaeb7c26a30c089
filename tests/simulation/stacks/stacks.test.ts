import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../../simulator/src";
import type { Reading } from "../array";
import { openArray, readingNames, readings } from "../array";
import { stacksHistory } from "./history";
import { simulateStacks } from "./simulate";
import type { StacksHistory } from "./steps";
import { countStacks, describeStacksTally, newStacksTally } from "./tally";

const histories: Readonly<Record<Reading, number>> = { kind: 400, harsh: 200 };

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_128;

for (const reading of readingNames) {
  describe(`Random histories of stacks that share a ${reading} array, each run with a process for each surface,`, function () {
    this.timeout(600_000);
    let simulator: Simulator;
    const tally = newStacksTally();
    before(async () => {
      simulator = await openArray(readings[reading]);
    });
    after(async () => {
      await simulator.close();
      console.log(describeStacksTally(tally).replace(/^/gm, "      "));
    });

    it(`end nobody else's session and come to rest (${histories[reading]} histories)`, async () => {
      const play = async (each: StacksHistory) => countStacks(tally, await simulateStacks(simulator, each));
      await fc.assert(fc.asyncProperty(stacksHistory, play), { numRuns: histories[reading], seed: SEED });
      assert.ok(
        tally.deaths * 20 > tally.histories && tally.faults * 2 > tally.histories,
        "the histories are harmless",
      );
    });
  });
}
