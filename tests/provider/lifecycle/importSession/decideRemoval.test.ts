import assert from "node:assert/strict";
import type { RemovalAction } from "../../../../provider/lifecycle/importSession/decide/decideRemoval";
import { decideRemoval, remainsAfter } from "../../../../provider/lifecycle/importSession/decide/decideRemoval";
import { withMembers } from "../../../../provider/lifecycle/importSession/decide/observedSession";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import { sessionIn } from "./sessions";

type Type = "Non_Disruptive" | "Agentless";

function outcome(
  state: ImportSessionState,
  type: Type,
  hostsOnSource: boolean,
  accepted: RemovalAction[] = [],
  unseen?: RemovalAction,
) {
  const step = decideRemoval(withMembers(sessionIn(state, { type }), []), { hostsOnSource }, { accepted, unseen });
  return step.kind === "act" ? step.action : step.kind;
}

describe("decideRemoval", () => {
  // Columns: Non_Disruptive; Agentless without and with hostsOnSource. Reasons: docs/lifecycle.md, "Deleting"; [ARRAY actions, groups].
  const rows: Record<ImportSessionState, string> = {
    Scheduled: "cancel cancel cancel",
    Queued: "cancel cancel cancel",
    In_Progress: "wait wait wait",
    Mirror_Enabled: "cancel cancel cancel",
    Ready_To_Start_Copy: "cancel fail cancel",
    Copy_In_Progress: "cancel fail cancel",
    Paused: "cancel fail cancel",
    Ready_For_Cutover: "cancel fail cancel",
    Cutover_In_Progress: "wait wait wait",
    Import_Cutover_Incomplete: "fail fail fail",
    Import_Completed: "deleteRecord deleteRecord deleteRecord",
    Import_Completed_With_Errors: "deleteRecord deleteRecord deleteRecord",
    Cancelled: "deleteRecord deleteRecord deleteRecord",
    Failed: "deleteRecord deleteRecord deleteRecord",
    Cancel_Failed: "cancel fail cancel",
    Cancel_In_Progress: "wait wait wait",
    Cleanup_In_Progress: "wait wait wait",
    Cleanup_Failed: "fail fail fail",
    Invalid: "fail fail fail",
    Cleanup_Required: "cleanup cleanup cleanup",
    Cancel_Required: "fail fail cancel",
  };

  it("has a row for every state of the vendor", () => {
    assert.deepEqual(Object.keys(rows).sort(), [...importSessionStates].sort());
  });

  for (const state of importSessionStates) {
    const [nonDisruptive, hostsUnknown, hostsOnSource] = rows[state].split(" ");
    it(`${state}, Non_Disruptive: ${nonDisruptive}`, () =>
      assert.equal(outcome(state, "Non_Disruptive", false), nonDisruptive));
    it(`${state}, Agentless: ${hostsUnknown}`, () => assert.equal(outcome(state, "Agentless", false), hostsUnknown));
    it(`${state}, Agentless with hostsOnSource: ${hostsOnSource}`, () =>
      assert.equal(outcome(state, "Agentless", true), hostsOnSource));
  }

  it("is done when there is no session, however that came", () => {
    assert.equal(decideRemoval(undefined, { hostsOnSource: false }, { accepted: [] }).kind, "finish");
  });

  it("does not cancel twice while the array has not shown the first cancel", () => {
    assert.equal(outcome("Copy_In_Progress", "Non_Disruptive", false, ["cancel"], "cancel"), "wait");
  });

  it("tries a failed cancel of a group once more, then says so", () => {
    assert.equal(outcome("Cancel_Failed", "Non_Disruptive", false, ["cancel"]), "cancel");
    assert.equal(outcome("Cancel_Failed", "Non_Disruptive", false, ["cancel", "cancel"]), "fail");
    assert.equal(
      outcome("Cancel_Failed", "Non_Disruptive", false, ["cleanup", "cancel"]),
      "cancel",
      "only cancels count",
    );
  });

  it("asks for no word on the hosts of an agentless group again, whose cancel of this very run has failed", () => {
    assert.equal(outcome("Cancel_Failed", "Agentless", false, ["cancel"]), "cancel");
    assert.equal(outcome("Cancel_Failed", "Agentless", false, ["cancel", "cancel"]), "fail");
  });

  it("looks again after 3 seconds at most: what it waits for takes moments", () => {
    const cases = [
      { state: "Cancel_In_Progress", run: { accepted: [] } },
      { state: "Copy_In_Progress", run: { accepted: ["cancel"], unseen: "cancel" } },
    ] as const;
    for (const { state, run } of cases) {
      const step = decideRemoval(withMembers(sessionIn(state), []), { hostsOnSource: false }, run);
      assert.deepEqual(step, { kind: "wait", pollSeconds: 3 }, state);
    }
  });

  describe("of a group that the array shows as In_Progress", () => {
    const group = { type: "Agentless", destinationResourceType: "volume_group" } as const;
    const cases: [
      members: ImportSessionState[],
      hostsOnSource: boolean,
      expected: string,
      reason: string,
      shownSeconds?: number,
    ][] = [
      [[], false, "wait", "an answer without members says nothing of their hosts, and may be late"],
      [[], false, "fail", "there are none for a minute: nobody knows what their hosts use", 60],
      [[], true, "cancel", "the hosts are confirmed to be on the source"],
      [["In_Progress", "In_Progress"], false, "cancel", "a group's set-up can be cancelled [GUIDE 32, 40]"],
      [["Mirror_Enabled", "Mirror_Enabled"], false, "cancel", "all hosts still use the source"],
      [["Mirror_Enabled", "Copy_In_Progress"], false, "fail", "the second member's hosts use the destination already"],
      [["In_Progress", "Ready_To_Start_Copy"], false, "fail", "the second member's hosts use the destination already"],
      [["Ready_For_Cutover", "Ready_For_Cutover"], false, "fail", "all hosts use the destination"],
      [["Mirror_Enabled", "Copy_In_Progress"], true, "cancel", "the hosts are confirmed to be on the source"],
    ];
    for (const [states, hostsOnSource, expected, reason, shownSeconds] of cases) {
      it(`members ${states.join(", ") || "none"}, hostsOnSource ${hostsOnSource}: ${expected}, because ${reason}`, () => {
        const members = states.map((state) => sessionIn(state, { type: "Agentless" }));
        const step = decideRemoval(
          withMembers(sessionIn("In_Progress", group), members),
          { hostsOnSource },
          { accepted: [], ...(shownSeconds !== undefined && { shownSeconds }) },
        );
        assert.equal(step.kind === "act" ? step.action : step.kind, expected);
      });
    }
  });

  it("names the way out where the array takes no operation any more", () => {
    const step = decideRemoval(
      withMembers(sessionIn("Cleanup_Failed"), []),
      { hostsOnSource: false },
      { accepted: [] },
    );
    assert.match(step.kind === "fail" ? step.reason : "", /Dell support.*pulumi state delete/s);
  });

  it("says whether the session itself or a member of it would be taken away from its hosts", () => {
    const own = sessionIn("Copy_In_Progress", { type: "Agentless" });
    const group = sessionIn("In_Progress", { type: "Agentless", destinationResourceType: "volume_group" });
    const cases = [
      { session: withMembers(own, []), says: /^is Copy_In_Progress and agentless/ },
      { session: withMembers(group, [own]), says: /^is Copy_In_Progress and agentless/ },
      {
        session: withMembers(group, [sessionIn("Mirror_Enabled", { type: "Agentless" }), own]),
        says: /^has a member that is Copy_In_Progress and agentless/,
      },
    ];
    for (const { session, says } of cases) {
      const step = decideRemoval(session, { hostsOnSource: false }, { accepted: [] });
      assert.match(step.kind === "fail" ? step.reason : "", says);
    }
  });

  it("names both ways to confirm that hosts use the source", () => {
    const step = decideRemoval(
      withMembers(sessionIn("Cancel_Required", { type: "Agentless" }), []),
      { hostsOnSource: false },
      { accepted: [] },
    );
    assert.match(
      step.kind === "fail" ? step.reason : "",
      /hostsOnSource: true.*POWERSTORE_IMPORT_HOSTS_ON_SOURCE=true/s,
    );
  });

  it("says that a completed import's volume stays", () => {
    const completed = sessionIn("Import_Completed", {
      destinationResourceId: "vol-9",
      destinationResourceType: "volume",
    });
    assert.match(remainsAfter(completed) ?? "", /the volume vol-9 stays/);
    const group = { ...completed, destinationResourceType: "volume_group" } as const;
    assert.match(remainsAfter(group) ?? "", /the volume_group vol-9 stays/);
    assert.match(remainsAfter({ ...completed, destinationResourceType: undefined }) ?? "", /the volume vol-9 stays/);
    assert.equal(remainsAfter(sessionIn("Cancelled", { destinationResourceId: "vol-9" })), undefined);
  });
});
