import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import type { Entry, Planned, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const POST = "POST /import_session";
const CANCEL = "POST /import_session/{id}/cancel";
const DELETE = "DELETE /import_session/{id}";

describe("A session in Terraform", () => {
  let stage: Stage;
  const entryOf = (config: Entry["config"]): Entry => ({ type: SESSION, config, state: undefined });
  /** Applied without an error. */
  const made = async (config: Entry["config"] = source) => {
    const entry = entryOf(config);
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    stage.simulator.clearJournal();
    return entry;
  };

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("is created, and is as it is planned from then on", async () => {
    const entry = entryOf(source);
    const command = stage.command();
    const [planned] = await command.apply([entry]);
    assert.equal(planned?.action, "create");
    assert.deepEqual(command.diagnostics, []);
    assert.equal(entry.state?.state, "Copy_In_Progress");
    assert.match(String(entry.state?.name), /^unity-01-vol-01-[0-9a-f]{8}$/, "a name from what is imported");
    assert.deepEqual(stage.changes(), [POST]);
    const again = stage.command();
    assert.equal((await again.apply([entry]))[0]?.action, "none");
    assert.deepEqual(again.diagnostics, []);
    assert.deepEqual(stage.changes(), [POST]);
  });

  describe("whose start is computed in each run", () => {
    const inAnHour = () => new Date(stage.simulator.now() + 3600_000).toISOString().replace(/\.\d+/, "");
    const begun = async () => {
      const entry = await made({ ...source, scheduled_timestamp: inAnHour() });
      stage.simulator.advance(3600 + 960);
      await stage.command().apply([entry]);
      assert.equal(entry.state?.state, "Copy_In_Progress");
      stage.simulator.clearJournal();
      return entry;
    };
    const again = async (entry: Entry, scheduled_timestamp: unknown, more: Values = {}) => {
      entry.config = { ...entry.config, ...more, scheduled_timestamp };
      const command = stage.command();
      const [plan] = await command.plan([entry]);
      // What a plan did not know, its apply does.
      if (scheduled_timestamp === UNKNOWN) entry.config = { ...entry.config, scheduled_timestamp: inAnHour() };
      await command.applyPlan([entry], [plan as Planned]);
      assert.deepEqual(command.errors, []);
      return plan?.action;
    };

    for (const [when, start] of [
      ["by the time of the plan", () => inAnHour()],
      ["by that of the apply, which no plan knows", () => UNKNOWN],
    ] as const) {
      it(`is planned without a change once it has begun, ${when}`, async () => {
        const entry = await begun();
        const before = entry.state?.scheduled_timestamp;
        assert.equal(await again(entry, start()), "none");
        assert.equal(entry.state?.scheduled_timestamp, before);
        assert.deepEqual(stage.changes(), []);
      });

      it(`is changed in what else has changed, ${when}`, async () => {
        const entry = await begun();
        const before = entry.state?.scheduled_timestamp;
        assert.equal(await again(entry, start(), { paused: true }), "update");
        assert.deepEqual([entry.state?.state, entry.state?.scheduled_timestamp], ["Paused", before]);
        assert.equal(await again(entry, start()), "none");
      });
    }

    it("goes on with what an apply has left open, though its plan does not know the start", async () => {
      const entry = await made({ ...source, advance_to: "Import_Completed", scheduled_timestamp: inAnHour() });
      stage.simulator.advance(24 * 3600);
      assert.equal(await again(entry, UNKNOWN), "update");
      assert.equal(entry.state?.state, "Import_Completed");
    });

    it("loses what its configuration takes out", async () => {
      const entry = await begun();
      assert.equal(await again(entry, UNKNOWN, { description: "the database" }), "update");
      assert.equal(await again(entry, undefined, { description: "the databases" }), "update");
      assert.deepEqual([entry.state?.description, entry.state?.scheduled_timestamp], ["the databases", null]);
    });

    it("is moved as long as it waits", async () => {
      const entry = await made({ ...source, scheduled_timestamp: inAnHour() });
      stage.simulator.advance(600);
      assert.equal(await again(entry, inAnHour()), "update");
    });
  });

  it("is paused and resumed", async () => {
    const entry = await made();
    entry.config = { ...source, paused: true };
    assert.equal((await stage.command().apply([entry]))[0]?.action, "update");
    assert.equal(entry.state?.state, "Paused");
    entry.config = source;
    await stage.command().apply([entry]);
    assert.equal(entry.state?.state, "Copy_In_Progress");
    assert.deepEqual(stage.changes(), ["POST /import_session/{id}/pause", "POST /import_session/{id}/resume"]);
  });

  it("is planned without a word of what its windows hold, which the clock decides until it is applied", async () => {
    const night = { schedule: "0 22 * * *", duration: "6h" };
    const windows = {
      time_zone: "UTC",
      start_windows: [night],
      copy_windows: [{ kind: "deny", schedule: "0 10 * * *", duration: "4h" }],
    };
    stage.simulator.advance(8 * 3600);
    const entry = await made({ ...source, ...windows });
    await stage.command().plan([entry]);
    assert.deepEqual([entry.state?.state, entry.state?.next_change_at], ["Scheduled", "2026-01-01T10:00:00Z"]);
    stage.simulator.advance(3 * 3600);
    // What is only recorded asks no array, and is planned as known but for that.
    entry.config = { ...source, ...windows, wait_for: "None" };
    const command = stage.command();
    assert.equal((await command.apply([entry], { refresh: false }))[0]?.action, "update");
    assert.deepEqual(command.errors, []);
    assert.equal(entry.state?.next_change_at, "2026-01-01T14:00:00Z");
    assert.deepEqual(stage.changes(), []);
  });

  describe("whose copy windows change between a plan and its apply", () => {
    const HOUR = 3600;
    const day = { copy_windows: [{ kind: "deny", schedule: "0 10 * * *", duration: "4h", time_zone: "UTC" }] };
    const limit = { create: null, read: null, update: "300s", delete: null };
    const changes = {
      "a description": { description: "new" },
      "a goal": { wait_for: "None" },
      "a timeout": { timeouts: limit },
      "a consent": { cancel_on_destroy: true },
    };
    for (const [what, change] of Object.entries(changes)) {
      for (const [when, hours, request] of [
        ["as they close", 9.75, "POST /import_session/{id}/pause"],
        ["as they open", 13.75, "POST /import_session/{id}/resume"],
      ] as const) {
        it(`is planned so that the plan holds where ${what} is recorded, ${when}`, async () => {
          stage.simulator.advance(hours * HOUR);
          const entry = await made({ ...source, ...day });
          entry.config = { ...source, ...day, ...change };
          const command = stage.command();
          const plans = await command.plan([entry]);
          stage.simulator.advance(0.5 * HOUR);
          await command.applyPlan([entry], plans);
          assert.deepEqual([command.errors, plans[0]?.action], [[], "update"]);
          assert.deepEqual(stage.changes(), [request]);
        });
      }
    }
  });

  it("is planned with a start that its windows have a say in, for the array has that until it begins", async () => {
    const opening = (hour: number) => ({
      start_windows: [{ schedule: `0 ${hour} * * *`, duration: "2h", time_zone: "UTC" }],
    });
    stage.simulator.advance(8 * 3600);
    const entry = await made({ ...source, ...opening(20) });
    assert.equal(entry.state?.scheduled_timestamp, "2026-01-01T20:00:00.000+00:00", "recorded by the create");
    for (const [hour, more] of [
      [20, { wait_for: "None" }],
      [22, {}],
    ] as const) {
      entry.config = { ...source, ...opening(hour), ...more };
      const command = stage.command();
      const [plan] = await command.apply([entry]);
      assert.deepEqual([command.errors, plan?.action, plan?.planned?.scheduled_timestamp], [[], "update", UNKNOWN]);
      assert.equal(entry.state?.scheduled_timestamp, `2026-01-01T${hour}:00:00.000+00:00`);
    }
    stage.simulator.advance(24 * 3600);
    entry.config = { ...source, ...opening(22), description: "begun" };
    const [plan] = await stage.command().plan([entry]);
    assert.equal(plan?.planned?.scheduled_timestamp, null, "it waits no more");
  });

  it("is planned so that the plan holds where its start window is over before its apply", async () => {
    const night = { start_windows: [{ schedule: "0 22 * * *", duration: "6h", time_zone: "UTC" }] };
    stage.simulator.advance(8 * 3600);
    const entry = await made({ ...source, ...night });
    entry.config = { ...source, ...night, cancel_on_destroy: true };
    const command = stage.command();
    const plans = await command.plan([entry]);
    assert.equal(entry.state?.scheduled_timestamp, "2026-01-01T22:00:00.000+00:00", "by its window");
    stage.simulator.advance(28 * 3600);
    await command.applyPlan([entry], plans);
    assert.deepEqual([command.errors, entry.state?.state], [[], "Ready_For_Cutover"]);
  });

  it("is planned with what is known of it where its description changes, for no clock has a say in that", async () => {
    const entry = await made();
    entry.config = { ...source, description: "new", cancel_on_destroy: true };
    const [plan] = await stage.command().plan([entry]);
    assert.equal(plan?.planned?.state, "Copy_In_Progress");
  });

  it("that is not yet as far as it is to be is recorded without an error, and the next apply goes on", async () => {
    const entry = entryOf({
      ...source,
      wait_for: "Ready_For_Cutover",
      timeouts: { create: "60s", read: null, update: null, delete: null },
    });
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    assert.match(command.warnings.join(), /^Created, but not yet as it is to be: .* after 1 min/);
    assert.equal(entry.isTainted, false);
    assert.equal(entry.state?.state, "Copy_In_Progress");
    entry.config = { ...entry.config, timeouts: null };
    assert.equal((await stage.command().apply([entry]))[0]?.action, "update");
    assert.equal(entry.state?.state, "Ready_For_Cutover");
    assert.deepEqual(stage.changes(), [POST]);
  });

  it("whose update does not reach its goal fails, and keeps what it has", async () => {
    const entry = await made();
    const limit = { create: null, read: null, update: "60s", delete: null };
    entry.config = { ...source, wait_for: "Ready_For_Cutover", timeouts: limit };
    const command = stage.command();
    await command.apply([entry]);
    assert.match(command.errors.join(), /after 1 min/);
    assert.equal(entry.isTainted, false);
    assert.equal((await stage.command().plan([entry]))[0]?.action, "update");
  });

  const ends = {
    "a destroy": (entry: Entry) => {
      entry.config = undefined;
    },
    "a taint": (entry: Entry) => {
      entry.isTainted = true;
    },
    "a change that replaces": (entry: Entry) => {
      entry.config = { ...entry.config, source_resource_id: "unity-01-vol-02" };
    },
  };
  for (const [what, happens] of Object.entries(ends)) {
    it(`is not ended by ${what} as long as nothing on record allows that`, async () => {
      const entry = await made();
      const id = String(entry.state?.id);
      happens(entry);
      const command = stage.command();
      await command.apply([entry]);
      assert.deepEqual(stage.changes(), [], "nothing was sent");
      assert.equal(entry.state?.id, id, "it stays on record");
      assert.notDeepEqual(command.diagnostics, []);
    });
  }

  it("is said to stay in the plan of such a destroy", async () => {
    const entry = await made();
    entry.config = undefined;
    const command = stage.command();
    await command.plan([entry]);
    assert.match(command.warnings.join(), /will be refused: .*set cancel_on_destroy = true/s);
    entry.config = { ...source, cancel_on_destroy: true };
    await stage.command().apply([entry]);
    entry.config = undefined;
    const allowed = stage.command();
    await allowed.plan([entry]);
    assert.deepEqual(allowed.diagnostics, []);
  });

  it("is ended by a destroy once an apply has recorded that it may be", async () => {
    const entry = await made();
    entry.config = { ...source, cancel_on_destroy: true };
    await stage.command().apply([entry]);
    assert.deepEqual(stage.changes(), [], "to record it asks nothing of the array");
    entry.config = undefined;
    await stage.command().apply([entry]);
    assert.deepEqual(stage.changes(), [CANCEL, DELETE]);
    assert.equal(entry.state, undefined);
  });

  it("is not ended by a destroy whose configuration alone allows it", async () => {
    const entry = await made();
    entry.config = { ...source, cancel_on_destroy: true };
    entry.isTainted = true;
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(stage.changes(), []);
    assert.match(command.errors.join(), /set cancel_on_destroy = true, apply that/);
  });

  it("that is tainted is ended as the refusal says: the taint is taken back before the consent can be recorded", async () => {
    const entry = await made();
    entry.isTainted = true;
    entry.config = { ...source, cancel_on_destroy: true };
    const command = stage.command();
    await command.apply([entry]);
    assert.match(
      command.errors.join(),
      /set cancel_on_destroy = true, apply that alone.*"terraform untaint <address>" before/s,
    );
    assert.deepEqual(stage.changes(), []);
    entry.isTainted = false;
    await stage.command().apply([entry]);
    entry.config = undefined;
    await stage.command().apply([entry]);
    assert.deepEqual(stage.changes(), [CANCEL, DELETE]);
  });

  it("that stays behind as a deposed object is not to be ended by a consent, which would be for the one in its place", async () => {
    const entry = await made();
    entry.createBeforeDestroy = true;
    entry.isTainted = true;
    entry.config = { ...source, source_resource_id: "unity-01-vol-02" };
    await stage.command().apply([entry]);
    const deposed: Entry = { type: SESSION, config: undefined, state: entry.deposed };
    assert.ok(deposed.state && entry.state?.id !== deposed.state.id);
    stage.simulator.clearJournal();
    const command = stage.command();
    await command.apply([entry, deposed]);
    const way =
      /deposed object, which create_before_destroy \(here, or on a resource that depends on this one\).*nothing can be recorded.*at the array.*"terraform state rm <address>"/s;
    assert.match(command.warnings.join(), way, "said by the plan");
    assert.match(command.errors.join(), way, "and by the apply");
    assert.deepEqual(stage.changes(), []);
  });

  it("that has completed is destroyed without another word: the volume stays", async () => {
    const entry = await made({ ...source, automatic_cutover: true, wait_for: "Import_Completed" });
    entry.config = undefined;
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    assert.deepEqual(stage.changes(), [DELETE]);
  });

  describe("that has completed", () => {
    const COMPLETED = { automatic_cutover: true, wait_for: "Import_Completed" };
    const completed = () => made({ ...source, ...COMPLETED });
    const REFUSED = /a taint, -replace, replace_triggered_by.*its source cannot be imported again/s;

    for (const [when, config] of [
      ["while its record is there", {}],
      ["also where its new object is not known yet", { source_resource_id: UNKNOWN }],
      ["also where its remote system is spelled otherwise", { remote_system_id: "name:Unity-01" }],
      ["also where its remote system was made anew, and has another id", { remote_system_id: "rs-unity-01-anew" }],
    ] as const) {
      it(`is not replaced by force, for its source is imported once: ${when}`, async () => {
        const entry = await completed();
        const { id } = entry.state ?? {};
        entry.isTainted = true;
        entry.config = { ...entry.config, ...config };
        const command = stage.command();
        await command.apply([entry]);
        assert.match(command.errors.join(), REFUSED);
        assert.deepEqual(stage.changes(), [], "nothing is sent");
        assert.equal(entry.state?.id, id, "it stays on record");
        assert.equal(stage.simulator.world.row("import_session", String(id))?.state, "Import_Completed");
      });
    }

    it("is not replaced by force once its record is gone, by a plan that was made before", async () => {
      const entry = await completed();
      const { id } = entry.state ?? {};
      entry.isTainted = true;
      const command = stage.command();
      const plans = await command.plan([entry]);
      stage.simulator.world.purgeSession(String(id));
      await command.applyPlan([entry], plans);
      assert.match(command.errors.join(), REFUSED);
      assert.deepEqual([stage.changes(), entry.state?.id], [[], id]);
    });

    it("is replaced by the import of another source", async () => {
      const entry = await completed();
      entry.config = { ...entry.config, source_resource_id: "unity-01-vol-02" };
      const command = stage.command();
      assert.equal((await command.apply([entry]))[0]?.action, "replace");
      assert.deepEqual(command.errors, []);
      assert.deepEqual(stage.changes(), [DELETE, POST]);
      assert.equal(entry.state?.source_resource_id, "unity-01-vol-02");
    });
  });

  it("that is created before its old one is destroyed does not take that over, and the old one stays", async () => {
    const entry = await made({ ...source, cancel_on_destroy: true });
    const id = String(entry.state?.id);
    entry.createBeforeDestroy = true;
    entry.isTainted = true;
    const command = stage.command();
    await command.apply([entry]);
    assert.match(command.errors.join(), /powerstore-import_session of rs-unity-01\/unity-01-vol-01/);
    assert.deepEqual(
      stage.changes().filter((change) => change !== POST),
      [],
    );
    assert.ok(stage.simulator.world.row("import_session", id));
  });

  it("for a source that another resource of the configuration imports is refused before anything is sent", async () => {
    const one = entryOf(source);
    const other = entryOf(source);
    const command = stage.command();
    await command.apply([one, other]);
    assert.deepEqual(stage.changes(), [POST]);
    assert.match(command.errors.join(), /Another resource of this configuration is made for the same/);
    assert.equal([one, other].filter(({ state }) => state).length, 1);
  });

  it("for a source that a recorded resource imports is refused, and the recorded one stays", async () => {
    const entry = await made();
    const other = entryOf(source);
    const command = stage.command();
    await command.apply([entry, other]);
    assert.ok(!other.state, "it is not recorded");
    assert.deepEqual(
      stage.changes().filter((change) => change !== POST),
      [],
      "the array may refuse a POST; nothing else is sent",
    );
    assert.notDeepEqual(command.errors, []);
  });

  it("that nobody recorded is found again by the next apply, and not made twice", async () => {
    const before = await made();
    const entry = entryOf(source);
    const command = stage.command();
    await command.apply([entry]);
    assert.equal(entry.state?.id, before.state?.id);
    assert.deepEqual(command.errors, []);
    assert.match(command.warnings.join(), /interrupted run/);
    assert.deepEqual(stage.changes(), []);
  });

  it("that failed is replaced by the next apply", async () => {
    const entry = await made({ ...source, cancel_on_destroy: true });
    stage.simulator.world.failSession(String(entry.state?.id), { state: "Failed" });
    const [planned] = await stage.command().apply([entry]);
    assert.equal(planned?.action, "replace");
    assert.deepEqual(stage.changes(), [DELETE, POST]);
    assert.equal(entry.state?.state, "Copy_In_Progress");
  });

  describe("whose remote system is renamed on the array", () => {
    const named = { ...source, remote_system_id: "name:Unity-01", cancel_on_destroy: true };
    const renamed = async () => {
      const entry = await made(named);
      const rename = stage.simulator.world.operations["PATCH /remote_system/{id}"];
      rename?.({ id: "rs-unity-01", body: { name: "Unity-New" } });
      return entry;
    };

    it("stays what it is, with a word that the name leads nowhere, as long as the configuration says the former one", async () => {
      const entry = await renamed();
      const command = stage.command();
      const [plan] = await command.apply([entry]);
      assert.deepEqual([command.errors, plan?.action, entry.state?.remote_system_id], [[], "none", "name:Unity-01"]);
      assert.match(command.warnings.join(), /name:Unity-01.*no remote_system has this name.*new name or its id/s);
      assert.deepEqual(stage.changes(), []);
    });

    for (const reference of ["name:Unity-New", "rs-unity-01"]) {
      it(`is updated without a request once the configuration says ${reference}`, async () => {
        const entry = await renamed();
        entry.config = { ...named, remote_system_id: reference };
        const command = stage.command();
        const [plan] = await command.apply([entry]);
        assert.deepEqual([command.errors, plan?.action, entry.state?.remote_system_id], [[], "update", reference]);
        assert.deepEqual(stage.changes(), []);
        const again = stage.command();
        assert.equal((await again.plan([entry]))[0]?.action, "none");
        assert.deepEqual(again.diagnostics, []);
      });
    }

    it("is ended by a destroy", async () => {
      const entry = await renamed();
      const command = stage.command();
      await command.destroy([entry]);
      assert.deepEqual([command.errors, stage.changes(), entry.state], [[], [CANCEL, DELETE], undefined]);
    });
  });

  it("of which an attribute is not known yet is updated, never replaced", async () => {
    const entry = await made();
    entry.config = { ...source, remote_system_id: UNKNOWN };
    assert.equal((await stage.command().plan([entry]))[0]?.action, "update");
    entry.config = { ...source, type: UNKNOWN };
    assert.equal((await stage.command().plan([entry]))[0]?.action, "update");
  });

  it("that is not known yet is planned, with a name that is not known either", async () => {
    const command = stage.command();
    const [plan] = await command.plan([entryOf({ ...source, remote_system_id: UNKNOWN })]);
    assert.equal(plan?.action, "create");
    assert.equal(plan?.planned?.name, UNKNOWN);
    assert.deepEqual(command.diagnostics, []);
  });

  it("with a wrong attribute is refused where it stands, before anything is sent", async () => {
    const command = stage.command();
    await command.apply([entryOf({ ...source, paused: true, automatic_cutover: true, host_ids: ["host-01", ""] })]);
    assert.ok(command.diagnostics.some(({ at }) => at === "host_ids.1"));
    assert.deepEqual(stage.changes(), []);
  });

  it("waits no longer when Terraform says stop, and is recorded", async () => {
    const entry = entryOf({ ...source, wait_for: "Ready_For_Cutover" });
    const command = stage.command();
    stage.whileWaiting = () => command.stop();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    assert.match(command.warnings.join(), /Stopped/);
    assert.equal(entry.isTainted, false);
    assert.deepEqual(stage.changes(), [POST]);
  });
});
