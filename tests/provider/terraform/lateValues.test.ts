import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { PASSWORD } from "../lifecycle/remoteSystem/stage";
import type { Entry, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const host = {
  agent_address: "db-01.example.com",
  agent_port: 8443,
  os_type: "Linux",
  username: "root",
  password: PASSWORD,
};
const system = {
  type: "Unity",
  name: "unity-09",
  management_address: "10.20.0.10",
  username: "admin",
  password: PASSWORD,
  iscsi_addresses: ["10.20.0.21", "10.20.0.22"],
};
const group = { remote_system_id: "rs-old-01", name: "by-hand" };

/** Each with an input whose change makes it anew, and another value of that. */
const cases: Readonly<
  Record<string, { readonly type: string; readonly config: Values; readonly other: Values; readonly says?: RegExp }>
> = {
  "a session that copies": {
    type: SESSION,
    config: source,
    other: { source_resource_id: "unity-01-vol-02" },
    says: /^Changing import session .* would throw this import away/,
  },
  "a session that is only scheduled": {
    type: SESSION,
    config: { ...source, scheduled_timestamp: "2027-01-01T00:00:00Z" },
    other: { source_resource_id: "unity-01-vol-02" },
  },
  "a host system": { type: "powerstore-import_host_system", config: host, other: { agent_port: 8444 } },
  "a remote system": { type: "powerstore-import_remote_system", config: system, other: { type: "VNX" } },
  "a group": {
    type: "powerstore-import_universal_consistency_group",
    config: group,
    other: { remote_system_id: "rs-old-02" },
  },
};

const LATE = /^Changing powerstore-import_\w+ .*: The plan showed an update, but .* Run "terraform apply" again/;

describe("A value that a plan does not know, of what its change would make anew", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({
      sources: [
        { name: "Unity-01", type: "Unity", volumes: 3 },
        { name: "Old-01", type: "Universal", volumes: 2 },
        { name: "Old-02", type: "Universal", volumes: 2 },
      ],
    });
  });
  afterEach(() => stage.close());

  for (const [what, { type, config, other, says = LATE }] of Object.entries(cases)) {
    const made = async () => {
      const entry: Entry = { type, config, state: undefined };
      const command = stage.command();
      await command.apply([entry]);
      assert.deepEqual(command.errors, []);
      stage.simulator.clearJournal();
      return entry;
    };
    const unknown = Object.fromEntries(Object.keys(other).map((name) => [name, UNKNOWN]));

    it(`is an update of ${what}, which sends nothing where it turns out to be the same`, async () => {
      const entry = await made();
      entry.config = { ...config, ...unknown };
      const command = stage.command();
      const plans = await command.plan([entry]);
      assert.equal(plans[0]?.action, "update");
      entry.config = config;
      await command.applyPlan([entry], plans);
      assert.deepEqual([command.errors, stage.changes()], [[], []]);
    });

    it(`is an error of the apply where it turns out to be another one of ${what}: nothing is sent, and the next plan knows`, async () => {
      const entry = await made();
      const before = entry.state;
      entry.config = { ...config, ...unknown };
      const command = stage.command();
      const plans = await command.plan([entry]);
      entry.config = { ...config, ...other };
      await command.applyPlan([entry], plans);
      assert.deepEqual([entry.state?.id, entry.isTainted, stage.changes()], [before?.id, false, []]);
      assert.match(command.errors.join("\n"), says);
      const next = stage.command();
      await next.plan([entry]);
      assert.deepEqual(next.errors, [], "the value is known");
    });
  }

  it("is none where the update that was shown has been applied, or is planned anew: `terraform test` is one command for all of its runs", async () => {
    const config = { ...source, scheduled_timestamp: "2027-01-01T00:00:00Z" };
    const entry: Entry = { type: SESSION, config, state: undefined };
    const command = stage.command();
    await command.apply([entry]);
    entry.config = { ...config, description: "the database" };
    await command.apply([entry], { refresh: false });
    entry.config = { ...config, source_resource_id: "unity-01-vol-02" };
    const [replaced] = await command.apply([entry], { refresh: false });
    assert.deepEqual([command.errors, replaced?.action], [[], "replace"]);
    entry.config = { ...entry.config, description: "planned alone" };
    await command.plan([entry]);
    entry.config = config;
    const [again] = await command.apply([entry]);
    assert.deepEqual([command.errors, again?.action], [[], "replace"]);
  });

  describe("of a wave", () => {
    const member = (number: number) => ({ source_resource_id: `unity-01-vol-0${number}` });
    const wave = { name: "night", remote_system_id: "rs-unity-01" };
    const both = { first: member(1), second: { ...member(2), paused: true } };
    const made = async (config: Values) => {
      const entry: Entry = { type: "powerstore-import_wave", config, state: undefined };
      const command = stage.command();
      await command.apply([entry]);
      assert.deepEqual(command.errors, []);
      stage.simulator.clearJournal();
      return entry;
    };
    /** Plans with one, and applies what has become of it. */
    const applied = async (entry: Entry, planned: Values, known: Values) => {
      entry.config = planned;
      const command = stage.command();
      const plans = await command.plan([entry]);
      assert.deepEqual([command.errors, plans[0]?.action], [[], "update"]);
      entry.config = known;
      await command.applyPlan([entry], plans);
      return command.errors;
    };
    const idsOf = (entry: Entry) =>
      Object.values(entry.state?.members as Readonly<Record<string, Values>>).map(({ id }) => id);

    for (const onRemove of ["cancel", "leave", "refuse"]) {
      it(`ends nothing, and lets go of nothing, that it turns out not to have any more with on_remove = "${onRemove}"`, async () => {
        const config = { ...wave, on_remove: onRemove, sessions: both };
        const entry = await made(config);
        const before = idsOf(entry);
        const known = { ...config, sessions: { first: member(1) } };
        const errors = await applied(entry, { ...config, sessions: UNKNOWN }, known);
        assert.match(errors.join(), /did not know what becomes of sessions\["second"\].*Run "terraform apply" again/s);
        assert.deepEqual([stage.changes(), idsOf(entry)], [[], before]);
        const next = stage.command();
        await next.apply([entry]);
        assert.deepEqual(next.errors.length, onRemove === "refuse" ? 1 : 0, "the next plan shows it");
        assert.equal(idsOf(entry).length, onRemove === "refuse" ? 2 : 1);
      });
    }

    it("begins what comes to it, and sends nothing for what stays", async () => {
      const entry = await made({ ...wave, sessions: both });
      const known = { ...wave, sessions: { ...both, third: member(3) } };
      assert.deepEqual(await applied(entry, { ...wave, sessions: UNKNOWN }, known), []);
      assert.deepEqual(stage.changes(), ["POST /import_session"]);
    });

    it("makes no import anew of which the plan did not know the source: the next one shows that", async () => {
      const later = { scheduled_timestamp: "2027-01-01T00:00:00Z" };
      const config = { ...wave, ...later, sessions: { first: member(1), second: member(2) } };
      const entry = await made(config);
      const before = idsOf(entry);
      const planned = { ...config, sessions: { ...config.sessions, second: { source_resource_id: UNKNOWN } } };
      const known = { ...config, sessions: { ...config.sessions, second: member(3) } };
      const errors = await applied(entry, planned, known);
      assert.match(errors.join(), /did not know what becomes of sessions\["second"\]/);
      assert.deepEqual([stage.changes(), idsOf(entry)], [[], before]);
      const next = stage.command();
      await next.apply([entry]);
      assert.deepEqual(next.errors, []);
      assert.notDeepEqual(idsOf(entry), before);
    });

    it("ends what the plan has shown, although something else of it was not known", async () => {
      const config = { ...wave, on_remove: "cancel", sessions: both };
      const entry = await made(config);
      const planned = { ...config, sessions: { first: { ...member(1), paused: UNKNOWN } } };
      const known = { ...config, sessions: { first: member(1) } };
      assert.deepEqual(await applied(entry, planned, known), []);
      assert.deepEqual(stage.changes(), ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}"]);
    });
  });

  it("makes a wait anew, which is nothing on the array: what it waits for is another one", async () => {
    const session: Entry = { type: SESSION, config: source, state: undefined };
    await stage.command().apply([session]);
    const type = "powerstore-import_wait";
    const entry: Entry = { type, config: { session_id: session.state?.id, wait_for: "Started" }, state: undefined };
    await stage.command().apply([entry]);
    const known = entry.config;
    entry.config = { ...known, session_id: UNKNOWN };
    const command = stage.command();
    const plans = await command.plan([entry]);
    assert.equal(plans[0]?.action, "replace");
    entry.config = known;
    await command.applyPlan([entry], plans);
    assert.deepEqual(command.errors, []);
    assert.ok(entry.state?.reached_at);
  });
});
