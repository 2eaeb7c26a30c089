import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import { openArray } from "../array";
import { ViolationError } from "../violation";
import { sourcesMutants } from "./mutants";
import { simulateSources } from "./simulate";
import { sourceReadings } from "./world";

/** The test of the test: a provider that does wrong to sources, hosts and groups does not get through. */
describe("A simulation of sources, hosts and groups finds out a provider that", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  before(async () => {
    simulator = await openArray(sourceReadings.kind);
  });
  after(() => simulator.close());

  for (const { name, caughtBy, example, ...build } of sourcesMutants) {
    it(name, async () => {
      await simulateSources(simulator, example);
      const violation = await simulateSources(simulator, example, build).then(
        () => assert.fail("it gets through"),
        (error: unknown) => error,
      );
      assert.ok(violation instanceof ViolationError, String(violation));
      assert.ok(caughtBy.includes(violation.invariant), `caught by ${violation.message}`);
    });
  }
});
