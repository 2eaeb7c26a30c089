import assert from "node:assert/strict";
import { failureTexts } from "../../../../provider/lifecycle/importWave/decide/texts";

describe("The failures of a wave", () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ key: `same-${index}`, message: "alike" }));
  const each = Array.from({ length: 27 }, (_, index) => ({ key: `own-${index}`, message: `other ${index}` }));

  it("are said once, with all whom each concerns", () => {
    const [first, second] = failureTexts([...many.slice(0, 2), ...each.slice(0, 1)]);
    assert.equal(first, "2 imports (same-0, same-1): alike");
    assert.equal(second, 'sessions["own-0"]: other 0');
  });

  it("are named where there are too many to tell: those that were not told, and no others", () => {
    const texts = failureTexts([...many, ...each]);
    assert.equal(texts.length, 26);
    assert.equal(texts.at(-1), "and 3 more failures, of own-24, own-25, own-26");
  });
});
