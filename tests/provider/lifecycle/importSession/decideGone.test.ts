import assert from "node:assert/strict";
import type { GoneEvidence } from "../../../../provider/lifecycle/importSession/decideGone";
import { decideGone } from "../../../../provider/lifecycle/importSession/decideGone";

describe("decideGone", () => {
  const cases: [evidence: GoneEvidence, expected: string, reason: string][] = [
    [{ recorded: { state: "Import_Completed" } }, "completed", "it was seen completed"],
    [{ recorded: { state: "Import_Completed_With_Errors" } }, "completed", "it was seen completed"],
    [
      { recorded: { state: "Copy_In_Progress", destinationResourceId: "v" }, destinationExists: true },
      "completed",
      "its volume lives",
    ],
    [{ recorded: { state: "Copy_In_Progress" }, sourceCriteria: "Imported" }, "completed", "the source says so"],
    [
      { recorded: { destinationResourceId: "v" }, destinationExists: false, sourceCriteria: "Imported" },
      "completed",
      "never a second import of a source that was cut over",
    ],
    [{ recorded: { destinationResourceId: "v" }, destinationExists: false }, "deleted", "what it made is gone too"],
    [
      { recorded: { state: "Queued" }, sourceCriteria: "Ready" },
      "deleted",
      "nothing was made and the source is free again",
    ],
    [
      { recorded: { state: "Queued" }, sourceCriteria: "Ready_For_Agentless_Import" },
      "deleted",
      "nothing was made and the source is free again",
    ],
    [{ recorded: { state: "Queued" }, sourceCriteria: "In_Progress" }, "unknown", "another session may import it"],
    [{ recorded: { state: "Queued" } }, "unknown", "nothing tells"],
    [{ recorded: {} }, "unknown", "nothing tells"],
    [{ recorded: { destinationResourceId: "v" } }, "unknown", "nobody has looked for its volume"],
  ];
  for (const [evidence, expected, reason] of cases) {
    it(`${JSON.stringify(evidence)}: ${expected}, because ${reason}`, () =>
      assert.equal(decideGone(evidence), expected));
  }
});
