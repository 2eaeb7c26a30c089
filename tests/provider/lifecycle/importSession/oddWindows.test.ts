import assert from "node:assert/strict";
import { heldNow } from "../../../../provider/lifecycle/importSession/decide/decideTarget";

describe("Windows that nobody has checked", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const cases: [title: string, windows: unknown][] = [
    ["are a text", "at night"],
    ["are a map", { schedule: "0 20 * * *" }],
    ["hold something that is no window", [7]],
    ["have no schedule", [{ duration: "4h" }]],
  ];
  for (const [title, startWindows] of cases) {
    it(`hold nothing back, and end nothing, where they ${title}`, () =>
      assert.deepEqual(heldNow({ startWindows }, undefined, now), {}));
  }
});
