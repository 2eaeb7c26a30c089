import assert from "node:assert/strict";
import { waveModelsWith } from "./models";
import { walkMutants } from "./mutants";
import { walkWaves } from "./walkWaves";

/** Within so many states each of them shows. */
const MOST_LEFT = 40;

describe("A walk of waves notices a provider that", function () {
  this.timeout(120_000);
  for (const { name, model: modelName, troubles, breaks, build } of walkMutants) {
    it(name, async () => {
      const model = waveModelsWith(troubles).find((each) => each.name === `${modelName}, kind`);
      assert.ok(model, `there is no model ${modelName}`);
      const { violations } = await walkWaves({ ...model, mostLeft: MOST_LEFT }, { build });
      const [rule] = (violations[0] ?? "nothing").split(":");
      assert.ok(rule && breaks.includes(rule), violations[0] ?? "it gets through");
    });
  }
});
