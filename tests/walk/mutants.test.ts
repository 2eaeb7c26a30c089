import assert from "node:assert/strict";
import { modelsWith } from "./models";
import { mutants } from "./mutants";
import { walk } from "./walk";

describe("A walk notices a provider that", function () {
  this.timeout(120_000);
  for (const { name, model: modelName, breaks, handler } of mutants) {
    it(name, async () => {
      const model = modelsWith("calm").find((each) => each.name === `${modelName}, kind`);
      assert.ok(model, `there is no model ${modelName}`);
      const { violations } = await walk(model, { handler });
      assert.match(violations[0] ?? "", breaks);
    });
  }
});
