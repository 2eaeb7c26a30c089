import assert from "node:assert/strict";
import type { AgentStep, Goals } from "../../../../provider/lifecycle/importHostSystem/decide/decideAgent";
import { decideAgent } from "../../../../provider/lifecycle/importHostSystem/decide/decideAgent";
import { importHostSystemHandler } from "../../../../provider/lifecycle/importHostSystem/importHostSystem";
import type { Run } from "../../../../provider/lifecycle/operation/converge";
import type { ImportHostSystem } from "../../../../provider/powerstore/api/schemas/importHostSystem";
import type { SimulatorOptions } from "../../../../simulator/src";
import { assertMadeOnce, upUntilKilled } from "../arrayObject/killed";
import type { Stage } from "../arrayObject/stage";
import { openStage } from "../arrayObject/stage";
import type { AnyHandler } from "../engineCalls";

const COLLECTION = "import_host_system";
const PASSWORD = "host-Passw0rd";

const program = (more: object = {}) => ({
  agentAddress: "db-01.example.com",
  agentPort: 8443,
  osType: "Linux",
  username: "root",
  password: PASSWORD,
  ...more,
});

describe("An import host system", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage(importHostSystemHandler as AnyHandler, "powerstore-import:index:ImportHostSystem");
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
    stage.between = (request, pass) => pass(request);
  });
  after(() => stage.close());

  const made = () =>
    (stage.simulator.world.rows(COLLECTION) ?? []).filter((row) => row.agent_address === "db-01.example.com");

  it("is added, seen Running, and knows its hosts", async () => {
    assert.equal(await stage.up(program()), "created");
    const { agentStatus, hostIds } = stage.recorded?.outputs ?? {};
    assert.deepEqual([agentStatus, (hostIds as readonly string[]).length], ["Running", 1]);
    assert.equal(await stage.up(program()), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
  });

  const changes: [input: string, value: unknown][] = [
    ["agentAddress", "db-02.example.com"],
    ["agentPort", 8444],
    ["osType", "Windows"],
    ["username", "import"],
    ["password", "another-Passw0rd"],
  ];
  for (const [input, value] of changes) {
    it(`is made anew by another ${input}: the array changes nothing of it`, async () => {
      await stage.up(program());
      stage.simulator.clearJournal();
      assert.equal(await stage.up(program({ [input]: value })), "replaced");
      assert.deepEqual(stage.changes(), [`DELETE /${COLLECTION}/{id}`, `POST /${COLLECTION}`]);
    });
  }

  const chap = {
    chapSingleUsername: "ps",
    chapSinglePassword: "single-Secret-1",
    chapMutualUsername: "host",
    chapMutualPassword: "mutual-Secret-1",
  };
  it("that was imported is not made anew for CHAP secrets that it may have: they are recorded", async () => {
    await stage.up(program(chap));
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    await stage.import(id);
    await stage.up(program());
    assert.equal(await stage.up(program(chap)), "updated");
    assert.equal(stage.recorded?.id, id);
  });

  it("is made anew for the CHAP secrets that it was made without", async () => {
    await stage.up(program());
    assert.equal(await stage.up(program(chap)), "replaced");
    assert.equal(await stage.up(program(chap)), "unchanged");
  });

  it("is made anew for the CHAP secrets that it was made without, also where the answer to that was lost", async () => {
    stage.simulator.setFaults([{ operation: `POST /${COLLECTION}`, times: 1, effect: { drop: "after" } }]);
    assert.equal(await stage.up(program()), "created");
    assert.equal(await stage.up(program(chap)), "replaced");
    assert.equal(await stage.up(program(chap)), "unchanged");
  });

  it("is made anew for the CHAP secrets that a killed run has made it without", async () => {
    // Login, cluster, list, POST.
    await upUntilKilled(stage, program(), { at: 4, when: "after" });
    assert.equal(made().length, 1);
    assert.equal(await stage.up(program()), "created");
    assert.equal(await stage.up(program(chap)), "replaced");
    assert.equal(await stage.up(program(chap)), "unchanged");
  });

  for (const input of Object.keys(chap)) {
    it(`is made anew by another ${input}, though the array shows none of them`, async () => {
      await stage.up(program(chap));
      assert.equal(await stage.refresh(), "unchanged");
      stage.simulator.clearJournal();
      assert.equal(await stage.up(program({ ...chap, [input]: "another-Secret-2" })), "replaced");
      assert.deepEqual(stage.changes(), [`DELETE /${COLLECTION}/{id}`, `POST /${COLLECTION}`]);
    });
  }

  const ignored = [...Object.keys(chap).map((input) => [input]), ["chapSingleUsername", "chapSinglePassword"]];
  for (const names of ignored) {
    it(`stays as it is after a refresh, which tells no CHAP, where ignoreChanges keeps ${names.join(" and ")} as recorded`, async () => {
      await stage.up(program(chap));
      await stage.refresh();
      const left = Object.fromEntries(Object.entries(chap).filter(([name]) => !names.includes(name)));
      assert.equal(await stage.up(program(left)), "unchanged");
      assert.equal(await stage.up(program(left)), "unchanged", "as the run before has recorded it");
    });
  }

  it("is not given half of CHAP where the other half is on record", async () => {
    await stage.up(program(chap));
    await assert.rejects(stage.up(program({ chapSingleUsername: "ps" })), /check failures/);
  });

  const drifted: [input: string, shown: object][] = [
    ["agentAddress", { agent_address: "db-09.example.com" }],
    ["agentPort", { agent_port: 9443 }],
    ["osType", { os_type: "Windows" }],
    ["username", { user_name: "other" }],
  ];
  for (const [input, shown] of drifted) {
    it(`shows another ${input} as drift, which only a new one mends`, async () => {
      await stage.up(program());
      stage.between = async (request, pass) => {
        const answer = await pass(request);
        if (request.method !== "GET" || !/import_host_system\//.test(request.url)) return answer;
        return { ...answer, text: JSON.stringify({ ...JSON.parse(answer.text), ...shown }) };
      };
      assert.equal(await stage.refresh(), "changed");
      assert.deepEqual((await stage.preview(program())).replaces, [input]);
    });
  }

  it("of which the program does not know the operating system stays what it is once its agent tells which it is", async () => {
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (request.method !== "GET") return answer;
      return { ...answer, text: answer.text.replaceAll('"os_type":"Unknown"', '"os_type":"Linux"') };
    };
    const unknown = program({ osType: "Unknown" });
    await stage.up(unknown);
    const { id } = stage.recorded ?? {};
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(await stage.up(unknown), "unchanged");
    assert.equal(await stage.up(program({ osType: "Linux" })), "updated", "which is only recorded");
    assert.equal(stage.recorded?.id, id);
    stage.forget();
    stage.restart();
    assert.equal(await stage.up({ ...unknown, adoptImportHostSystemId: id }), "created");
    assert.equal(stage.recorded?.id, id);
  });

  it("is sent in full, and nothing else", async () => {
    let sent: unknown;
    stage.between = (request, pass) => {
      if (request.method === "POST" && request.url.endsWith(COLLECTION)) sent = JSON.parse(request.body ?? "");
      return pass(request);
    };
    await stage.up(program({ ...chap, osType: "Unknown" }));
    assert.deepEqual(sent, {
      agent_address: "db-01.example.com",
      agent_port: 8443,
      os_type: "Unknown",
      user_name: "root",
      password: PASSWORD,
      chap_single_username: "ps",
      chap_single_password: "single-Secret-1",
      chap_mutual_username: "host",
      chap_mutual_password: "mutual-Secret-1",
    });
  });

  it("shows what the agent says of itself", async () => {
    await stage.up(program());
    const [row] = made();
    const { agentType, agentVersion, agentApiVersion, osVersion } = stage.recorded?.outputs ?? {};
    assert.deepEqual(
      [agentType, agentVersion, agentApiVersion, osVersion],
      [row?.agent_type, row?.agent_version, row?.agent_api_version, row?.os_version],
    );
    assert.ok(agentVersion && osVersion, "they are told");
  });

  it("asks the agent anew when the trigger changes, and waits for its time to move", async () => {
    await stage.up(program({ refreshTrigger: "1" }));
    const before = stage.recorded?.outputs.lastUpdateTime;
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program({ refreshTrigger: "2" })), "updated");
    assert.deepEqual(stage.changes(), [`POST /${COLLECTION}/{id}/refresh`]);
    assert.notEqual(stage.recorded?.outputs.lastUpdateTime, before);
  });

  it("whose agent is gone for a moment when it is to tell anew, and whose time does not move, ends the update with a warning", async () => {
    await stage.up(program());
    let looks: number | undefined;
    let time: string | undefined;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (request.method === "POST" && request.url.endsWith("/refresh")) looks = 0;
      if (request.method !== "GET" || !request.url.includes(`${COLLECTION}/`)) return answer;
      const row = JSON.parse(answer.text);
      time ??= row.last_update_time;
      const isGone = looks !== undefined && looks++ < 2;
      const shown = { last_update_time: time, ...(isGone && { agent_status: "Unknown" }) };
      return { ...answer, text: JSON.stringify({ ...row, ...shown }) };
    };
    assert.equal(await stage.up(program({ refreshTrigger: "1" })), "updated");
    assert.match(stage.warnings.join(), /has not moved since/);
  });

  it("whose agent is in conflict is not waited for, and says why", async () => {
    await stage.up(program());
    stage.simulator.world.setAgent(stage.recorded?.id ?? "", "Conflict_Detected");
    await assert.rejects(
      stage.up(program({ refreshTrigger: "1" })),
      /Conflict_Detected: two multipathing softwares claim/,
    );
    assert.ok(stage.recorded, "kept");
  });

  it("whose agent does not answer is waited for as long as there is time, and then says where to look", async () => {
    await stage.up(program());
    stage.simulator.world.setAgent(stage.recorded?.id ?? "", "Unknown");
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up(program({ refreshTrigger: "1" })), /agent is still Unknown after 1 min.*port 8443/);
    stage.timeoutSeconds = undefined;
  });

  it("is not taken from an import that uses it, and says what is imported before anything is sent", async () => {
    const [volume] = (stage.simulator.world.rows("import_unity_volume") ?? []).filter(
      (row) => row.importable_criteria === "Ready",
    );
    const body = {
      remote_system_id: "rs-unity-01",
      source_resource_id: volume?.id,
      name: "db",
      type: "Non_Disruptive",
    };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    stage.simulator.advance(60);
    const [seen] = (stage.simulator.world.rows("import_host_volume") ?? []).filter((row) => row.is_migrating === true);
    assert.ok(seen, "the simulator's host volume says that it migrates");
    await stage.import(String(seen.host_system_id));
    stage.simulator.clearJournal();
    await assert.rejects(stage.destroy(), /1 of its volumes is being imported: .*Nothing was sent/);
    const { agentAddress, agentPort, osType } = stage.recorded?.inputs ?? {};
    const asked = { agentAddress, agentPort: Number(agentPort) + 1, osType, username: "root", password: PASSWORD };
    await assert.rejects(stage.up(asked), /another agentPort can be had only by making it anew, and 1 of its volumes/);
    assert.deepEqual(stage.changes(), []);
  });

  for (const [what, source] of [
    ["", "unity-01-vol-01"],
    [" of its group", "unity-01-cg-01"],
  ] as const) {
    it(`is not taken from an import${what} that is to begin later, and says by which before anything is sent`, async () => {
      const { world } = stage.simulator;
      const body = { remote_system_id: "rs-unity-01", source_resource_id: source, name: "db", type: "Non_Disruptive" };
      world.operations["POST /import_session"]?.({
        id: "",
        body: { ...body, scheduled_timestamp: "2027-01-01T00:00:00Z" },
      });
      const [volume] = (world.rows("import_unity_volume") ?? []).filter(
        (row) => row.id === source || row.import_unity_consistency_group_id === source,
      );
      const [hostVolumeId] = (volume?.host_volume_ids ?? []) as readonly string[];
      const seen = (world.rows("import_host_volume") ?? []).find(({ id }) => id === hostVolumeId);
      await stage.import(String(seen?.host_system_id));
      stage.simulator.clearJournal();
      await assert.rejects(stage.destroy(), /1 import session still uses it: "db" .*Nothing was sent/);
      const { agentAddress, agentPort, osType } = stage.recorded?.inputs ?? {};
      const asked = { agentAddress, agentPort, osType, username: "other", password: PASSWORD };
      const { replaces } = await stage.preview(asked);
      assert.deepEqual(replaces, []);
      assert.match(
        stage.warnings.join(),
        /1 import session still uses it: "db" .*The update will fail for this reason/,
      );
      await assert.rejects(stage.up(asked), /can be had only by making it anew, and 1 import session/);
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("is left to the array where an Agentless import goes without its agent", async () => {
    const { world } = stage.simulator;
    const body = {
      remote_system_id: "rs-unity-01",
      source_resource_id: "unity-01-vol-01",
      name: "db",
      type: "Agentless",
    };
    world.operations["POST /import_session"]?.({
      id: "",
      body: { ...body, scheduled_timestamp: "2027-01-01T00:00:00Z" },
    });
    await stage.import(String(world.rows(COLLECTION)?.[0]?.id));
    await assert.rejects(stage.destroy(), /is in use: session \S+ is active/);
  });

  it("is deleted, and seen gone when somebody else has deleted it", async () => {
    await stage.up(program());
    await stage.destroy();
    assert.deepEqual(made(), []);
    await stage.up(program());
    stage.simulator.world.operations[`DELETE /${COLLECTION}/{id}`]?.({ id: stage.recorded?.id ?? "", body: {} });
    assert.equal(await stage.refresh(), "gone");
  });

  it("records the password after an import, and sends nothing, nor waits for the agent", async () => {
    await stage.up(program());
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    await stage.import(id);
    stage.simulator.world.setAgent(id, "Conflict_Detected");
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program()), "updated");
    assert.equal(await stage.up(program()), "unchanged");
    assert.deepEqual(stage.changes(), []);
  });

  it("leaves a host that somebody else has added, and says how to take it over", async () => {
    await stage.up(program());
    const { id } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    await assert.rejects(stage.up(program()), /has not made as far as it can tell.*adoptImportHostSystemId/);
    await stage.up(program({ adoptImportHostSystemId: id }));
    assert.equal(stage.recorded?.id, id);
  });

  it("that was adopted is made anew as any other, though the program goes on to name the one that is gone", async () => {
    await stage.up(program());
    const { id } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    await stage.up(program({ adoptImportHostSystemId: id }));
    const changed = program({ adoptImportHostSystemId: id, agentPort: 8444 });
    assert.equal(await stage.up(changed), "replaced");
    assert.notEqual(stage.recorded?.id, id);
    assert.deepEqual(
      made().map((row) => row.agent_port),
      [8444],
    );
    assert.equal(await stage.up(changed), "unchanged");
  });

  it("whose agent does not answer is adopted, and waited for by the next run", async () => {
    await stage.up(program());
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    stage.simulator.world.setAgent(id, "Unknown");
    const adopting = program({ adoptImportHostSystemId: id });
    await stage.up(adopting);
    assert.equal(stage.recorded?.outputs.runningAt, undefined);
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up(adopting), /agent is still Unknown/);
    stage.timeoutSeconds = undefined;
    stage.simulator.world.setAgent(id, "Running");
    await stage.up(adopting);
    assert.equal(await stage.up(adopting), "unchanged");
  });

  it("is nobody's of this program where what keeps a run from adopting it comes last", async () => {
    await stage.up(program());
    const { id = "", outputs } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    stage.simulator.setFaults([{ operation: "GET /host", times: 9, effect: { status: 400 } }]);
    await assert.rejects(stage.up(program({ adoptImportHostSystemId: id })), /host/);
    const object = { clusterId: outputs?.clusterId as string, id };
    assert.equal(stage.context().run.otherHolder("urn:pulumi:prod::shop::a:b:C::other", object), undefined);
  });

  it("shows no secret anywhere", async () => {
    const chap = { chapSingleUsername: "ps", chapSinglePassword: "single-Secret-1" };
    await stage.up(program(chap));
    await stage.refresh();
    for (const secret of [PASSWORD, chap.chapSinglePassword]) {
      assert.ok(!stage.everythingShown().includes(secret), secret);
    }
  });

  for (const when of ["before", "after"] as const) {
    it(`is found again and made once when the run is killed ${when} any of its requests`, async () => {
      const requests = await assertMadeOnce(stage, program(), made, when);
      assert.ok(requests >= 5, `the matrix had ${requests} requests only`);
    }).timeout(60_000);
  }

  const others: [what: string, former: object][] = [
    ["another password", { password: "former-Passw0rd" }],
    ["another CHAP secret", { ...chap, chapSinglePassword: "former-Secret-1" }],
    ["no CHAP secrets", {}],
  ];
  for (const [what, former] of others) {
    it(`is made anew where a killed run had made it with ${what}, for no request changes that`, async () => {
      // Login, cluster, list, POST.
      await upUntilKilled(stage, program(former), { at: 4, when: "after" });
      assert.equal(made().length, 1);
      await stage.up(program(chap));
      assert.equal(await stage.up(program(chap)), "replaced");
      assert.equal(await stage.up(program(chap)), "unchanged");
    });
  }

  const wrong: [reason: string, more: object, property: string, text: RegExp][] = [
    ["no agent address", { agentAddress: undefined }, "agentAddress", /is required/],
    ["a port that is none", { agentPort: 70000 }, "agentPort", /from 1 to 65535/],
    ["an operating system without agents", { osType: "AIX" }, "osType", /must be one of/],
    ["no password", { password: undefined }, "password", /is required/],
    ["half of CHAP", { chapSingleUsername: "ps" }, "chapSinglePassword", /is required with chapSingleUsername/],
    [
      "Mutual without Single",
      { chapMutualUsername: "host", chapMutualPassword: "mutual-Secret-1" },
      "chapMutualUsername",
      /comes on top of/,
    ],
    ["a name to adopt by", { adoptImportHostSystemId: "name:db" }, "adoptImportHostSystemId", /have no names/],
  ];
  for (const [reason, more, property, text] of wrong) {
    it(`refuses ${reason} before anything is sent`, () => {
      const failures = stage.check(program(more));
      assert.deepEqual(
        failures.map((each) => each.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", text);
    });
  }
});

