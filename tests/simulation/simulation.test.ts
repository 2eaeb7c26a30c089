import fc from "fast-check";
import type { Simulator } from "../../simulator/src";
import { openArray } from "./array";
import { history } from "./history";
import type { Summary } from "./simulate";
import { simulate } from "./simulate";

const HISTORIES = 2000;
const SEED = Number(process.env.POWERSTORE_IMPORT_SIMULATION_SEED ?? 20_261_124);

describe("Random histories of a stack, its array and everybody who disturbs them", function () {
  this.timeout(300_000);
  let simulator: Simulator;
  before(async () => {
    simulator = await openArray();
  });
  after(() => simulator.close());

  it(`break no invariant and end well or as they must (${HISTORIES} histories)`, async () => {
    const summaries: Summary[] = [];
    const property = fc.asyncProperty(history, async (each) => void summaries.push(await simulate(simulator, each)));
    await fc.assert(property, { numRuns: HISTORIES, seed: SEED });
  });
});
