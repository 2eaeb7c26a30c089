import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../../simulator/src";
import { openArray } from "../array";
import { ViolationError } from "../violation";
import { stacksHistory } from "./history";
import { stacksMutants } from "./mutants";
import { simulateStacks } from "./simulate";

/** The test of the test: a provider that does not know what is whose does not get through. */
describe("A simulation of stacks that share an array finds out a provider that", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  before(async () => {
    simulator = await openArray();
  });
  after(() => simulator.close());

  for (const { name, caughtBy, example, ...build } of stacksMutants) {
    it(name, async () => {
      const property = fc.asyncProperty(
        stacksHistory,
        async (each) => void (await simulateStacks(simulator, each, build)),
      );
      const { errorInstance, numRuns } = await fc.check(property, {
        numRuns: 600,
        seed: 1,
        endOnFailure: true,
        examples: [[example]],
      });
      assert.ok(errorInstance instanceof ViolationError, `not found in ${numRuns} histories: ${errorInstance}`);
      assert.ok(caughtBy.includes(errorInstance.invariant), `caught by ${errorInstance.message}`);
    });
  }
});
