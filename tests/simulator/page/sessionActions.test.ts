import assert from "node:assert/strict";
import { ApiError, type Row } from "../../../simulator/src";
import { facts } from "../../../simulator/src/api/facts";
import { actionsOf, type SessionAction, sessionActions } from "../../../simulator/src/page/pageActions";
import { createWorld, type SessionState } from "../../../simulator/src/world";

const states = (facts.definitions.ImportSessionStateEnum?.enum ?? []) as readonly SessionState[];

/** One session of a world of its own, as it is in a state. */
function enter(
  state: SessionState,
  body: Readonly<Record<string, unknown>>,
  pick: (id: string) => string = (id) => id,
) {
  const world = createWorld({ ids: "counted" });
  const create = world.operations["POST /import_session"];
  assert.ok(create, "the operation is built");
  const id = pick((create({ id: "", body: { name: "db-01", ...body } }).body as { readonly id: string }).id);
  world.forceState(id, state);
  const row = world.row("import_session", id);
  assert.ok(row);
  return { world, row };
}

function isTaken(world: ReturnType<typeof createWorld>, { id }: Row, action: SessionAction): boolean {
  const name = action === "delete" ? "DELETE /import_session/{id}" : `POST /import_session/{id}/${action}`;
  try {
    world.operations[name]?.({ id, body: {} });
    return true;
  } catch (error) {
    assert.ok(error instanceof ApiError);
    return false;
  }
}

/** A fresh world for each action: what is done cannot be undone. */
function takenActions(make: () => ReturnType<typeof enter>): SessionAction[] {
  return (Object.keys(sessionActions) as SessionAction[]).filter((action) => {
    const { world, row } = make();
    return isTaken(world, row, action);
  });
}

const volume = { source_resource_id: "unity-01-vol-01", remote_system_id: "rs-unity-01" };
const group = { source_resource_id: "unity-01-cg-01", remote_system_id: "rs-unity-01" };
const agentless = { type: "Agentless" };

describe("the buttons of a session on the page", () => {
  for (const state of states) {
    for (const [name, body] of Object.entries({
      "a volume": volume,
      "an Agentless volume": { ...volume, ...agentless },
    })) {
      it(`are, for ${name} that is ${state}, what the array takes`, () => {
        const make = () => enter(state, body);
        assert.deepEqual(actionsOf(make().row, false), takenActions(make));
      });
    }
  }

  const groupStates = [
    "Queued",
    "Paused",
    "Ready_For_Cutover",
    "Cancel_Failed",
    "Cleanup_Required",
    "Import_Completed",
  ] as const;
  for (const state of groupStates) {
    it(`are, for a group that is ${state}, what the array takes`, () => {
      const make = () => enter(state, group);
      assert.deepEqual(actionsOf(make().row, true), takenActions(make));
    });
  }

  it("leave cut-over and record of a member to its group", () => {
    const firstMember = () => "session-000002";
    for (const state of ["Ready_For_Cutover", "Cancelled", "Failed"] as const) {
      const make = () => enter(state, group, firstMember);
      assert.deepEqual(actionsOf(make().row, false), takenActions(make), state);
    }
  });
});
