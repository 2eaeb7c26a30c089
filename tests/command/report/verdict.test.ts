import assert from "node:assert/strict";
import { figuresOf, verdictOf, windowText } from "../../../command/report/content/verdict";
import { reportHtml } from "../../../command/report/html/page";
import { reportMarkdown } from "../../../command/report/markdown/markdown";
import type { SessionView } from "../../../command/sessions/sessionView";
import { sessionView } from "../sessions/sessions";
import { reportAfter, seen } from "./reports";

describe("the headline of a report", () => {
  const headline = (...states: readonly string[]) => {
    const sessions = states.map((state, index): SessionView => sessionView({ id: `${index}`, state }));
    return verdictOf(reportAfter(seen(1, sessions)).report);
  };

  for (const state of ["Failed", "Cancel_Failed", "Cleanup_Failed"]) {
    it(`says of an import that is ${state} that it has failed`, () => {
      assert.deepEqual(headline(state), { text: "1 import has failed", tone: "failed" });
    });
  }

  for (const [state, reason] of [
    ["Import_Cutover_Incomplete", "a cancel would take members back that live on PowerStore"],
    ["Import_Completed_With_Errors", "most of it is done"],
    ["Cancel_Required", "it goes on when somebody cancels"],
    ["Teleporting", "a state of a newer array may be anything"],
  ]) {
    it(`says of an import that is ${state} that it needs somebody: ${reason}`, () => {
      assert.deepEqual(headline(state ?? ""), { text: "1 import needs somebody", tone: "failed" });
    });
  }

  it("of a part begins with what it is of, and is done for none", () => {
    const wave = "a_b_|<i>";
    const part = { waves: [wave, "night"], states: ["Import_Completed"] };
    const { report } = reportAfter(seen(1, [sessionView({ state: "Import_Completed" })], { part }));
    assert.deepEqual(verdictOf(report), {
      part: `Only waves ${wave} and night, state Import completed`,
      text: "nothing is left to do",
      tone: "held",
    });
    assert.match(
      reportHtml(report),
      /<h1 class=held>Only waves a_b_\|&lt;i&gt; and night, state Import completed: nothing/,
    );
    const [, title = ""] = reportMarkdown(report).split("\n");
    assert.match(title, /^## Only waves .* and night.*: nothing is left to do$/);
    assert.doesNotMatch(title, /<i>|a_b_\|/, "a name is no markup");
  });

  it("of a part shows beside it how all imports stood", () => {
    const both = [sessionView({ id: "1", state: "Import_Completed" }), sessionView({ id: "2", state: "Queued" })];
    const part = { states: ["Queued", "Import_Completed"] };
    const { report } = reportAfter(seen(1, both, { part }), seen(2, both, { part }));
    assert.match(reportHtml(report), /<h2>Progress of all imports<\/h2>/);
    assert.equal(verdictOf(report).part, "Only states Queued and Import completed");
    assert.match(reportHtml(reportAfter(seen(1, both), seen(2, both)).report), /<h2>Progress<\/h2>/);
  });

  it("tells the two apart, and from who waits at a gate", () => {
    const { text } = headline("Failed", "Cleanup_Required", "Cleanup_Required", "Ready_For_Cutover");
    assert.equal(text, "1 import has failed, 2 imports need somebody, 1 import waits for somebody");
  });
});

describe("a date in a report", () => {
  const window = { resource: "night", kind: "cutoverWindows", open: false } as const;
  const until = (iso: string, at: string) => windowText({ ...window, until: iso }, at);

  it("goes without its year where that is the year of the report", () => {
    assert.equal(
      until("2026-12-31T20:00:00Z", "2026-12-01T00:00:00Z"),
      "Cutover windows: closed until 31 Dec 20:00 UTC",
    );
  });

  it("has it over the end of a year, forth and back", () => {
    assert.match(until("2027-01-02T20:00:00Z", "2026-12-31T23:00:00Z"), / until 2 Jan 2027 20:00 UTC$/);
    assert.match(until("2026-12-31T23:59:00Z", "2027-01-01T00:00:00Z"), / until 31 Dec 2026 23:59 UTC$/);
  });

  it("has it in the time left, in rows and of waves as well", () => {
    const start = Date.UTC(2027, 0, 3, 4, 5);
    const scheduledTimestamp = new Date(start).toISOString();
    const copy = {
      currentTransferRate: 1e6,
      estimatedCompletionTimestamp: scheduledTimestamp,
      size: 1e9,
      copiedBytes: 0,
    };
    const { report } = reportAfter(
      seen(1, [
        sessionView({ id: "1", wave: "night", ...copy }),
        sessionView({
          id: "2",
          wave: "night",
          state: "Scheduled",
          scheduledTimestamp,
          nextChangeAt: scheduledTimestamp,
        }),
      ]),
    );
    assert.match(JSON.stringify(figuresOf(report)), /until 3 Jan 2027 04:05 UTC/);
    for (const text of [reportMarkdown(report), reportHtml(report)]) {
      for (const what of ["ends", "starts", "next change"]) {
        assert.match(text, new RegExp(`${what}:? (<time[^>]*>)?3 Jan 2027 04:05`, "i"));
      }
    }
  });
});
