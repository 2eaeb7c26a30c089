import assert from "node:assert/strict";
import { createWorld, type SessionState } from "../../../../simulator/src/world";
import { act, createGroup, refusal, session, setUpSeconds, stateOf, statesOf } from "../fixtures";
import { type Action, actions, bodies, expectations, next } from "../session/allowedActions";

/** Decided [I]: a group is committed, rescheduled and deleted as one; everything else is [ARRAY actions], which names members too. */
const ofGroup: readonly Action[] = ["cutover", "delete", "modify"];

/** States that a member has only together with its group. */
const together: readonly SessionState[] = [
  "Scheduled",
  "Queued",
  "Import_Completed_With_Errors",
  "Import_Cutover_Incomplete",
];

describe("what each state of a member's session allows", () => {
  for (const [state, expectation] of Object.entries(expectations) as [
    SessionState,
    (typeof expectations)["Queued"],
  ][]) {
    for (const type of ["Non_Disruptive", "Agentless"] as const) {
      const ofVolume = type === "Agentless" ? expectation.agentless : expectation.nonDisruptive;
      const allowed = ofVolume.filter((action) => !ofGroup.includes(action));
      for (const action of together.includes(state) ? [] : actions) {
        const verb = allowed.includes(action) ? "allows" : "refuses";
        it(`${state} ${verb} ${action} for ${type} (${ofGroup.includes(action) ? "the group's" : expectation.reason})`, () => {
          const world = createWorld();
          const { id, members } = createGroup(world, { type });
          const member = members[1] ?? "";
          world.forceState(member, state);
          assert.equal(stateOf(world, member), state);
          const before = world.snapshot();
          if (!allowed.includes(action)) {
            const { status, message } = refusal(() => act(world, action, member, bodies[action]));
            assert.equal(status, 422);
            if (ofGroup.includes(action)) assert.ok(message.includes(id), "it says which session takes it");
            assert.deepEqual(world.snapshot(), before);
            return;
          }
          assert.deepEqual(act(world, action, member, bodies[action]), { status: 204 });
          assert.equal(stateOf(world, member), next[action]);
        });
      }
    }
  }

  for (const state of ["Scheduled", "Queued"] as const) {
    it(`${state} allows cancel and nothing else [ARRAY actions], and the others go on`, () => {
      const world = createWorld({ maxActiveSessions: 1 });
      createGroup(world, { name: "before", source_resource_id: "unity-01-cg-02" });
      const { id, members } = createGroup(world);
      world.forceState(id, state);
      for (const action of actions.filter((action) => action !== "cancel")) {
        assert.equal(refusal(() => act(world, action, members[0] ?? "", bodies[action])).status, 422, action);
      }
      act(world, "cancel", members[0] ?? "");
      assert.deepEqual(statesOf(world, [id, ...members]), [state, "Cancel_In_Progress", state, state]);
    });
  }
});

describe("cancelling members one by one", () => {
  it("leaves the rest on its way, and the group ends with errors: not all of it was imported [I]", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.advance(setUpSeconds);
    act(world, "cancel", members[0] ?? "");
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), [
      "In_Progress",
      "Cancelled",
      "Copy_In_Progress",
      "Copy_In_Progress",
    ]);
    assert.equal(world.rows("volume")?.length, 2);
    world.advance(1e4);
    act(world, "cutover", id);
    world.advance(20);
    assert.equal(stateOf(world, id), "Import_Completed_With_Errors");
    assert.match((session(world, id).error as { message_l10n: string }).message_l10n, /1 of 3 members/);
  });

  it("leaves nothing of the group after the last", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.advance(setUpSeconds);
    for (const member of members) act(world, "cancel", member);
    assert.equal(stateOf(world, id), "In_Progress");
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual(world.rows("volume"), []);
    assert.equal(world.row("import_unity_consistency_group", "unity-01-cg-01")?.importable_criteria, "Ready");
  });

  it("takes the group out of the queue after the last", () => {
    const world = createWorld({ maxActiveSessions: 1 });
    createGroup(world, { name: "first", source_resource_id: "unity-01-cg-02" });
    const { id, members } = createGroup(world);
    for (const member of members) act(world, "cancel", member);
    assert.equal(stateOf(world, id), "Queued");
    world.advance(15);
    assert.equal(stateOf(world, id), "Cancelled");
    assert.deepEqual((world.snapshot() as { queue: string[] }).queue, []);
  });

  it("lets the rest start, when its group gets its turn", () => {
    const world = createWorld();
    const { id, members } = createGroup(world, { scheduled_timestamp: "2026-01-01T01:00:00Z" });
    act(world, "cancel", members[2] ?? "");
    world.advance(3600);
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", "In_Progress", "In_Progress", "Cancelled"]);
  });
});
