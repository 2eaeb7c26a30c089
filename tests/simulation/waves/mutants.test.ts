import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import { openArray } from "../array";
import { ViolationError } from "../violation";
import { wavesMutants } from "./mutants";
import { simulateWaves } from "./simulate";
import { waveReadings } from "./world";

/** The test of the test: a provider that does wrong to waves does not get through. */
describe("A simulation of waves finds out a provider that", function () {
  this.timeout(60_000);
  let simulator: Simulator;
  before(async () => {
    simulator = await openArray(waveReadings.kind);
  });
  after(() => simulator.close());

  for (const { name, caughtBy, example, ...build } of wavesMutants) {
    it(name, async () => {
      await simulateWaves(simulator, example);
      const violation = await simulateWaves(simulator, example, build).then(
        () => assert.fail("it gets through"),
        (error: unknown) => error,
      );
      assert.ok(violation instanceof ViolationError, String(violation));
      assert.ok(caughtBy.includes(violation.invariant), `caught by ${violation.message}`);
    });
  }
});
