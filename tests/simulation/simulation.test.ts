import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../simulator/src";
import { openArray } from "./array";
import type { History } from "./history";
import { history } from "./history";
import { simulateSame } from "./sameStory";
import type { SurfaceName } from "./surfaces/surface";
import { surfaceNames } from "./surfaces/surface";
import { count, describeTally, newTally } from "./tally";

/** How many through which surface; those through the plugin are played through the handler as well, for the two to be compared. */
const histories: Readonly<Record<SurfaceName, number>> = { handler: 2000, plugin: 500 };

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_124;

for (const surface of surfaceNames) {
  describe(`Random histories of a stack, its array and everybody who disturbs them, through the ${surface},`, function () {
    this.timeout(600_000);
    let simulator: Simulator;
    const tally = newTally();
    before(async () => {
      simulator = await openArray();
    });
    after(async () => {
      await simulator.close();
      console.log(describeTally(tally).replace(/^/gm, "      "));
    });

    it(`break no invariant and end well or as they must (${histories[surface]} histories)`, async () => {
      const play = async (each: History) => count(tally, await simulateSame(simulator, each, { surface }));
      await fc.assert(fc.asyncProperty(history, play), { numRuns: histories[surface], seed: SEED });
      assert.ok(
        tally.deaths * 20 > tally.histories && tally.faults * 2 > tally.histories,
        "the histories are harmless",
      );
    });
  });
}
