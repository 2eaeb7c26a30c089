import assert from "node:assert/strict";
import { count, describeWalk } from "./describeWalk";
import { boundedModels } from "./models";
import { walk } from "./walk";

/**
 * A bounded part of the walk that `npm run walk` takes to its end (docs/decisions/024): with deaths of the process at each step and change, without
 * faults and without what happens between two requests.
 */
describe("A walk through every state that a stack and its array get into", function () {
  this.timeout(600_000);
  const total = { states: 0, transitions: 0 };
  after(() => console.log(`      ${count(total.states)} states, ${count(total.transitions)} transitions in all`));

  for (const model of boundedModels) {
    it(`breaks no rule, and calm runs lead from everywhere to an end: ${model.name}`, async () => {
      const start = performance.now();
      const result = await walk(model);
      total.states += result.states;
      total.transitions += result.transitions;
      console.log(`        ${describeWalk(model.name, result, performance.now() - start)}`);
      assert.deepEqual(result.violations, [], result.violations.join("\n\n"));
      assert.ok(result.isWhole);
    });
  }
});
