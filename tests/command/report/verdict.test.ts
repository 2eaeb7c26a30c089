import assert from "node:assert/strict";
import { verdictOf } from "../../../command/report/content/verdict";
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

  it("tells the two apart, and from who waits at a gate", () => {
    const { text } = headline("Failed", "Cleanup_Required", "Cleanup_Required", "Ready_For_Cutover");
    assert.equal(text, "1 import has failed, 2 imports need somebody, 1 import waits for somebody");
  });
});
