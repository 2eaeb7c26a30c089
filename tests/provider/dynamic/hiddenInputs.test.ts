import assert from "node:assert/strict";
import { parseDuration, timeoutOf } from "../../../provider/dynamic/hiddenInputs";

describe("customTimeouts as hidden inputs", () => {
  const cases: [text: string, seconds: number | undefined, reason: string][] = [
    ["90s", 90, "seconds"],
    ["2h", 7200, "hours"],
    ["1h30m", 5400, "several units"],
    ["1500ms", 1.5, "milliseconds are not minutes"],
    ["1.5h", 5400, "fractions"],
    ["0s", undefined, "none set, as for the engine"],
    ["1d", undefined, "the engine refuses days"],
    ["soon", undefined, "no duration"],
  ];
  for (const [text, seconds, reason] of cases) {
    it(`${text} is ${seconds}: ${reason}`, () => assert.equal(parseDuration(text), seconds));
  }
  it("are found by operation, and absent where none is set", () => {
    const properties = { __timeouts: { create: "5s" } };
    assert.equal(timeoutOf(properties, "create"), 5);
    assert.equal(timeoutOf(properties, "delete"), undefined);
    assert.equal(timeoutOf({}, "create"), undefined);
  });
});