describe("An import host system on an array", () => {
  let stage: Stage;
  const open = async (options: SimulatorOptions) => {
    stage = await openStage(importHostSystemHandler as AnyHandler, "powerstore-import:index:ImportHostSystem", options);
  };
  afterEach(() => stage.close());

  it("whose agents take their time is waited for: until it runs, and until it has told anew", async () => {
    await open({ agentSeconds: 30 });
    await stage.up(program({ refreshTrigger: "1" }));
    assert.deepEqual(stage.recorded?.outputs.agentStatus, "Running");
    const before = stage.recorded?.outputs.lastUpdateTime;
    const from = stage.simulator.now();
    await stage.up(program({ refreshTrigger: "2" }));
    assert.ok(stage.simulator.now() - from >= 30_000, "it was waited for");
    assert.notEqual(stage.recorded?.outputs.lastUpdateTime, before);
  });

  it("where a host has Fibre Channel and iSCSI is two hosts, both of them told", async () => {
    await open({ hostsPerAgent: 2 });
    await stage.up(program());
    const hosts = (stage.simulator.world.rows("host") ?? []).filter(
      ({ import_host_system_id: of }) => of === stage.recorded?.id,
    );
    assert.equal(hosts.length, 2);
    const told = stage.recorded?.outputs.hostIds as readonly string[];
    assert.deepEqual([...told].sort(), hosts.map(({ id }) => id).sort());
  });

  const modes: [mode: "Single" | "Mutual", missing: string, enough: object][] = [
    ["Single", "chap_single_username", { chapSingleUsername: "ps", chapSinglePassword: "single-Secret-1" }],
    [
      "Mutual",
      "chap_mutual_username",
      {
        chapSingleUsername: "ps",
        chapSinglePassword: "single-Secret-1",
        chapMutualUsername: "host",
        chapMutualPassword: "mutual-Secret-1",
      },
    ],
  ];
  for (const [chapMode, missing, enough] of modes) {
    it(`whose CHAP mode is ${chapMode} needs accounts, and tells which is missing`, async () => {
      await open({ chapMode });
      const fewer = chapMode === "Single" ? {} : { chapSingleUsername: "ps", chapSinglePassword: "single-Secret-1" };
      await assert.rejects(stage.up(program(fewer)), new RegExp(`CHAP mode ${chapMode} needs ${missing}`));
      assert.equal(stage.recorded, undefined);
      assert.equal(await stage.up(program(enough)), "created");
    });
  }
});

