import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../simulator/src";
import { openArray } from "./array";
import { history } from "./history";
import { simulate } from "./simulate";
import { count, describeTally, newTally } from "./tally";

const HISTORIES = 2000;

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_124;

describe("Random histories of a stack, its array and everybody who disturbs them", function () {
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

  it(`break no invariant and end well or as they must (${HISTORIES} histories)`, async () => {
    const property = fc.asyncProperty(history, async (each) => count(tally, await simulate(simulator, each)));
    await fc.assert(property, { numRuns: HISTORIES, seed: SEED });
    assert.ok(tally.deaths > 100 && tally.faults > 1000, "the histories are harmless");
  });
});
