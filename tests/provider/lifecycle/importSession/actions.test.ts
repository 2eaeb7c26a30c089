import assert from "node:assert/strict";
import { actions } from "../../../../provider/lifecycle/actions";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { ActionName } from "../../../../provider/lifecycle/importSession/decide/decideAction";
import { actionNames, decideAction } from "../../../../provider/lifecycle/importSession/decide/decideAction";
import type { ObservedSession } from "../../../../provider/lifecycle/importSession/decide/observedSession";
import type { OperationContext } from "../../../../provider/lifecycle/operation/handler";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import { importAt, manyVolumes } from "../../../command/imports";
import { sharedLedger } from "../engineRun/sharedLedger";
import { startSimulatedArray } from "../simulatedArray";
import { sessionIn } from "./sessions";

type Row = Partial<Record<ActionName, string>>;

/** What is done in a state; where nothing is named, the action is refused before anything is sent. */
const rows: Partial<Record<ImportSessionState, Row>> = {
  Copy_In_Progress: { pause: "pause", resume: "finish" },
  Paused: { pause: "finish", resume: "resume" },
  Ready_For_Cutover: { cutover: "cutover" },
  Cutover_In_Progress: { cutover: "wait" },
  Import_Cutover_Incomplete: { cutover: "cutover" },
  Import_Completed: { cutover: "finish" },
  Import_Completed_With_Errors: { cutover: "finish" },
};

describe("An action", () => {
  for (const name of actionNames) {
    for (const state of importSessionStates) {
      const expected = rows[state]?.[name] ?? "fail";
      it(`${name}: ${expected} where the session is ${state}`, () => {
        const session: ObservedSession = { ...sessionIn(state), ownState: state, members: [] };
        const step = decideAction(name, session, { accepted: [] });
        assert.equal(step.kind === "act" ? step.action : step.kind, expected);
      });
    }
  }

  describe("on an array", () => {
    let array: Awaited<ReturnType<typeof startSimulatedArray>>;
    const said: string[] = [];
    let whenAsked: () => void;
    beforeEach(async () => {
      said.length = 0;
      whenAsked = () => undefined;
      array = await startSimulatedArray(manyVolumes(8), (request, pass) => {
        whenAsked();
        return pass(request);
      });
    });
    afterEach(() => array.close());

    const invoke = (
      name: string,
      sessionId: string,
      signal = new AbortController().signal,
      more: Partial<OperationContext> = {},
    ) => {
      const access = array.open();
      const report = {
        warning: (text: string) => said.push(text),
        info: (text: string) => said.push(text),
        progress: (text: string) => said.push(text),
      };
      const context: OperationContext = {
        run: new EngineRun(),
        array: () => access,
        clock: array.clock,
        signal,
        report,
        settings: { forceCancel: false, hostsOnSource: false },
        ...more,
      };
      const action = actions[name];
      assert.ok(action);
      return action.run({ sessionId }, context);
    };
    const changes = () =>
      array.simulator
        .journal()
        .entries.flatMap(({ method, path }) => (method === "POST" ? [path.split("/").at(-1)] : []));
    const stateOf = (id: string) => array.simulator.world.row("import_session", id)?.state;

    it("pauses and resumes, by id and by name", async () => {
      const id = importAt(array.simulator, { name: "db-01", state: "Copy_In_Progress" });
      await invoke("ImportSessionPause", id);
      assert.equal(stateOf(id), "Paused");
      await invoke("ImportSessionPause", id);
      await invoke("ImportSessionResume", "name:db-01");
      assert.equal(stateOf(id), "Copy_In_Progress");
      assert.deepEqual(changes(), ["pause", "resume"]);
    });

    it("cuts over, waits for the end, and says what happens meanwhile", async () => {
      const id = importAt(array.simulator, { name: "db-01", state: "Ready_For_Cutover" });
      await invoke("ImportSessionCutover", id);
      assert.equal(stateOf(id), "Import_Completed");
      assert.deepEqual(changes(), ["cutover"]);
      assert.ok(
        said.some((text) => text.includes("Cutover_In_Progress")),
        said.join(),
      );
    });

    it("is refused where it is too early, and nothing is sent", async () => {
      const id = importAt(array.simulator, { name: "db-01", state: "Copy_In_Progress" });
      await assert.rejects(
        invoke("ImportSessionCutover", id),
        /"db-01" .* is Copy_In_Progress .*: it can be cut over once it is Ready_For_Cutover/,
      );
      assert.deepEqual(changes(), []);
    });

    for (const reference of ["name:none", "none"]) {
      it(`says that there is no session ${reference}`, async () => {
        await assert.rejects(
          invoke("ImportSessionPause", reference),
          /pausing import session .*there is no such session/,
        );
      });
    }

    it("is asked for once, as long as a second person has yet to approve it, and anew once that was rejected", async () => {
      await array.close();
      const criticalOperations = ["POST /import_session/{id}/cutover"];
      array = await startSimulatedArray({ ...manyVolumes(8), version: "4.4", criticalOperations }, (request, pass) =>
        pass(request),
      );
      const id = importAt(array.simulator, { name: "db-01", state: "Ready_For_Cutover" });
      const jobs = () => array.simulator.world.rows("job") ?? [];
      const left: (readonly Fact[])[] = [];
      const inRun = async (work: (more: Partial<OperationContext>) => Promise<void>) => {
        const run = new EngineRun(sharedLedger(left)());
        await work({ run, timeoutSeconds: 30 }).finally(() => run.close());
      };
      const cutOver = (more: Partial<OperationContext>) => invoke("ImportSessionCutover", id, undefined, more);
      const waits = (more: Partial<OperationContext>) =>
        assert.rejects(cutOver(more), /still waits for the approval of a second person/);
      const decide = (decision: "Approved" | "Rejected") => {
        const open = jobs().filter(({ phase }) => phase === "Waiting_Approval");
        for (const job of open) array.simulator.world.decideJob(String(job.id), { decision });
        array.simulator.advance(60);
      };
      await inRun(waits);
      await inRun(waits);
      assert.equal(jobs().length, 1);
      decide("Rejected");
      await inRun(waits);
      assert.equal(jobs().length, 2);
      decide("Approved");
      await inRun((more) => cutOver({ ...more, timeoutSeconds: 3600 }));
      assert.equal(stateOf(id), "Import_Completed");
      assert.equal(jobs().length, 2);
    });

    it("is told to stop: the wait ends, what was accepted goes on", async () => {
      const stop = new AbortController();
      const id = importAt(array.simulator, { name: "db-01", state: "Ready_For_Cutover" });
      whenAsked = () => {
        if (changes().length > 0) stop.abort();
      };
      await assert.rejects(invoke("ImportSessionCutover", id, stop.signal), /stopped/);
      assert.deepEqual(changes(), ["cutover"]);
    });
  });
});