describe("What the status of an agent means", () => {
  const goals: Goals = { waitFor: "Running", refresh: false };
  const system = (agentStatus: string | undefined) => ({ id: "1", agentStatus }) as ImportHostSystem;
  const cases: [status: string | undefined, kind: AgentStep["kind"], why: string][] = [
    ["Running", "finish", "the agent answers"],
    ["Unknown", "wait", "it may only not be reachable yet"],
    [undefined, "wait", "the array does not say it yet"],
    ["Conflict_Detected", "fail", "two multipathings claim the devices, and waiting mends nothing"],
    ["Version_Unsupported", "fail", "another version has to be installed"],
    ["Rebooting", "finish", "a newer array's word is no reason to stop"],
  ];
  for (const [status, kind, why] of cases) {
    it(`${status ?? "none"}: ${kind}, because ${why}`, () => {
      assert.equal(decideAgent(system(status), goals, { accepted: [] }).kind, kind);
    });
  }

  const refreshing: Goals = { waitFor: "Running", refresh: true, refreshAfter: "2026-01-01T00:00:00Z" };
  const told: [why: string, at: string | undefined, run: Run<"refresh">, kind: AgentStep["kind"], text: RegExp][] = [
    ["it was not asked yet", "2026-01-01T00:00:00Z", { accepted: [] }, "act", /^$/],
    [
      "the time is the one from before",
      "2026-01-01T00:00:00Z",
      { accepted: ["refresh"], unseen: "refresh", unseenSeconds: 10 },
      "wait",
      /^$/,
    ],
    [
      "the time is another one",
      "2026-01-01T00:00:09Z",
      { accepted: ["refresh"], unseen: "refresh", unseenSeconds: 10 },
      "finish",
      /^$/,
    ],
    [
      "the time has not moved for two minutes",
      "2026-01-01T00:00:00Z",
      { accepted: ["refresh"], unseen: "refresh", unseenSeconds: 120 },
      "finish",
      /may be old/,
    ],
    [
      "the status was another one since, and the time has not moved for less than two minutes after that",
      "2026-01-01T00:00:00Z",
      { accepted: ["refresh"], unseenSeconds: 0, shownSeconds: 110 },
      "wait",
      /^$/,
    ],
    [
      "the status was another one since, and the time has not moved for two minutes after that",
      "2026-01-01T00:00:00Z",
      { accepted: ["refresh"], unseenSeconds: 0, shownSeconds: 120 },
      "finish",
      /may be old/,
    ],
    [
      "no time is told at all",
      undefined,
      { accepted: ["refresh"], unseen: "refresh", unseenSeconds: 10 },
      "wait",
      /^$/,
    ],
  ];
  for (const [why, lastUpdateTime, run, kind, text] of told) {
    it(`is not all where it is to tell anew: ${kind}, because ${why}`, () => {
      const step = decideAgent({ ...system("Running"), lastUpdateTime } as ImportHostSystem, refreshing, run);
      assert.equal(step.kind, kind);
      assert.match(step.kind === "finish" ? (step.warnings ?? []).join() : "", text);
    });
  }
});
