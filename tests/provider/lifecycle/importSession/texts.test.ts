import assert from "node:assert/strict";
import { arrayError } from "../../../../provider/lifecycle/importSession/decide/texts";

describe("What the array says is wrong", () => {
  const cases: [error: { code?: string; message?: string } | undefined, text: string, reason: string][] = [
    [{ code: "0xE0", message: "No space." }, ': the array says "No space." (0xE0)', "both are given"],
    [{ message: "No space." }, ': the array says "No space."', "there is no code"],
    [{ code: "0xE0" }, ": the array says (0xE0)", "there is only a code"],
    [{}, "", "nothing was said"],
    [undefined, "", "nothing is wrong"],
  ];
  for (const [error, text, reason] of cases) {
    it(`reads '${text}' when ${reason}`, () => {
      const { code, message } = error ?? {};
      assert.equal(arrayError({ error: error && { code, message } }), text);
    });
  }
});
