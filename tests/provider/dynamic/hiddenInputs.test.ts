import assert from "node:assert/strict";
import { ignoredIn, parseDuration, timeoutOf } from "../../../provider/dynamic/hiddenInputs";

describe("customTimeouts as hidden inputs", () => {
  const cases: [text: string, seconds: number | undefined, reason: string][] = [
    ["90s", 90, "seconds"],
    ["2h", 7200, "hours"],
    ["1h30m", 5400, "several units"],
    ["1500ms", 1.5, "milliseconds are not minutes"],
    ["1.5h", 5400, "fractions"],
    ["0s", 0, "what it means is not for a parser to say"],
    ["0", 0, "Go takes zero without a unit"],
    ["-5s", -5, "the engine lets it pass, and hands -5 to a plugin"],
    ["-1m30s", -90, "the sign is of the whole"],
    ["+5s", 5, "Go takes it"],
    [".5h", 1800, "Go takes it"],
    ["5.s", 5, "Go takes it"],
    ["1.2.3s", undefined, "two points are no number"],
    ["1h 30m", undefined, "Go takes no space"],
    ["3\u03bcs", 3e-6, "a Greek letter"],
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

describe("ignoreChanges as a hidden input", () => {
  const cases: [value: unknown, paths: readonly string[], reason: string][] = [
    [["paused", "name"], ["paused", "name"], "as the class sends it"],
    [undefined, [], "no option"],
    ["paused", [], "no list: nothing is guessed"],
    [[1, "paused", null], ["paused"], "what is no path is left out"],
  ];
  for (const [value, paths, reason] of cases) {
    it(`${JSON.stringify(value)} is ${JSON.stringify(paths)}: ${reason}`, () => {
      assert.deepEqual(ignoredIn({ __ignoreChanges: value }), paths);
    });
  }
});
