import assert from "node:assert/strict";
import {
  decideGoneReplacement,
  decideReplacement,
  decideRestart,
} from "../../../../provider/lifecycle/importSession/decide/decideReplacement";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import { sessionIn } from "./sessions";

describe("decideReplacement", () => {
  // Columns: a create-only input changed; an identity changed; nothing changed. Reasons: docs/lifecycle.md, "Replacing".
  const rows: Record<ImportSessionState, string> = {
    Scheduled: "replace replace -",
    Queued: "replace replace -",
    In_Progress: "refuse refuse -",
    Mirror_Enabled: "refuse refuse -",
    Ready_To_Start_Copy: "refuse refuse -",
    Copy_In_Progress: "refuse refuse -",
    Paused: "refuse refuse -",
    Ready_For_Cutover: "refuse refuse -",
    Cutover_In_Progress: "refuse refuse -",
    Import_Cutover_Incomplete: "refuse refuse -",
    Import_Completed: "record replace -",
    Import_Completed_With_Errors: "record replace -",
    Cancelled: "refuse refuse refuse",
    Failed: "replace replace replace",
    Cancel_Failed: "refuse refuse -",
    Cancel_In_Progress: "refuse refuse -",
    Cleanup_In_Progress: "refuse refuse -",
    Cleanup_Failed: "refuse refuse -",
    Invalid: "refuse refuse -",
    Cleanup_Required: "refuse refuse -",
    Cancel_Required: "refuse refuse -",
  };

  it("has a row for every state of the vendor", () => {
    assert.deepEqual(Object.keys(rows).sort(), [...importSessionStates].sort());
  });

  for (const state of importSessionStates) {
    const [createOnly, identity, restart] = rows[state].split(" ");
    it(`${state}: create-only ${createOnly}, identity ${identity}, unchanged ${restart}`, () => {
      assert.equal(decideReplacement(sessionIn(state), ["automaticCutover"]).kind, createOnly);
      assert.equal(decideReplacement(sessionIn(state), ["sourceResourceId"]).kind, identity);
      assert.equal(decideRestart(sessionIn(state))?.kind ?? "-", restart);
    });
  }

  it("replaces a completed import for another source whatever else changed with it", () => {
    for (const changed of [
      ["automaticCutover", "sourceResourceId"],
      ["remoteSystemId", "sourceResourceId", "type"],
    ] as const)
      assert.equal(decideReplacement(sessionIn("Import_Completed"), changed).kind, "replace", changed.join());
  });

  it("imports nothing again where the same source comes through a remote system that was made anew", () => {
    for (const changed of [["remoteSystemId"], ["remoteSystemId", "type"]] as const) {
      assert.equal(decideReplacement(sessionIn("Import_Completed"), changed).kind, "record", changed.join());
      for (const verdict of ["completed", "unknown"] as const) {
        const judgement = { verdict, facts: "its source says so" };
        assert.deepEqual(
          decideGoneReplacement({ state: "Import_Completed" }, judgement, changed, 0).replaces,
          [],
          verdict,
        );
      }
    }
  });

  it("names property, state and percent and both ways on when it refuses", () => {
    const decision = decideReplacement(sessionIn("Copy_In_Progress", { progressPercentage: 63 }), ["type"]);
    assert.match(
      decision.kind === "refuse" ? decision.reason : "",
      /Copy_In_Progress \(63 %\): changing type .*Take the change back.*--replace/s,
    );
  });

  it("says of a failed session what failed, and that it starts from 0", () => {
    const decision = decideRestart(sessionIn("Failed", { error: { code: "0xE0FF00000001", message: "No path." } }));
    assert.match(decision?.kind === "replace" ? decision.warning : "", /failed.*No path\..*from 0/s);
  });
});
