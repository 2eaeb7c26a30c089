import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type SessionState } from "../../../../simulator/src/world";
import { act, create, refusal, session, stateOf } from "../fixtures";

const actions = [
  "cancel",
  "pause",
  "resume",
  "cutover",
  "cleanup",
  "enable_destination_volume",
  "start_copy",
  "delete",
  "modify",
] as const;

type Action = (typeof actions)[number];

/** What a state allows, written down from powerstore.md 1b, cell by cell, and never derived from the simulator. */
type Expectation = {
  readonly nonDisruptive: readonly Action[];
  readonly agentless: readonly Action[];
  readonly reason: string;
};

const expectations: Readonly<Record<SessionState, Expectation>> = {
  Scheduled: {
    nonDisruptive: ["cancel", "modify"],
    agentless: ["cancel", "modify"],
    reason: "cancel D (S, G40); modify I: the only sensible state",
  },
  Queued: { nonDisruptive: ["cancel"], agentless: ["cancel"], reason: "cancel D (S, G40); modify refused I" },
  In_Progress: { nonDisruptive: [], agentless: [], reason: "in no list for volumes (S, G40)" },
  Mirror_Enabled: {
    nonDisruptive: [],
    agentless: ["cancel", "enable_destination_volume"],
    reason: "cancel D (G40), enable D (S), both Agentless",
  },
  Ready_To_Start_Copy: {
    nonDisruptive: [],
    agentless: ["cancel", "start_copy"],
    reason: "cancel D (G40), start_copy D (S), both Agentless",
  },
  Copy_In_Progress: {
    nonDisruptive: ["cancel", "pause"],
    agentless: ["cancel", "pause"],
    reason: "cancel D (S), pause D (S: only here)",
  },
  Paused: {
    nonDisruptive: ["cancel", "resume"],
    agentless: ["cancel", "resume"],
    reason: "cancel D (S in pause, G40), resume D (S)",
  },
  Ready_For_Cutover: {
    nonDisruptive: ["cancel", "cutover"],
    agentless: ["cancel", "cutover"],
    reason: "cancel D (S), cutover D (S)",
  },
  Cutover_In_Progress: { nonDisruptive: [], agentless: [], reason: "no manual operations (G32)" },
  Import_Completed: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete D (S)" },
  Import_Completed_With_Errors: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete I" },
  Import_Cutover_Incomplete: {
    nonDisruptive: ["cancel", "cutover"],
    agentless: ["cancel", "cutover"],
    reason: "cancel, cutover D for groups; delete refused I",
  },
  Cancelled: { nonDisruptive: ["delete"], agentless: ["delete"], reason: "delete D (S)" },
  Failed: {
    nonDisruptive: ["delete"],
    agentless: ["delete"],
    reason: "delete D (S); cancel refused: G40 lists Failed for groups only",
  },
  Cancel_Required: { nonDisruptive: [], agentless: ["cancel"], reason: "cancel D, Agentless only (S, G32, G40)" },
  Cancel_Failed: { nonDisruptive: ["cancel"], agentless: ["cancel"], reason: "cancel D for groups (G40)" },
  Cancel_In_Progress: { nonDisruptive: [], agentless: [], reason: "nothing D (G32)" },
  Cleanup_In_Progress: { nonDisruptive: [], agentless: [], reason: "nothing D (G32), decided against S (1d)" },
  Cleanup_Required: { nonDisruptive: ["cleanup"], agentless: ["cleanup"], reason: "cleanup D (S, G32)" },
  Cleanup_Failed: { nonDisruptive: [], agentless: [], reason: "nothing I" },
  Invalid: { nonDisruptive: [], agentless: [], reason: "nothing I" },
};

/** The state that an allowed action leads to at once; delete leads to none. */
const next: Readonly<Record<Action, SessionState | undefined>> = {
  cancel: "Cancel_In_Progress",
  pause: "Paused",
  resume: "Copy_In_Progress",
  cutover: "Cutover_In_Progress",
  cleanup: "Cleanup_In_Progress",
  enable_destination_volume: "Ready_To_Start_Copy",
  start_copy: "Copy_In_Progress",
  delete: undefined,
  modify: "Scheduled",
};

const bodies: Partial<Record<Action, Record<string, unknown>>> = {
  modify: { scheduled_timestamp: "2026-02-01T00:00:00Z" },
};

describe("what each state of an import session allows", () => {
  for (const [state, expectation] of Object.entries(expectations) as [SessionState, Expectation][]) {
    for (const type of ["Non_Disruptive", "Agentless"] as const) {
      const allowed = type === "Agentless" ? expectation.agentless : expectation.nonDisruptive;
      for (const action of actions) {
        const verb = allowed.includes(action) ? "allows" : "refuses";
        it(`${state} ${verb} ${action} for ${type} (${expectation.reason})`, () => {
          const world = createWorld();
          const id = create(world, { type });
          world.forceState(id, state);
          assert.equal(stateOf(world, id), state);
          const before = session(world, id);
          if (!allowed.includes(action)) {
            const { status, message } = refusal(() => act(world, action, id, bodies[action]));
            assert.equal(status, 422);
            assert.match(message, /^0xE0FF[0-9A-F]{8} /);
            for (const part of [before.name as string, id, action]) assert.ok(message.includes(part), message);
            assert.deepEqual(session(world, id), before, "a refused action changes nothing");
            return;
          }
          assert.deepEqual(act(world, action, id, bodies[action]), { status: 204 });
          assert.equal(world.row("import_session", id)?.state, next[action]);
        });
      }
    }
  }

  it("is written down for every state of the vendor's description, and for no other", () => {
    const file = join(__dirname, "../../../../simulator/spec/powerstore-4.1-import.facts.json");
    const states = JSON.parse(readFileSync(file, "utf8")).definitions.ImportSessionStateEnum.enum as string[];
    assert.deepEqual(Object.keys(expectations).sort(), [...states].sort());
  });

  it("names the state in the refusal, so that a reader of a log knows why", () => {
    const world = createWorld();
    const id = create(world);
    const { message } = refusal(() => act(world, "pause", id));
    assert.match(message, /In_Progress/);
  });

  it("tells apart an action of the other type, for waiting does not help", () => {
    const world = createWorld();
    const id = create(world);
    assert.match(refusal(() => act(world, "start_copy", id)).message, /Non_Disruptive and not Agentless/);
  });

  it("answers 404 for a session that is not there, whatever the action", () => {
    const world = createWorld();
    for (const action of actions) {
      const { status, message } = refusal(() => act(world, action, "session-000009"));
      assert.equal(status, 404);
      assert.match(message, /^0xE04040020009 /);
    }
  });
});
