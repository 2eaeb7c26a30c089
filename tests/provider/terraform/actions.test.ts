import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import type { Message } from "../../../provider/terraform/protocol/messages";
import type { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import { importAt, manyVolumes } from "../../command/imports";
import type { Stage } from "./stage";
import { openStage, SESSION } from "./stage";
import type { Call, Stream } from "./wire";
import { callsOf, streamsOf } from "./wire";

const PAUSE = "powerstore-import_session_pause";
const CUTOVER = "powerstore-import_session_cutover";
const asked = (actionType: string, session_id: unknown, timeout: unknown = null) => ({
  actionType,
  config: toDynamicValue({ session_id, timeout }),
});
const texts = (diagnostics: readonly Message<"Diagnostic">[] = []) =>
  diagnostics.map(({ severity, summary, detail }) => `${severity} ${summary}: ${detail}`);

describe("Beside resources, Terraform has", () => {
  let stage: Stage;
  let run: TerraformRun;
  let call: Call;
  let stream: Stream;
  beforeEach(async () => {
    stage = await openStage(manyVolumes(6));
    run = await stage.start();
    call = callsOf(run);
    stream = streamsOf(run);
  });
  afterEach(async () => {
    await run.end(1, false);
    await stage.close();
  });

  const stateOf = (id: string) => stage.simulator.world.row("import_session", id)?.state;

  describe("actions: they", () => {
    it("are in the schema: three of a session, with a time", async () => {
      const { actionSchemas = {} } = await call("GetProviderSchema", {});
      assert.deepEqual(Object.keys(actionSchemas).sort(), [CUTOVER, PAUSE, "powerstore-import_session_resume"]);
      assert.deepEqual(
        actionSchemas[PAUSE]?.schema?.block?.attributes?.map(({ name, required = false }) => [name, required]),
        [
          ["session_id", true],
          ["timeout", false],
        ],
      );
    });

    it("tell their progress while it happens, and at last how they ended", async () => {
      const id = importAt(stage.simulator, { name: "db-01", state: "Ready_For_Cutover" });
      let stateAtFirst: unknown;
      const events = await stream("InvokeAction", asked(CUTOVER, id), ({ progress }) => {
        if (progress?.message?.includes("Cutover_In_Progress")) stateAtFirst ??= stateOf(id);
      });
      assert.equal(stateAtFirst, "Cutover_In_Progress");
      assert.equal(stateOf(id), "Import_Completed");
      const last = events.at(-1);
      assert.ok(last?.completed && !last.progress);
      assert.deepEqual(texts(last.completed.diagnostics), []);
      assert.ok(events.slice(0, -1).every(({ progress, completed }) => progress && !completed));
    });

    it("plan without a word to the array, and what is not known yet is no error", async () => {
      for (const id of ["17", UNKNOWN]) {
        for (const name of ["ValidateActionConfig", "PlanAction"] as const)
          assert.deepEqual(texts((await call(name, asked(PAUSE, id))).diagnostics), []);
      }
      assert.deepEqual(stage.simulator.journal().entries, []);
    });

    const wrong: readonly { why: string; config: readonly [unknown, unknown]; says: RegExp }[] = [
      { why: "a reference to nothing", config: ["name:", null], says: /names nothing/i },
      { why: "a time that is none", config: ["17", "soon"], says: /timeout must be a time/i },
    ];
    for (const { why, config, says } of wrong) {
      it(`refuse ${why}, and invoke nothing`, async () => {
        const request = asked(PAUSE, ...config);
        assert.match(texts((await call("ValidateActionConfig", request)).diagnostics).join(), says);
        const [event] = await stream("InvokeAction", request);
        assert.match(texts(event?.completed?.diagnostics).join(), says);
        assert.deepEqual(stage.simulator.journal().entries, []);
      });
    }

    it("end with an error where the session is not for it", async () => {
      const id = importAt(stage.simulator, { name: "db-01", state: "Copy_In_Progress" });
      const events = await stream("InvokeAction", asked(CUTOVER, id));
      assert.match(
        texts(events.at(-1)?.completed?.diagnostics).join(),
        /^1 .*can be cut over once it is Ready_For_Cutover/,
      );
      assert.deepEqual(stage.changes(), []);
    });

    it("end at the first Ctrl-C, with what there is to say", async () => {
      const id = importAt(stage.simulator, { name: "db-01", state: "Ready_For_Cutover" });
      stage.whileWaiting = () => run.stop();
      const events = await stream("InvokeAction", asked(CUTOVER, id));
      assert.match(texts(events.at(-1)?.completed?.diagnostics).join(), /^1 Stopped/);
    });

    it("wait as long as they are told to, and name their own timeout, and no apply, for none invokes them again", async () => {
      const id = importAt(stage.simulator, { name: "db-01", state: "Ready_For_Cutover" });
      const events = await stream("InvokeAction", asked(CUTOVER, id, "1s"));
      const text = texts(events.at(-1)?.completed?.diagnostics).join();
      assert.match(text, /after 1 s.*invoke the action again to wait for it, or give it a longer timeout\./s);
      assert.doesNotMatch(text, /apply|timeouts\./);
    });
  });

  describe("a list of sessions for its query: it", () => {
    const listed = (more: object = {}, state: string | null = null) => ({
      typeName: SESSION,
      config: toDynamicValue({ state, remote_system_id: null, source_resource_id: null }),
      ...more,
    });
    const ids = (events: readonly Message<"ListEvent">[]) =>
      events.map(({ identity }) => (fromDynamicValue(identity?.identityData) as { id: string }).id);

    beforeEach(() => {
      for (const name of ["a", "b", "c"])
        importAt(stage.simulator, { name, state: name === "b" ? "Paused" : "Copy_In_Progress" });
    });

    it("is in the schema, for what can be listed", async () => {
      const { listResourceSchemas = {} } = await call("GetProviderSchema", {});
      assert.deepEqual(Object.keys(listResourceSchemas).sort(), ["powerstore-import_remote_system", SESSION]);
    });

    it("names each by its identity and its name, as many as are asked for", async () => {
      const events = await stream("ListResource", listed());
      assert.deepEqual(events.map(({ displayName }) => displayName).sort(), ["a", "b", "c"]);
      assert.equal(new Set(ids(events)).size, 3);
      assert.equal((await stream("ListResource", listed({ limit: 2 }))).length, 2);
      assert.deepEqual(
        (await stream("ListResource", listed({}, "Paused"))).map(({ displayName }) => displayName),
        ["b"],
      );
    });

    it("has the whole object where it is asked for, as an import reads it", async () => {
      const [event] = await stream("ListResource", listed({ includeResourceObject: true, limit: 1 }));
      assert.ok(event);
      const object = fromDynamicValue(event.resourceObject) as Record<string, unknown>;
      const read = await call("ReadResource", {
        typeName: SESSION,
        currentState: toDynamicValue({
          ...Object.fromEntries(Object.keys(object).map((key) => [key, null])),
          id: object.id,
        }),
      });
      const { last_update_timestamp: _, ...known } = object;
      const { last_update_timestamp: __, ...again } = fromDynamicValue(read.newState) as Record<string, unknown>;
      assert.deepEqual(known, again);
      assert.equal(object.id, ids([event])[0]);
    });

    it("names one that cannot be read, says why, and goes on with the others", async () => {
      const [first = ""] = ids(await stream("ListResource", listed()));
      const row = { ...stage.simulator.world.row("import_session", first), type: "Something_New" };
      stage.simulator.setFaults([{ operation: "GET /import_session/{id}", effect: { body: row } }]);
      const all = await stream("ListResource", listed({ includeResourceObject: true }));
      const events = all.slice(0, -1);
      assert.match(texts(all.at(-1)?.diagnostic).join(), /^2 .*Something_New/s);
      assert.deepEqual(
        events.map(({ resourceObject }, index) => [ids(events)[index] === first, resourceObject === undefined]),
        [
          [true, true],
          [false, false],
          [false, false],
        ],
      );
    });

    for (const includeResourceObject of [false, true]) {
      it(`leaves out remote systems that nothing is imported from, ${includeResourceObject ? "with" : "without"} the objects`, async () => {
        const peer = { type: "PowerStore", management_address: "10.8.8.8", data_network_latency: "Low" };
        stage.simulator.world.operations["POST /remote_system"]?.({ id: "", body: peer });
        const config = toDynamicValue({ type: null, name: null, only_sources: null });
        const request = { typeName: "powerstore-import_remote_system", config, includeResourceObject };
        const events = await stream("ListResource", request);
        assert.deepEqual(ids(events), ["rs-unity-01"]);
        assert.equal(events[0]?.resourceObject !== undefined, includeResourceObject);
      });
    }

    it("says what is wrong with what it is asked, and what went wrong", async () => {
      assert.match(
        texts((await call("ValidateListResourceConfig", listed({}, "Sleeping"))).diagnostics).join(),
        /^1 state/,
      );
      stage.simulator.setFaults([{ operation: "* *", times: 100, effect: { status: 503 } }]);
      const [event] = await stream("ListResource", listed());
      assert.match(texts(event?.diagnostic).join(), /^1 /);
    });
  });
});
