import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../simulator/src";
import type { Reading } from "./array";
import { openArray, readings } from "./array";
import type { History } from "./history";
import { history } from "./history";
import { simulateSame } from "./sameStory";
import type { AnySurfaceName } from "./surfaces/surface";
import { count, describeTally, newTally } from "./tally";

/** How many through which surface on which array; those through another are played through the handler as well, for the two to be compared. */
const plays: readonly { readonly surface: AnySurfaceName; readonly reading: Reading; readonly histories: number }[] = [
  { surface: "handler", reading: "kind", histories: 1200 },
  { surface: "handler", reading: "harsh", histories: 500 },
  { surface: "plugin", reading: "kind", histories: 400 },
  { surface: "terraform", reading: "kind", histories: 400 },
];

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_124;

for (const { surface, reading, histories } of plays) {
  describe(`Random histories of a stack, its ${reading} array and everybody who disturbs them, through the ${surface},`, function () {
    this.timeout(600_000);
    let simulator: Simulator;
    const tally = newTally();
    before(async () => {
      simulator = await openArray(readings[reading]);
    });
    after(async () => {
      await simulator.close();
      console.log(describeTally(tally).replace(/^/gm, "      "));
    });

    it(`break no invariant and end well or as they must (${histories} histories)`, async () => {
      const play = async (each: History) => count(tally, await simulateSame(simulator, each, { surface }));
      await fc.assert(fc.asyncProperty(history, play), { numRuns: histories, seed: SEED });
      assert.ok(
        tally.deaths * 20 > tally.histories && tally.faults * 2 > tally.histories,
        "the histories are harmless",
      );
    });
  });
}
