import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorld, type SessionState } from "../../../../simulator/src/world";
import { act, create, refusal, session, stateOf } from "../fixtures";
import { actions, bodies, type Expectation, expectations, next } from "./allowedActions";

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
