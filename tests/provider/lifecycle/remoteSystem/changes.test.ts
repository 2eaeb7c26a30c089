import assert from "node:assert/strict";
import type { Stage } from "../arrayObject/stage";
import { chap, openRemoteSystems, PASSWORD, systems, unity } from "./stage";

describe("A change of a remote system", () => {
  let stage: Stage;
  before(async () => {
    stage = await openRemoteSystems();
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
    stage.progress.length = 0;
    stage.between = (request, pass) => pass(request);
  });
  after(() => stage.close());

  const vnx = { ...unity, type: "VNX" };
  const file = { fileConnectionAddress: "10.20.0.30", vnxFileUsername: "nas", vnxFilePassword: "nas-Passw0rd" };
  const service = { unityServiceAccountUsername: "service", unityServiceAccountPassword: "service-Passw0rd" };
  const discoveryChap = {
    discoveryChapMode: "Single",
    importChapInfo: { targetDiscoveryUsername: "ps", targetDiscoveryPassword: "discovery-Secret-1" },
  };
  const sessionChap = {
    sessionChapMode: "Single",
    importChapInfo: { targetSessionUsername: "ps", targetSessionPassword: "session-Secret-1" },
  };
  const target = { wwnn: "50:00:09:72:00:00:00:01", wwpn: "50:00:09:72:00:00:00:02" };
  const universal = { type: "Universal", managementAddress: "10.20.0.10", fcTargets: [target] };
  const vmax = { type: "PowerMax_VMAX", managementAddress: "10.20.0.10", username: "smc", password: PASSWORD };
  const DISCOVER = "POST /remote_system/{id}/discover";
  const PATCH = "PATCH /remote_system/{id}";

  const updated: [what: string, from: object, to: object, body: object, discovers: boolean][] = [
    ["the name", unity, { ...unity, name: "other" }, { name: "other" }, false],
    ["the description", unity, { ...unity, description: "x" }, { description: "x" }, false],
    ["a description that is taken away", { ...unity, description: "x" }, unity, { description: "" }, false],
    ["the address", unity, { ...unity, managementAddress: "10.20.0.11" }, { management_address: "10.20.0.11" }, true],
    ["the user", unity, { ...unity, username: "new" }, { remote_username: "new" }, true],
    ["the password", unity, { ...unity, password: "new-Passw0rd" }, { remote_password: "[redacted]" }, true],
    ["the port of a PowerMax", vmax, { ...vmax, managementPort: 8443 }, { management_port: 8443 }, true],
    [
      "a file account that a VNX gets",
      vnx,
      { ...vnx, ...file },
      { file_connection_address: "10.20.0.30", vnx_file_username: "nas", vnx_file_password: "[redacted]" },
      true,
    ],
    [
      "the password of a file account",
      { ...vnx, ...file },
      { ...vnx, ...file, vnxFilePassword: "nas-Passw0rd-2" },
      { vnx_file_password: "[redacted]" },
      true,
    ],
    [
      "the user of a file account",
      { ...vnx, ...file },
      { ...vnx, ...file, vnxFileUsername: "nas-2" },
      { vnx_file_username: "nas-2" },
      true,
    ],
    [
      "the address of a control station",
      { ...vnx, ...file },
      { ...vnx, ...file, fileConnectionAddress: "10.20.0.31" },
      { file_connection_address: "10.20.0.31" },
      true,
    ],
    [
      "a service account that a Unity gets",
      unity,
      { ...unity, ...service },
      { unity_file_details: { service_account_username: "service", service_account_password: "[redacted]" } },
      true,
    ],
    [
      "the password of a service account, without its name",
      { ...unity, ...service },
      { ...unity, ...service, unityServiceAccountPassword: "service-Passw0rd-2" },
      { unity_file_details: { service_account_password: "[redacted]" } },
      true,
    ],
  ];
  for (const [what, from, to, body, discovers] of updated) {
    it(`of ${what} sends that and nothing else`, async () => {
      await stage.up(from as never);
      stage.simulator.clearJournal();
      assert.equal(await stage.up(to as never), "updated");
      assert.deepEqual(stage.bodies()[0], body);
      assert.deepEqual(stage.changes(), discovers ? [PATCH, DISCOVER] : [PATCH]);
      assert.equal(await stage.up(to as never), "unchanged");
    });
  }

  const replaced: [what: string, from: object, to: object][] = [
    ["the type", unity, vnx],
    ["the iSCSI addresses", unity, { ...unity, iscsiAddresses: ["10.20.0.21"] }],
    ["the way to the data", unity, { ...unity, iscsiAddresses: undefined, dataConnectionType: "FC" }],
    ["CHAP", unity, { ...unity, ...chap }],
    [
      "a CHAP secret",
      { ...unity, ...chap },
      { ...unity, ...chap, importChapInfo: { ...chap.importChapInfo, targetSessionPassword: "rotated-Secret" } },
    ],
    [
      "a CHAP name",
      { ...unity, ...chap },
      { ...unity, ...chap, importChapInfo: { ...chap.importChapInfo, targetSessionUsername: "renamed" } },
    ],
    ["discoveryChapMode alone", { ...unity, ...discoveryChap }, unity],
    ["sessionChapMode alone", { ...unity, ...sessionChap }, unity],
    [
      "FC targets, which the array never shows",
      universal,
      { ...universal, fcTargets: [{ ...target, wwpn: "50:00:09:72:00:00:00:99" }] },
    ],
    ["a file account that goes", { ...vnx, ...file }, vnx],
    [
      "another service account of a Unity",
      { ...unity, ...service },
      { ...unity, ...service, unityServiceAccountUsername: "svc-2" },
    ],
    ["a service account that goes", { ...unity, ...service }, unity],
  ];
  for (const [what, from, to] of replaced) {
    it(`of ${what} makes it anew, and deletes first`, async () => {
      await stage.up(from as never);
      stage.simulator.clearJournal();
      assert.equal(await stage.up(to as never), "replaced");
      assert.deepEqual(stage.changes().slice(0, 2), ["DELETE /remote_system/{id}", "POST /remote_system"]);
      assert.equal(systems(stage).length, 1);
    });
  }

  it("of the order of addresses is none", async () => {
    await stage.up(unity);
    assert.equal(await stage.up({ ...unity, iscsiAddresses: [...unity.iscsiAddresses].reverse() }), "unchanged");
  });

  it("of what runs wait for is only recorded", async () => {
    await stage.up(unity);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...unity, waitFor: "None", discover: false }), "updated");
    assert.deepEqual(stage.changes(), []);
  });

  it("of the trigger discovers anew", async () => {
    await stage.up({ ...unity, discoveryTrigger: "1" });
    const before = String(stage.recorded?.outputs.discoveredAt);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...unity, discoveryTrigger: "2" }), "updated");
    assert.deepEqual(stage.changes(), [DISCOVER]);
    assert.ok(String(stage.recorded?.outputs.discoveredAt) > before);
  });

  /** Its volumes need no host with an agent. */
  const xtremio = { ...unity, type: "XtremIO" };

  function startImport() {
    const id = stage.recorded?.id;
    const volume = (stage.simulator.world.rows("import_xtremio_volume") ?? []).find((row) =>
      row.id.startsWith("source-01"),
    );
    assert.ok(volume, "something was discovered");
    const body = { remote_system_id: id, source_resource_id: volume.id, name: "db-01", type: "Agentless" };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
  }

  it("that would make it anew is refused while imports use it, and so is a delete, before anything is sent", async () => {
    await stage.up(xtremio);
    startImport();
    stage.simulator.clearJournal();
    const plan = await stage.preview({ ...xtremio, ...chap });
    assert.deepEqual(plan.replaces, []);
    assert.match(stage.warnings.join(), /1 import session still uses it: "db-01".*The update will fail/);
    await assert.rejects(stage.up({ ...xtremio, ...chap }), /1 import session still uses it: "db-01"/);
    await assert.rejects(stage.destroy(), /"db-01" \(.*\) is .*Nothing was sent/);
    assert.deepEqual([stage.changes(), systems(stage).length], [[], 1]);
  });

  it("is left to the array where a session needs somebody there, and names that session where the array refuses", async () => {
    await stage.up(xtremio);
    startImport();
    const [session] = stage.simulator.world.rows("import_session") ?? [];
    stage.simulator.world.failSession(session?.id ?? "", { state: "Cleanup_Failed" });
    await assert.rejects(
      stage.destroy(),
      /deleting remote system .* is in use.*1 import session still uses it: "db-01" \(.*\) is Cleanup_Failed, and the array takes no further operation on that: ask Dell support/s,
    );
    assert.equal(systems(stage).length, 1);
  });

  it("lets go of what only finished imports name", async () => {
    await stage.up(xtremio);
    startImport();
    const [session] = stage.simulator.world.rows("import_session") ?? [];
    stage.simulator.world.forceState(session?.id ?? "", "Cancelled");
    await stage.destroy();
    assert.deepEqual(systems(stage), []);
  });

  it("is heard of: drift of what the array shows, and nothing of what it does not", async () => {
    await stage.up({ ...unity, ...chap });
    const { id = "" } = stage.recorded ?? {};
    const body = { remote_username: "other", description: "by hand" };
    stage.simulator.world.operations["PATCH /remote_system/{id}"]?.({ id, body });
    assert.equal(await stage.refresh(), "changed");
    const plan = await stage.preview({ ...unity, ...chap });
    assert.deepEqual([...plan.changed].sort(), ["description", "username"]);
    assert.equal(await stage.up({ ...unity, ...chap }), "updated");
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("is a deletion behind its back: seen by a refresh, refused by an update", async () => {
    await stage.up(unity);
    stage.simulator.world.operations["DELETE /remote_system/{id}"]?.({ id: stage.recorded?.id ?? "", body: {} });
    await assert.rejects(stage.up({ ...unity, description: "x" }), /was deleted on the array. Run "pulumi refresh"/);
    assert.equal(await stage.refresh(), "gone");
    await stage.up(unity);
    assert.equal(systems(stage).length, 1);
  });

  it("of the address is the way out of a lost management connection", async () => {
    await stage.up(unity);
    const id = stage.recorded?.id ?? "";
    stage.simulator.world.setReachable(id, false);
    await assert.rejects(
      stage.up({ ...unity, description: "x" }).then(() => stage.up({ ...unity, discoveryTrigger: "1" })),
      /Management_Connection_Lost/,
    );
    assert.equal(stage.recorded?.id, id, "kept");
  });

  /** One that somebody has made, and that is imported into the stack. */
  const importByHand = async () => {
    await stage.up({ ...unity, name: "by-hand" });
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    await stage.import(id);
    stage.simulator.clearJournal();
  };

  it("of a password after an import is recorded, no more", async () => {
    await importByHand();
    assert.equal(await stage.up({ ...unity, name: "by-hand" }), "updated");
    assert.match(stage.warnings.join(), /password is only recorded, not sent/);
    assert.equal(await stage.up({ ...unity, name: "by-hand" }), "unchanged");
    assert.deepEqual(stage.changes(), []);
    assert.equal(await stage.up({ ...unity, name: "by-hand", password: "later-Passw0rd" }), "updated");
    assert.equal(stage.changes()[0], PATCH);
  });

  it("of the user after an import takes the password along, which the array would go on without", async () => {
    await importByHand();
    assert.equal(await stage.up({ ...unity, name: "by-hand", username: "svc-import" }), "updated");
    const [body] = stage.bodies();
    assert.deepEqual(Object.keys(body ?? {}).sort(), ["remote_password", "remote_username"]);
    assert.doesNotMatch(stage.warnings.join(), /only recorded/);
  });

  it("of the array to another one, which has other systems, is refused: it could be read and deleted no more", async () => {
    await stage.up(unity);
    Object.assign(stage.recorded?.outputs ?? {}, { clusterId: "PSelsewhere" });
    await assert.rejects(stage.up({ ...unity, array: "west" }), /PSelsewhere/);
    assert.equal(stage.recorded?.outputs.array, undefined);
  });

  it("of the name that the array refuses names the type", async () => {
    await stage.up(vnx);
    const status = 422;
    stage.simulator.setFaults([
      { operation: PATCH, times: 1, effect: { status, code: "0xE0FF00050005", message: "No." } },
    ]);
    await assert.rejects(
      stage.up({ ...vnx, name: "other" }),
      /documents a change of the name for other types.*this one is a VNX/,
    );
    assert.notEqual(stage.recorded?.inputs.name, "other");
  });

  it("of FC targets is none where only colons and case of a WWN are others", async () => {
    await stage.up(universal);
    const plain = { wwnn: "5000097200000001", wwpn: "5000097200000002" };
    assert.equal(await stage.up({ ...universal, fcTargets: [plain] }), "unchanged");
  });

  it("of a Universal source goes by what was found, for it has no time stamp", async () => {
    const universal = { type: "Universal", managementAddress: "old.example.com", iscsiAddresses: ["10.20.0.21"] };
    assert.equal(await stage.up(universal), "created");
    assert.ok(stage.recorded?.outputs.discoveredAt);
    assert.equal(await stage.up(universal), "unchanged");
  });

  it("may come as a job: a 202 on any change is waited for", async () => {
    stage.between = (request, pass) => {
      const isChange = request.method !== "GET" && /remote_system/.test(request.url);
      return pass(isChange ? { ...request, url: `${request.url}?is_async=true` } : request);
    };
    assert.equal(await stage.up(unity), "created");
    assert.equal(stage.recorded?.id, systems(stage)[0]?.id, "the id is the system's, not the job's");
    assert.equal(await stage.up({ ...unity, description: "x" }), "updated");
    assert.equal(systems(stage)[0]?.description, "x");
    assert.match(stage.progress.join(), /job .* is Queued/);
    await assert.rejects(
      stage.up({ ...unity, name: "Unity-01", description: "x" }),
      /the array made job .* of it, which ended Failed: .*Unity-01/,
    );
    await stage.destroy();
    assert.deepEqual(systems(stage), []);
  });

  it("is stopped by the engine with its id kept", async () => {
    const stop = new AbortController();
    stage.signal = stop.signal;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      if (request.method === "POST" && request.url.endsWith("/remote_system")) stop.abort();
      return answer;
    };
    await assert.rejects(stage.up(unity), /kept|stopped/);
    stage.signal = new AbortController().signal;
    assert.equal(stage.recorded?.id, systems(stage)[0]?.id);
    stage.between = (request, pass) => pass(request);
    assert.equal(await stage.up(unity), "updated");
    assert.equal(await stage.up(unity), "unchanged");
  });

  it("waits no longer than its time, and the next run goes on", async () => {
    stage.timeoutSeconds = 5;
    await assert.rejects(stage.up(unity), /still OK, data connections Initializing after 5 s.*customTimeouts.create/);
    stage.timeoutSeconds = undefined;
    const plan = await stage.preview(unity);
    assert.deepEqual(plan.changed, ["waitFor"]);
    assert.equal(await stage.up(unity), "updated");
    assert.equal(await stage.up(unity), "unchanged");
  });
});

