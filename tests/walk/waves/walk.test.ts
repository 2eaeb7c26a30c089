import assert from "node:assert/strict";
import { count, describeEnds, describeWalk } from "../describeWalk";
import { boundedWaveModels } from "./models";
import { walkWaves } from "./walkWaves";

/** A bounded part of the walk that `npm run walk -- --model wave` takes to its end (docs/decisions/024). */
describe("A walk through the states that a stack with a wave and its array get into", function () {
  this.timeout(600_000);
  const total = { states: 0, transitions: 0 };
  after(() =>
    console.log(`      ${count(total.states)} states, ${count(total.transitions)} transitions of waves in all`),
  );

  for (const model of boundedWaveModels) {
    it(`breaks no rule, and calm days lead from everywhere to an end: ${model.name}`, async () => {
      const start = performance.now();
      const result = await walkWaves(model);
      total.states += result.states;
      total.transitions += result.transitions;
      console.log(
        `        ${describeWalk(model.name, result, performance.now() - start)}\n          ${describeEnds(result)}`,
      );
      assert.deepEqual(result.violations, [], result.violations.join("\n\n"));
    });
  }
});
