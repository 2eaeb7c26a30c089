import assert from "node:assert/strict";
import { createWorld, type SessionState } from "../../../../simulator/src/world";
import { act, createGroup, refusal, session, stateOf, statesOf } from "../fixtures";
import { type Action, actions, bodies, expectations as volumeExpectations } from "../session/allowedActions";

/** What a state allows on a group's parent session, written down from [ARRAY groups], row by row. */
type Expectation = {
  readonly nonDisruptive: readonly Action[];
  readonly agentless: readonly Action[];
  readonly reason: string;
};

function both(allowed: readonly Action[], reason: string): Expectation {
  return { nonDisruptive: allowed, agentless: allowed, reason };
}

/** The members of an In_Progress group that was just forced are set up: pause is refused for that, see below. */
const expectations: Partial<Record<SessionState, Expectation>> = {
  Scheduled: both(["cancel", "modify"], "cancel [GUIDE 40]; modify [I]"),
  Queued: both(["cancel"], "cancel [GUIDE 40]"),
  In_Progress: both(["cancel"], "cancel [GUIDE 32, 40]; pause [I], not before all members copy"),
  Paused: both(["cancel", "resume"], "cancel, resume [GUIDE 32, 40]"),
  Ready_For_Cutover: both(["cancel", "cutover"], "cancel, cutover [GUIDE 32]"),
  Cutover_In_Progress: both([], "none [GUIDE 32]"),
  Import_Completed: both(["delete"], "no manual operation [GUIDE 32], delete [API]"),
  Import_Completed_With_Errors: both(["delete"], "delete [I]"),
  Import_Cutover_Incomplete: both(["cancel", "cutover"], "cancel, cutover [GUIDE 32, 40, API]"),
  Cancelled: both(["delete"], "delete [API]"),
  Failed: both(["cancel", "delete"], "cancel [GUIDE 40] of groups only, delete [API]"),
  Cancel_Required: { nonDisruptive: [], agentless: ["cancel"], reason: "cancel [GUIDE 32, 40], Agentless only" },
  Cancel_Failed: both(["cancel"], "cancel [GUIDE 32, 40]"),
  Cancel_In_Progress: both([], "none [GUIDE 32]"),
  Cleanup_In_Progress: both([], "none [GUIDE 32]"),
  Cleanup_Required: both(["cleanup"], "cleanup [GUIDE 32, API]"),
  Cleanup_Failed: both([], "none [I]"),
  Invalid: both([], "none [I]"),
};

/** The state that an allowed action leads the group to at once. */
const next: Partial<Record<Action, SessionState>> = {
  cancel: "Cancel_In_Progress",
  resume: "In_Progress",
  cutover: "Cutover_In_Progress",
  cleanup: "Cleanup_In_Progress",
  modify: "Scheduled",
};

describe("what each state of a group's session allows", () => {
  for (const [state, expectation] of Object.entries(expectations) as [SessionState, Expectation][]) {
    for (const type of ["Non_Disruptive", "Agentless"] as const) {
      const allowed = type === "Agentless" ? expectation.agentless : expectation.nonDisruptive;
      for (const action of actions) {
        const verb = allowed.includes(action) ? "allows" : "refuses";
        it(`${state} ${verb} ${action} for ${type} (${expectation.reason})`, () => {
          const world = createWorld();
          const { id } = createGroup(world, { type });
          world.forceState(id, state);
          assert.equal(stateOf(world, id), state);
          const before = world.rows("import_session");
          if (!allowed.includes(action)) {
            const { status, message } = refusal(() => act(world, action, id, bodies[action]));
            assert.equal(status, 422);
            for (const part of ["group-1", id, action.slice(0, 5)]) assert.ok(message.includes(part), message);
            assert.deepEqual(world.rows("import_session"), before, "a refused action changes nothing");
            return;
          }
          assert.deepEqual(act(world, action, id, bodies[action]), { status: 204 });
          assert.equal(world.row("import_session", id)?.state, next[action]);
          if (action === "delete") assert.deepEqual(world.rows("import_session"), [], "members go with their group");
        });
      }
    }
  }

  const neverShown = ["Mirror_Enabled", "Ready_To_Start_Copy", "Copy_In_Progress"] as const;
  for (const state of neverShown) {
    it(`is not asked for ${state}, which only members are in [GUIDE 32]`, () => {
      const world = createWorld();
      const { id } = createGroup(world);
      assert.throws(() => world.forceState(id, state), { name: "RangeError", message: /never/ });
    });
  }

  it("is written down for every other state", () => {
    const known = [...Object.keys(expectations), ...neverShown].sort();
    assert.deepEqual(known, Object.keys(volumeExpectations).sort());
  });

  for (const action of ["enable_destination_volume", "start_copy"] as const) {
    it(`sends ${action} to the members in words, for no state of the group will take it`, () => {
      const world = createWorld();
      const { id } = createGroup(world, { type: "Agentless" });
      assert.match(refusal(() => act(world, action, id)).message, /members only/);
    });
  }
});

describe("pausing a group", () => {
  it("is accepted when all members copy, and shown on each", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.advance(30);
    act(world, "pause", id);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Paused", "Paused", "Paused", "Paused"]);
  });

  const others: readonly SessionState[] = [
    "In_Progress",
    "Paused",
    "Ready_For_Cutover",
    "Cancel_In_Progress",
    "Cleanup_Required",
  ];
  for (const state of others) {
    it(`is refused while a member is ${state}, and names it [I, ARRAY groups]`, () => {
      const world = createWorld();
      const { id, members } = createGroup(world);
      world.advance(30);
      world.forceState(members[1] ?? "", state);
      const before = world.snapshot();
      const { status, message } = refusal(() => act(world, "pause", id));
      assert.equal(status, 422);
      assert.ok(message.includes(`${members[1]} is ${state}`), message);
      assert.deepEqual(world.snapshot(), before);
    });
  }

  for (const state of ["Failed", "Cancelled"] as const) {
    it(`does not ask a member that is ${state}`, () => {
      const world = createWorld();
      const { id, members } = createGroup(world);
      world.advance(30);
      world.forceState(members[1] ?? "", state);
      act(world, "pause", id);
      assert.deepEqual(statesOf(world, [id, ...members]), ["Paused", "Paused", state, "Paused"]);
      act(world, "resume", id);
      assert.deepEqual(statesOf(world, members), ["Copy_In_Progress", state, "Copy_In_Progress"]);
    });
  }

  it("does not show when all members are paused one by one [ARRAY groups]", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.advance(30);
    for (const member of members) act(world, "pause", member);
    assert.equal(stateOf(world, id), "In_Progress");
    assert.equal(refusal(() => act(world, "resume", id)).status, 422);
    for (const member of members) act(world, "resume", member);
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", ...members.map(() => "Copy_In_Progress")]);
  });

  it("ends when one member is resumed, for the group copies again", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.advance(30);
    act(world, "pause", id);
    act(world, "resume", members[0] ?? "");
    assert.deepEqual(statesOf(world, [id, ...members]), ["In_Progress", "Copy_In_Progress", "Paused", "Paused"]);
  });

  it("outlasts the cancel of one member", () => {
    const world = createWorld();
    const { id, members } = createGroup(world);
    world.advance(30);
    act(world, "pause", id);
    act(world, "cancel", members[0] ?? "");
    world.advance(15);
    assert.deepEqual(statesOf(world, [id, ...members]), ["Paused", "Cancelled", "Paused", "Paused"]);
    assert.equal(session(world, id).error, null);
  });
});
