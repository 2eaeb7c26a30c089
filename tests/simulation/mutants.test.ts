import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../simulator/src";
import { openArray } from "./array";
import type { History } from "./history";
import { history } from "./history";
import { lifecycleMutants } from "./mutants/lifecycleMutants";
import { wireMutants } from "./mutants/wireMutants";
import { simulateSame } from "./sameStory";
import { ViolationError } from "./violation";

/** The test of the test: a provider that does wrong does not get through. */
describe("A simulation finds out a provider that", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  before(async () => {
    simulator = await openArray();
  });
  after(() => simulator.close());

  for (const { name, caughtBy, example, ...build } of [...lifecycleMutants, ...wireMutants]) {
    it(name, async () => {
      const property = fc.asyncProperty(history, async (each) => void (await simulateSame(simulator, each, build)));
      const examples: [History][] = example ? [[example]] : [];
      const { errorInstance, numRuns } = await fc.check(property, {
        numRuns: 2000,
        seed: 1,
        endOnFailure: true,
        examples,
      });
      assert.ok(errorInstance instanceof ViolationError, `not found in ${numRuns} histories: ${errorInstance}`);
      assert.ok(caughtBy.includes(errorInstance.invariant), `caught by ${errorInstance.message}`);
    });
  }
});
