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
        { name: "Unity-01", type: "Unity", volumes: 2 },
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