describe("A change of a remote system of which nobody has heard whether the array has it", () => {
  const PATCH = "PATCH /remote_system/{id}";
  const OTHER = "another-Passw0rd";
  let stage: Stage;
  /** Bodies on their way to the array, whose journal keeps no secrets. */
  let sent: unknown[];
  before(async () => {
    stage = await openRemoteSystems();
    stage.between = (request, pass) => {
      if (request.method === "PATCH") sent.push(JSON.parse(request.body ?? "{}"));
      return pass(request);
    };
  });
  beforeEach(async () => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    await stage.up(unity);
    sent = [];
  });
  after(() => stage.close());

  const lose = async (program: object, drop: "before" | "after") => {
    stage.simulator.setFaults([{ operation: PATCH, times: 9, effect: { drop } }]);
    await assert.rejects(stage.up({ ...unity, ...program }), /whether it was carried out is not known/);
    stage.simulator.clearFaults();
  };

  for (const drop of ["before", "after"] as const) {
    const when = `where the array has ${drop === "after" ? "" : "not "}heard of it`;

    it(`is sent once more by the next run that wants it, ${when}: another password`, async () => {
      await lose({ password: OTHER }, drop);
      assert.equal(await stage.up({ ...unity, password: OTHER }), "updated");
      assert.deepEqual(sent.at(-1), { remote_password: OTHER });
      assert.equal(await stage.up({ ...unity, password: OTHER }), "unchanged");
    });

    it(`is taken back by the next run that does not want it, ${when}: another password`, async () => {
      await lose({ password: OTHER }, drop);
      assert.equal(await stage.up(unity), "updated");
      assert.deepEqual(sent.at(-1), { remote_password: unity.password });
      assert.equal(await stage.up(unity), "unchanged");
    });

    for (const [wish, username] of [
      ["wants it", "other"],
      ["does not want it", unity.username],
    ] as const) {
      for (const how of ["", ", also after a refresh"]) {
        it(`is brought to what the next run ${wish}${how}, ${when}: another user, by which the source is looked at again`, async () => {
          await lose({ username: "other" }, drop);
          if (how) await stage.refresh();
          stage.simulator.clearJournal();
          assert.equal(await stage.up({ ...unity, username }), "updated");
          assert.equal(systems(stage)[0]?.user_name, username);
          assert.ok(stage.changes().includes("POST /remote_system/{id}/discover"));
          assert.equal(await stage.up({ ...unity, username }), "unchanged");
        });
      }
    }
  }

  it("keeps the name that it has on record, and what it was not about", async () => {
    await stage.up({ ...unity, description: "the old one" });
    const { outputs } = stage.recorded ?? {};
    await lose({ description: "the old one", name: "other" }, "before");
    assert.deepEqual(stage.recorded?.outputs, outputs);
  });
});

describe("A change of a remote system that waits for its approval", () => {
  it("is taken back by the run that does not want it any more, also where it was approved meanwhile: another password", async () => {
    const stage = await openRemoteSystems({ version: "4.4", criticalOperations: ["PATCH /remote_system/{id}"] });
    try {
      await stage.up(unity);
      stage.timeoutSeconds = 30;
      const jobs = () => stage.simulator.world.rows("job") ?? [];
      await assert.rejects(stage.up({ ...unity, password: "another-Passw0rd" }), /waits for the approval/);
      stage.simulator.world.decideJob(String(jobs()[0]?.id), { decision: "Approved" });
      await assert.rejects(stage.up(unity), /waits for the approval/);
      assert.equal(jobs().length, 2);
    } finally {
      await stage.close();
    }
  });
});
