import assert from "node:assert/strict";
import { load } from "../load";

type Moment = { at: string; night: string; time: string; states: Record<string, string> };
type Timeline = {
  describeTimeline(keys: readonly string[], moments: readonly Moment[]): string[];
  keyOf(row: { id: string; name: string; state: string }): string;
};

const moment = (night: string, time: string, states: Record<string, string>): Moment => ({
  at: `${night}T${time}:00Z`,
  night,
  time,
  states,
});

describe("The timeline of a wave", () => {
  it("has a line for each import and a sign for each hour, the nights apart", async () => {
    const { describeTimeline } = await load<Timeline>("demo/wave/timeline.mjs");
    const moments = [
      moment("2026-11-28", "22:00", { "db-01": "Copy_In_Progress" }),
      moment("2026-11-28", "06:00", { "db-01": "Paused", "app-01": "Failed" }),
      moment("2026-11-29", "22:00", { "db-01": "Import_Completed", "app-01": "Mirror_Enabled" }),
    ];
    assert.deepEqual(describeTimeline(["db-01", "app-01"], moments).slice(1), [
      "hour        2 0   2",
      "            2 6   2",
      "db-01       c p   #",
      "app-01      . F   ?",
      "",
      ". not there   c Copy_In_Progress   p Paused   # Import_Completed",
      "F Failed",
    ]);
  });

  it("knows an import by the name that its session got", async () => {
    const { keyOf } = await load<Timeline>("demo/wave/timeline.mjs");
    assert.equal(keyOf({ id: "1", name: "wave-archive-01-6f20b9a1", state: "Queued" }), "archive-01");
  });
});
