import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { PASSWORD } from "../lifecycle/remoteSystem/stage";
import type { Command, Entry, Values } from "./core";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const POST = "POST /import_session";

describe("In Terraform", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const apply = async (entry: Entry) => {
    const command = stage.command();
    const [plan] = await command.apply([entry]);
    return { ...command, action: plan?.action, errors: command.errors, warnings: command.warnings };
  };

  describe("a wave", () => {
    const member = (number: number) => ({ source_resource_id: `unity-01-vol-0${number}` });
    const config = {
      name: "night-1",
      remote_system_id: "rs-unity-01",
      sessions: { "db-01": member(1), "db-02": { ...member(2), paused: true }, "db-03": member(3) },
    };
    const wave = (): Entry => ({ type: "powerstore-import_wave", config, state: undefined });
    const idsIn = (state: Entry["state"]) =>
      Object.values((state?.members ?? {}) as Readonly<Record<string, { readonly id: string }>>).map(({ id }) => id);
    const changesOf = (kind: string) => stage.changes().filter((change) => change.includes(kind)).length;

    it("begins all its imports, and is as it is planned from then on", async () => {
      const entry = wave();
      assert.deepEqual((await apply(entry)).errors, []);
      assert.equal(stage.changes().filter((change) => change === POST).length, 3);
      const members = entry.state?.members as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      assert.deepEqual(Object.keys(members).sort(), ["db-01", "db-02", "db-03"], "keys are the user's own");
      assert.equal(members["db-02"]?.state, "Paused");
      assert.match(String(members["db-01"]?.name), /^night-1-db-01-[0-9a-f]{8}$/);
      // What a wave is done with is looked at again by the next apply.
      for (let tries = 0; tries < 3; tries++) stage.simulator.advance(60);
      stage.simulator.clearJournal();
      assert.deepEqual((await apply(entry)).errors, []);
      assert.deepEqual(stage.changes(), []);
    });

    it("of which a priority is not known yet is planned, to be made and to be changed", async () => {
      const entry = wave();
      const unknown = { ...config, sessions: { ...config.sessions, "db-04": { ...member(4), priority: UNKNOWN } } };
      for (const action of ["create", "update"]) {
        entry.config = unknown;
        const command = stage.command();
        assert.equal((await command.plan([entry]))[0]?.action, action);
        assert.deepEqual(command.errors, []);
        entry.config = config;
        await apply(entry);
      }
    });

    describe("of whose imports somebody uses what they come to", () => {
      const LATER = "2027-01-01T00:00:00Z";
      const sessions = { ...config.sessions, later: { ...member(4), scheduled_timestamp: LATER } };
      type Members = Readonly<Record<string, Values>>;
      const made = async () => {
        const entry = wave();
        entry.config = { ...config, on_remove: "cancel", sessions };
        assert.deepEqual((await apply(entry)).errors, []);
        return entry;
      };
      /** What of one is known in a plan. */
      const known = (shown: unknown) =>
        shown === UNKNOWN
          ? "nothing"
          : Object.fromEntries(Object.entries(shown as Values).filter(([, value]) => value !== UNKNOWN));
      const membersOf = ({ state }: Entry) => (state?.members ?? {}) as Members;
      const lastingOf = (entry: Entry, key: string) => {
        const { id, name, destination_resource_id, destination_resource_type } = membersOf(entry)[key] ?? {};
        assert.ok(id && destination_resource_id && destination_resource_type);
        return { id, name, destination_resource_id, destination_resource_type };
      };

      it("is planned with their keys, and where it changes with what lasts of those that stay what they are", async () => {
        const entry = wave();
        const [plan] = await stage.command().plan([entry]);
        assert.deepEqual(plan?.planned?.members, { "db-01": UNKNOWN, "db-02": UNKNOWN, "db-03": UNKNOWN });
        const before = await made();
        const changed = { "db-01": member(1), "db-02": member(2), later: { ...member(5), scheduled_timestamp: LATER } };
        before.config = { ...config, on_remove: "cancel", sessions: { ...changed, new: member(6) } };
        const lasting = ["db-01", "db-02"].map((key) => [key, lastingOf(before, key)] as const);
        const command = stage.command();
        const [update] = await command.apply([before]);
        const shown = Object.entries(update?.planned?.members as Members).map(([key, value]) => [key, known(value)]);
        assert.deepEqual([command.errors, update?.action], [[], "update"]);
        const none = { later: "nothing", new: "nothing" };
        assert.deepEqual(Object.fromEntries(shown), { ...Object.fromEntries(lasting), ...none });
        assert.deepEqual(Object.keys(membersOf(before)).sort(), ["db-01", "db-02", "later", "new"]);
      });

      it("is planned so, too, where something is only recorded, and promises nothing of what may yet be another one", async () => {
        const entry = await made();
        const lasting = lastingOf(entry, "db-03");
        const shown = async (more: Values) => {
          entry.config = { ...config, on_remove: "cancel", ...more };
          return (await stage.command().plan([entry]))[0]?.planned?.members;
        };
        const consented = await shown({ sessions, cancel_on_destroy: true });
        assert.deepEqual(known((consented as Members)["db-03"]), lasting);
        const open = { ...sessions, "db-01": { source_resource_id: UNKNOWN }, "db-02": UNKNOWN };
        const members = (await shown({ sessions: open })) as Members;
        assert.deepEqual(known(members["db-03"]), lasting);
        assert.deepEqual([members["db-01"], members["db-02"]], [UNKNOWN, UNKNOWN]);
        assert.equal(await shown({ sessions: UNKNOWN }), UNKNOWN);
      });
    });

    it("says in its plan what windows hold, and until when", async () => {
      stage.simulator.advance(8 * 3600);
      const entry = wave();
      const nights = [{ schedule: "0 22 * * *", duration: "6h", time_zone: "UTC" }];
      entry.config = { ...config, start_windows: nights };
      const command = stage.command();
      await command.apply([entry]);
      const text = command.diagnostics.map((each) => each.text).join("\n");
      assert.match(text, /This run schedules 3, since the start is held until start_windows open at .*T22:00:00Z/);
    });

    for (const [what, change] of Object.entries({
      "a consent": { cancel_on_destroy: true },
      "a timeout": { timeouts: { create: null, read: null, update: "300s", delete: null } },
    })) {
      it(`is planned so that the plan holds where ${what} is recorded, whatever becomes of its imports until the apply`, async () => {
        const entry = wave();
        entry.config = { ...config, automatic_cutover: true };
        await apply(entry);
        await apply(entry);
        entry.config = { ...entry.config, ...change };
        const command = stage.command();
        const plans = await command.plan([entry]);
        stage.simulator.advance(24 * 3600);
        await command.applyPlan([entry], plans);
        assert.deepEqual([command.errors, plans[0]?.action], [[], "update"]);
        assert.deepEqual(entry.state?.counts, { Import_Completed: 2, Paused: 1 });
      });
    }

    it("is not ended by a destroy as long as nothing on record allows that", async () => {
      const entry = wave();
      await apply(entry);
      stage.simulator.clearJournal();
      entry.config = undefined;
      const { errors } = await apply(entry);
      assert.equal(errors.length, 1);
      assert.match(errors.join(), /cancel_on_destroy/);
      assert.deepEqual(stage.changes(), []);
      assert.ok(entry.state);
    });

    for (const how of ["destroyed", "tainted"]) {
      it(`is ${how} as a whole or not at all: as long as one of its imports is kept, nothing is sent for the others`, async () => {
        const entry = wave();
        const later = { ...member(2), scheduled_timestamp: "2027-01-01T00:00:00Z" };
        entry.config = { ...config, sessions: { copying: member(1), later, second: member(3) } };
        await apply(entry);
        const before = entry.state;
        stage.simulator.clearJournal();
        if (how === "destroyed") entry.config = undefined;
        else entry.isTainted = true;
        const { errors } = await apply(entry);
        assert.match(errors.join(), /2 of its 3 imports cannot be ended, so nothing was sent for any of them/);
        assert.match(errors.join(), /sessions\["copying"\].*cancel_on_destroy/s);
        assert.deepEqual([stage.changes(), idsIn(entry.state)], [[], idsIn(before)]);
      });
    }

    it("is ended without consent where nothing of it can be lost", async () => {
      const entry = wave();
      const later = { scheduled_timestamp: "2027-01-01T00:00:00Z" };
      entry.config = { ...config, ...later, sessions: { first: member(1), second: member(2) } };
      await apply(entry);
      entry.config = undefined;
      assert.deepEqual((await apply(entry)).errors, []);
      assert.deepEqual([changesOf("/cancel"), entry.state], [2, undefined]);
    });

    it("is not there where none of its imports could be begun: that is an error, and the next apply makes it", async () => {
      const entry = wave();
      entry.config = { ...config, sessions: { "db-01": { source_resource_id: "nobody" } } };
      const { errors } = await apply(entry);
      assert.match(errors.join(), /^Creating powerstore-import_wave: Nothing of it is there, so nothing is recorded/);
      assert.match(errors.join(), /sessions\["db-01"\]/);
      assert.equal(entry.state, undefined);
      entry.config = { ...config, sessions: { "db-01": { source_resource_id: "nobody" }, "db-02": member(2) } };
      const begun = await apply(entry);
      assert.deepEqual([begun.action, begun.errors], ["create", []]);
      assert.match(begun.warnings.join(), /Created, but not yet as it is to be.*sessions\["db-01"\]/s);
    });

    it("is there where a hold begins none of its imports: nothing has failed", async () => {
      const entry = wave();
      entry.config = { ...config, hold: true };
      assert.deepEqual((await apply(entry)).errors, []);
      assert.deepEqual([stage.changes(), entry.state?.phase], [[], "Held"]);
    });

    it("is ended with all its imports once that is on record", async () => {
      const entry = wave();
      entry.config = { ...config, cancel_on_destroy: true };
      await apply(entry);
      entry.config = undefined;
      assert.deepEqual((await apply(entry)).errors, []);
      assert.equal(changesOf("/cancel"), 3);
      assert.equal(entry.state, undefined);
    });

    it("keeps on record what is completed where it is to be replaced by force, whatever its key and name are then", async () => {
      const entry = wave();
      const [first, second] = [member(1), { ...member(2), paused: true }];
      entry.config = { ...config, automatic_cutover: true, sessions: { "db-01": first, "db-02": second } };
      await apply(entry);
      stage.simulator.advance(24 * 3600);
      await apply(entry);
      assert.deepEqual(entry.state?.counts, { Import_Completed: 1, Paused: 1 });
      stage.simulator.clearJournal();
      entry.config = { ...entry.config, name: "night-2", sessions: { renamed: first, "db-02": second } };
      entry.isTainted = true;
      const { errors } = await apply(entry);
      assert.match(errors.join(), /2 of its 2 imports cannot be ended.*db-01.*its source cannot be imported again/s);
      assert.deepEqual(stage.changes(), []);
      assert.ok(entry.state);
    });

    it("of the same name and imports as one on record is refused its imports", async () => {
      const entry = wave();
      await apply(entry);
      stage.simulator.clearJournal();
      const other = wave();
      const command = stage.command();
      await command.apply([entry, other]);
      assert.equal(changesOf("/cancel") + changesOf("/pause") + changesOf("/resume") + changesOf("DELETE"), 0);
      assert.match(command.diagnostics.map(({ text }) => text).join(), /db-01/);
    });

    it("names the member whose attribute is wrong", async () => {
      const entry = wave();
      entry.config = { ...config, sessions: { ...config.sessions, "db-02": { ...member(2), advance_to: "Nowhere" } } };
      const command = stage.command();
      await command.apply([entry]);
      assert.ok(command.diagnostics.some(({ at, severity }) => severity === "error" && at === "sessions.db-02"));
      assert.deepEqual(stage.changes(), []);
    });

    it("keeps its imports where it gets another name", async () => {
      const entry = wave();
      await apply(entry);
      stage.simulator.clearJournal();
      entry.config = { ...config, name: "night-2" };
      assert.deepEqual((await apply(entry)).errors, []);
      assert.deepEqual(stage.changes(), []);
      assert.equal(entry.state?.name, "night-2");
    });

    for (const [what, change] of Object.entries({
      "was begun": {},
      "has got another name": { name: "night-2" },
      "has got another name and another import": {
        name: "night-2",
        sessions: { ...config.sessions, later: { ...member(4), scheduled_timestamp: "2027-01-01T00:00:00Z" } },
      },
      "has got another import": {
        sessions: { ...config.sessions, later: { ...member(4), scheduled_timestamp: "2027-01-01T00:00:00Z" } },
      },
    })) {
      it(`that ${what} in one run of a \`terraform test\` is ended by the end of that command`, async () => {
        const entry = wave();
        entry.config = { ...config, cancel_on_destroy: true };
        const command = stage.command();
        await command.apply([entry]);
        entry.config = { ...entry.config, ...change };
        await command.apply([entry]);
        await command.destroy([entry]);
        const left = (stage.simulator.world.rows("import_session") ?? []).map(({ state }) => state);
        assert.deepEqual([command.errors, entry.state, left], [[], undefined, []]);
      });
    }
  });

  describe("a remote system", () => {
    const config = {
      type: "Unity",
      name: "unity-09",
      management_address: "10.20.0.10",
      username: "admin",
      password: PASSWORD,
      iscsi_addresses: ["10.20.0.21", "10.20.0.22"],
    };
    const system = (): Entry => ({ type: "powerstore-import_remote_system", config, state: undefined });

    it("has its password in no state and no plan, and a new one is an update", async () => {
      const entry = system();
      const command = stage.command();
      const plans = await command.apply([entry]);
      assert.deepEqual(command.errors, []);
      const all = JSON.stringify([plans, entry.state, command.diagnostics], (_, value) =>
        value === UNKNOWN ? "unknown" : value,
      );
      assert.doesNotMatch(all, new RegExp(PASSWORD));
      assert.equal(entry.state?.password, null);
      assert.equal((await apply(entry)).action, "none");
      stage.simulator.clearJournal();
      entry.config = { ...config, password: "another-Passw0rd" };
      assert.equal((await apply(entry)).action, "update");
      assert.ok(stage.changes().some((change) => change.startsWith("PATCH /remote_system/")));
      assert.equal((await apply(entry)).action, "none");
    });

    it("whose change of a password nobody has heard of takes it back, and its user, with an apply that does not want them any more", async () => {
      const entry = system();
      await apply(entry);
      const operation = "PATCH /remote_system/{id}";
      stage.simulator.setFaults([{ operation, times: 9, effect: { drop: "after" } }]);
      entry.config = { ...config, username: "other", password: "another-Passw0rd" };
      assert.match((await apply(entry)).errors.join(), /whether it was carried out is not known/);
      stage.simulator.clearFaults();
      stage.simulator.clearJournal();
      entry.config = config;
      assert.deepEqual((await apply(entry)).errors, []);
      const patched = stage.simulator.journal().entries.find(({ method }) => method === "PATCH");
      assert.deepEqual(patched?.body, { remote_username: config.username, remote_password: "[redacted]" });
      assert.equal((await apply(entry)).action, "none");
    });

    it("is deleted", async () => {
      const entry = system();
      await apply(entry);
      entry.config = undefined;
      assert.deepEqual((await apply(entry)).errors, []);
      assert.ok(stage.changes().some((change) => change.startsWith("DELETE /remote_system/")));
    });

    describe("that somebody has renamed on the array", () => {
      const DELETE = "DELETE /remote_system/";
      const sent = (request: string) => stage.changes().filter((change) => change.startsWith(request)).length;
      const renamed = async () => {
        const entry = system();
        await apply(entry);
        const id = String(entry.state?.id);
        stage.simulator.world.operations["PATCH /remote_system/{id}"]?.({ id, body: { name: "renamed-by-hand" } });
        stage.simulator.clearJournal();
        return entry;
      };

      const ways = {
        "by a destroy": (command: Command, entry: Entry) => command.destroy([entry]),
        "where its block is taken out": (command: Command, entry: Entry) => {
          entry.config = undefined;
          return command.apply([entry]);
        },
      };
      for (const [how, go] of Object.entries(ways)) {
        it(`is deleted ${how}`, async () => {
          const entry = await renamed();
          const command = stage.command();
          await go(command, entry);
          assert.deepEqual([command.diagnostics, sent(DELETE), entry.state], [[], 1, undefined]);
        });
      }

      it("is one resource's, and gets its name again", async () => {
        const entry = await renamed();
        const { action, errors, warnings } = await apply(entry);
        assert.deepEqual([action, errors, warnings, entry.state?.name], ["update", [], [], "unity-09"]);
      });

      it("is replaced, deleted first", async () => {
        const entry = await renamed();
        entry.isTainted = true;
        const { errors, warnings } = await apply(entry);
        const [first, second] = stage.changes();
        assert.deepEqual([errors, warnings], [[], []]);
        assert.deepEqual([first?.startsWith(DELETE), second], [true, "POST /remote_system"]);
      });

      it("stays where one of two entries of it is taken out", async () => {
        const entry = await renamed();
        const second: Entry = { ...entry, config: undefined };
        const command = stage.command();
        await command.apply([second, entry]);
        assert.deepEqual([command.errors, sent(DELETE), second.state], [[], 0, undefined]);
        assert.match(command.warnings.join(), /second entry/);
        assert.ok(entry.state);
      });
    });

    it("that one run of a `terraform test` renames is deleted by the end of that command", async () => {
      const entry = system();
      const command = stage.command();
      await command.apply([entry]);
      entry.config = { ...config, name: "unity-10" };
      await command.apply([entry]);
      await command.destroy([entry]);
      assert.deepEqual([command.diagnostics, entry.state], [[], undefined]);
      assert.ok(stage.changes().some((change) => change.startsWith("DELETE /remote_system/")));
    });
  });
});
