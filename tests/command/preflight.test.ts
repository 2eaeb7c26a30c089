import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import type { Preflight } from "../../command/preflight/document";
import { preflightSchema } from "../../command/preflight/document";
import { exitCodes } from "../../command/process/exits";
import { memberUrn } from "../../provider/lifecycle/operation/memberUrn";
import { generateName } from "../../provider/lifecycle/operation/names";
import type { Around } from "./commandStage";
import { CommandStage } from "./commandStage";
import { fakePulumi } from "./fakePulumi";
import { importAt } from "./imports";

/** A folder with the rows of a wave, and what holds for all of them. */
class Wave {
  readonly folder = mkdtempSync(join(tmpdir(), "preflight-"));

  write(rows: readonly string[], inputs?: object, columns = "key,remoteSystemId,sourceResourceId"): readonly string[] {
    writeFileSync(join(this.folder, "night-1.csv"), [columns, ...rows, ""].join("\n"));
    if (inputs === undefined) return ["--from", "night-1.csv"];
    writeFileSync(join(this.folder, "all.json"), JSON.stringify(inputs));
    return ["--from", "night-1.csv", "--inputs", "all.json"];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const rowOf = (number: number) => `db-${number},name:Unity-01,unity-01-vol-${String(number).padStart(2, "0")}`;

describe("powerstore-import preflight", () => {
  let stage: CommandStage;
  let wave: Wave;
  beforeEach(async () => {
    // The certificate is made for the present year, whatever time the array lives in.
    stage = await CommandStage.open({ start: new Date(Date.now()).toISOString() });
    wave = new Wave();
  });
  afterEach(async () => {
    wave.remove();
    await stage.close();
  });

  async function ask(args: readonly string[], around: Around = {}) {
    const ended = await stage.run(["preflight", ...args, "-o", "json"], { folder: wave.folder, ...around });
    const document: Preflight = preflightSchema.parse(JSON.parse(ended.stdout));
    const of = (check: string) =>
      document.findings
        .filter((finding) => finding.check === check)
        .map(
          ({ severity, subjects, found }) => `${severity}: ${subjects.join(",")}${subjects.length ? ": " : ""}${found}`,
        );
    return { ...ended, document, of };
  }

  it("finds nothing to do for imports that can begin, and ends with 0", async () => {
    const { exit, of, document } = await ask(wave.write([rowOf(1), rowOf(2)]));
    assert.equal(exit, exitCodes.done, JSON.stringify(document.findings, null, 1));
    assert.deepEqual(of("source"), ["ok: 2 can be imported"]);
    assert.deepEqual(of("connection"), ["ok: Unity-01: management and data connections are OK"]);
    assert.deepEqual(of("name"), ["ok: the names of all sessions are free"]);
    assert.deepEqual(of("version"), ["ok: PowerStoreOS 4.1.0.0"]);
    assert.equal(document.imports, 2);
  });

  it("only reads, and logs in once", async () => {
    await ask(wave.write([rowOf(1)]));
    const requests = stage.requests();
    assert.deepEqual(
      requests.filter((request) => !request.startsWith("GET ")),
      ["POST /api/rest/logout"],
    );
    assert.equal(stage.simulator.logins().opened, 1);
  });

  it("says what the interface does not tell instead of guessing: what a role may do, and what is free", async () => {
    const { of } = await ask(wave.write([rowOf(1), rowOf(2)]));
    assert.match(
      of("login").join(),
      /^note: admin is let in \(role ids 1\)\. Whether that may change anything is not told$/,
    );
    assert.match(of("capacity").join(), /^note: [\d.]+ GB to import; how much is free .* does not tell$/);
  });

  it("ends with 1 for what cannot be imported, and says why and what to do", async () => {
    const rows = [rowOf(1), rowOf(11), rowOf(12), "gone,name:Unity-01,no-such-volume", "lost,name:Nowhere,x"];
    const { exit, of, document } = await ask(wave.write(rows));
    assert.equal(exit, exitCodes.error);
    assert.deepEqual(of("source"), [
      "error: night-1/db-11,night-1/db-12: cannot be imported: Host_Not_Added",
      "error: night-1/gone,night-1/lost: the array does not list this source on its remote system",
      "ok: 1 can be imported",
    ]);
    assert.match(of("connection").join(), /error: name:Nowhere: there is no such remote system/);
    assert.ok(document.findings.every(({ severity, todo }) => severity !== "error" || todo !== undefined));
  });

  it("ends with 4 where somebody has to look, and nothing is certain to fail", async () => {
    stage.simulator.world.setRemoteSystem("rs-unity-01", { dataConnectionState: "Partial_Data_Connection_Loss" });
    const [agent] = stage.simulator.world.rows("import_host_system") ?? [];
    stage.simulator.world.setAgent(String(agent?.id), "Version_Unsupported");
    const { exit, of } = await ask([], {
      environment: { ...stage.environment, POWERSTORE_CA_FILE: undefined, POWERSTORE_INSECURE: "true" },
    });
    assert.equal(exit, exitCodes.attention);
    assert.match(of("certificate").join(), /warning: it is not verified/);
    assert.match(
      of("connection").join(),
      /warning: Unity-01: its data connections are Partial_Data_Connection_Loss \(.+\)/,
    );
    assert.match(of("host").join(), /warning: .+: its agent is Version_Unsupported/);
  });

  it("ends by the worst that it finds: a note is nothing to do, an error outdoes a warning, what is not known outdoes both", async () => {
    const warned = () =>
      stage.simulator.world.setRemoteSystem("rs-unity-01", { dataConnectionState: "Partial_Data_Connection_Loss" });
    const ends = async (rows: readonly string[], more: readonly string[] = []) => {
      const { exit, document } = await ask([...wave.write(rows), ...more], more.length > 0 ? { environment: {} } : {});
      return [exit, document.findings[0]?.severity];
    };
    assert.deepEqual(await ends([rowOf(1)]), [exitCodes.done, "note"]);
    warned();
    assert.deepEqual(await ends([rowOf(1)]), [exitCodes.attention, "warning"]);
    assert.deepEqual(await ends([rowOf(1), rowOf(11)]), [exitCodes.error, "error"]);
    const file = join(wave.folder, "arrays.json");
    writeFileSync(file, JSON.stringify({ berlin: stage.profile, bonn: { ...stage.profile, password: "wrong" } }));
    assert.deepEqual(await ends([rowOf(1), rowOf(11)], ["--arrays", file]), [exitCodes.login, "error"]);
  });

  it("warns of a certificate that ends in less than thirty days", async () => {
    stage.simulator.advance(340 * 86_400);
    const { exit, of, document } = await ask(wave.write([rowOf(1)]));
    assert.equal(exit, exitCodes.attention);
    assert.match(
      of("certificate").join(),
      /^warning: issued by CN=powerstore-import-simulator CA for .*127\.0\.0\.1.*, ends 20/,
    );
    assert.match(String(document.findings.find(({ check }) => check === "certificate")?.todo), /^\d\d days are left/);
  });

  it("counts a certificate that has ended as an error", async () => {
    stage.simulator.advance(370 * 86_400);
    const { exit, of } = await ask([]);
    assert.equal(exit, exitCodes.error);
    assert.match(of("certificate").join(), /^error: /);
  });

  it("takes names that others have for what they are, and its own sessions for begun", async () => {
    const columns = "key,remoteSystemId,sourceResourceId,name";
    const create = (name: string, source: string) =>
      stage.simulator.world.operations["POST /import_session"]?.({
        body: { name, remote_system_id: "rs-unity-01", source_resource_id: source },
      } as never);
    create("taken", "unity-01-vol-05");
    create("mine", "unity-01-vol-02");
    const { of, exit } = await ask(
      wave.write(["a,name:Unity-01,unity-01-vol-01,Taken", "b,name:Unity-01,unity-01-vol-02,mine"], undefined, columns),
    );
    assert.equal(exit, exitCodes.error);
    assert.match(of("name").join(), /^error: night-1\/a: a session is called Taken already \(.+\), for another source/);
    assert.deepEqual(of("source"), ["ok: 1 can be imported, 1 have begun already"]);
    assert.match(of("queue").join(), /^ok: 2 active, 0 in the queue/);
  });

  it("finds windows that are over, that never open, and a start that is past", async () => {
    const past = { timeZone: "UTC", cutoverWindows: [{ schedule: "2020-01-01T00:00", duration: "1h" }] };
    const over = await ask(wave.write([rowOf(1), rowOf(2)], past));
    assert.deepEqual(over.of("window"), ["error: night-1/db-1,night-1/db-2: cutoverWindows never open again"]);
    const denied = {
      timeZone: "UTC",
      copyWindows: [
        { schedule: "0 22 * * *", duration: "2h" },
        { kind: "deny", schedule: "0 20 * * *", duration: "6h" },
      ],
    };
    const never = await ask(wave.write([rowOf(1)], denied));
    assert.match(never.of("window").join(), /error: night-1: copyWindows: are never open/);
    const columns = "key,remoteSystemId,sourceResourceId,scheduledTimestamp";
    const late = await ask(wave.write([`${rowOf(1)},2020-01-01T00:00:00Z`], undefined, columns));
    assert.match(late.of("window").join(), /error: night-1\/db-1: scheduledTimestamp is past/);
    assert.deepEqual([over.exit, never.exit, late.exit], [1, 1, 1]);
  });

  it("warns of windows that open in a year at the soonest, and says when: somebody has mistyped the year", async () => {
    const next = new Date(Date.now()).getUTCFullYear() + 36;
    const typo = { timeZone: "UTC", startWindows: [{ schedule: `${next}-12-04T22:00`, duration: "8h" }] };
    const { exit, of } = await ask(wave.write([rowOf(1), rowOf(2)], typo));
    assert.deepEqual(of("window"), [
      `warning: night-1/db-1,night-1/db-2: startWindows open for the next time at ${next}-12-04 22:00 UTC, in more than a year`,
    ]);
    assert.equal(exit, exitCodes.attention);
  });

  it("finds hosts that an Agentless import names and nobody has", async () => {
    const columns = "key,remoteSystemId,sourceResourceId,type,hostIds";
    const row = "x,name:XtremIO-01,xtremio-01-vol-01,Agentless,name:Host-01;name:Nobody";
    const { of, exit } = await ask(wave.write([row], undefined, columns));
    assert.equal(exit, exitCodes.error);
    assert.ok(of("host").includes("error: night-1/x: there is no host name:Nobody"));
  });

  it("finds host groups that imports name and nobody has, each once with all that name it", async () => {
    const [group] = stage.simulator.world.rows("host_group") ?? [];
    assert.ok(group, "the simulator has a host group");
    const columns = "key,remoteSystemId,sourceResourceId,type,hostGroupIds";
    const rowWith = (key: string, number: string, groups: string) =>
      `${key},name:XtremIO-01,xtremio-01-vol-${number},Agentless,${groups}`;
    const { of, exit } = await ask(
      wave.write(
        [
          rowWith("x", "01", `name:${group.name};name:Gone`),
          rowWith("y", "02", "name:Gone"),
          rowWith("z", "03", group.id),
        ],
        undefined,
        columns,
      ),
    );
    assert.equal(exit, exitCodes.error);
    assert.deepEqual(
      of("host").filter((text) => text.includes("there is no")),
      ["error: night-1/x,night-1/y: there is no host group name:Gone"],
    );
  });

  it("says that both clocks agree, or by how much and in which direction they do not", async () => {
    const [near, behind, ahead] = [
      await ask([]),
      await ask([], { wallSeconds: 3600 }),
      await ask([], { wallSeconds: -360 }),
    ];
    assert.deepEqual(near.of("clock"), ["ok: at most 1 s from this machine's"]);
    assert.deepEqual(behind.of("clock"), ["warning: 1 h behind this machine's"]);
    assert.deepEqual(ahead.of("clock"), ["warning: 6 min ahead of this machine's"]);
    assert.deepEqual([near.exit, behind.exit, ahead.exit], [exitCodes.done, exitCodes.attention, exitCodes.attention]);
    assert.match(String(behind.document.findings.find(({ check }) => check === "clock")?.todo), /by NTP/);
  });

  it("takes no notice of clocks that are less than five minutes apart", async () => {
    const { of, exit } = await ask([], { wallSeconds: 240 });
    assert.deepEqual([exit, of("clock")], [exitCodes.done, ["ok: at most 4 min from this machine's"]]);
  });

  it("tells the end of each certificate of a source that PowerStore trusts, with the source's address", async () => {
    const { world, caCertificate } = stage.simulator;
    const address = "unity.example";
    world.operations["PATCH /remote_system/{id}"]?.({ id: "rs-unity-01", body: { management_address: address } });
    const body = { type: "CA_Server_Validation", service: "Import_HTTP", scope: address, certificate: caCertificate };
    world.operations["POST /x509_certificate"]?.({ id: "", body: { ...body, is_current: true } });
    const sources = (texts: readonly string[]) => texts.filter((text) => text.includes(address));
    const now = await ask([]);
    assert.match(
      sources(now.of("certificate")).join(),
      /^ok: unity\.example: what PowerStore trusts there, issued by CN=powerstore-import-simulator CA, ends 20\d\d-\d\d-\d\d$/,
    );
    stage.simulator.advance(400 * 86_400);
    const later = await ask([]);
    assert.match(sources(later.of("certificate")).join(), /^error: unity\.example: what PowerStore trusts there/);
    const todos = later.document.findings.flatMap(({ subjects, todo }) => (subjects.includes(address) ? [todo] : []));
    assert.deepEqual(todos, ["it has ended. Renew it on the source and let PowerStore trust the new one"]);
  });

  it("names sources whose type a newer release deprecates, and on an older one none", async () => {
    for (const [version, expected] of [
      ["4.4", ["old-filer"]],
      ["4.1", []],
    ] as const) {
      await stage.close();
      stage = await CommandStage.open({
        version,
        start: new Date(Date.now()).toISOString(),
        sources: [
          { name: "old-filer", type: "NetApp", volumes: 1 },
          { name: "Unity-01", type: "Unity", volumes: 1 },
        ],
      });
      const { document, of } = await ask([]);
      const notes = document.findings.filter(({ found }) => found.startsWith("sources of this type are deprecated"));
      assert.deepEqual(
        notes.flatMap(({ subjects, severity }) => [...subjects, severity]),
        expected.flatMap((name) => [name, "note"]),
      );
      assert.match(of("version")[0] ?? "", new RegExp(`^(ok|note): .*PowerStoreOS ${version}`));
    }
  });

  it("tells what there is of an array that has nothing to import", async () => {
    await stage.close();
    stage = await CommandStage.open({ sources: [], start: new Date(Date.now()).toISOString() });
    const { exit, of } = await ask([]);
    assert.deepEqual(
      [exit, of("connection"), of("source"), of("host")],
      [
        exitCodes.attention,
        ["warning: there is no remote system to import from"],
        ["note: the array has discovered no sources"],
        ["note: there are no import hosts: what is not Agentless needs them"],
      ],
    );
  });

  it("goes on with the other arrays where one is down, and ends with its failure", async () => {
    const file = join(wave.folder, "arrays.json");
    const down = { ...stage.profile, endpoint: "https://127.0.0.1:1/api/rest", timeout: 2 };
    writeFileSync(file, JSON.stringify({ berlin: stage.profile, bonn: down }));
    const { exit, document, stderr } = await ask(["--arrays", file], { environment: {} });
    assert.equal(exit, exitCodes.error);
    assert.match(stderr, /127\.0\.0\.1:1/);
    assert.deepEqual(
      document.arrays.map(({ name, failure }) => [name, failure !== undefined]),
      [
        ["berlin", false],
        ["bonn", true],
      ],
    );
    assert.ok(document.findings.some(({ array }) => array === "berlin"));
  });

  it("takes the imports of a stack, and its own sessions for begun", async () => {
    const create = stage.simulator.world.operations["POST /import_session"];
    create?.({
      body: { name: "own", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" },
    } as never);
    const [session] = stage.simulator.world.rows("import_session") ?? [];
    const inputs = (source: string, name: string) => ({
      remoteSystemId: "rs-unity-01",
      sourceResourceId: source,
      name,
      __timeouts: {},
    });
    const resource = (name: string, type: string, more: object) => ({
      urn: `urn:pulumi:prod::shop::${type}::${name}`,
      type,
      ...more,
    });
    const resources = [
      resource("db", "pulumi-nodejs:dynamic/powerstore-import:ImportSession", {
        id: session?.id,
        inputs: inputs("unity-01-vol-01", "own"),
        outputs: { ...inputs("unity-01-vol-01", "own"), clusterId: "PS0000000001" },
      }),
      resource("night", "powerstore-import:index:ImportWave", {
        id: "night",
        inputs: { remoteSystemId: "rs-unity-01", sessions: { a: { sourceResourceId: "unity-01-vol-12" } } },
        outputs: { members: {}, clusterId: "PS0000000001" },
      }),
      resource("bucket", "aws:s3/bucket:Bucket", { id: "b" }),
    ];
    const { PATH } = fakePulumi(wave.folder, { deployment: { resources } }, stage.profile);
    const { of, document } = await ask(["--stack", "prod"], { environment: { PATH } });
    assert.equal(document.imports, 2);
    assert.deepEqual(of("program"), []);
    assert.deepEqual(of("source"), [
      "error: night/a: cannot be imported: Host_Not_Added",
      "ok: 0 can be imported, 1 have begun already",
    ]);
  });

  const TYPE = "powerstore-import:index:ImportSession";
  const CLUSTER = "PS0000000001";

  /** Of a stack: how an import is recorded, by its logical name. */
  type InStack = { readonly id?: string; readonly state?: string; readonly source: string } & Record<string, unknown>;
  const askStack = (imports: Readonly<Record<string, InStack>>) => {
    const resources = Object.entries(imports).map(
      ([name, { id, state, source, remoteSystemId = "rs-unity-01", clusterId = CLUSTER, ...more }]) => {
        const inputs = { remoteSystemId, sourceResourceId: source, name, ...more };
        const urn = `urn:pulumi:prod::shop::${TYPE}::${name}`;
        return { urn, type: TYPE, ...(id && { id, outputs: { ...inputs, state, clusterId } }), inputs };
      },
    );
    const { PATH } = fakePulumi(wave.folder, { deployment: { resources } }, stage.profile);
    return ask(["--stack", "prod"], { environment: { PATH } });
  };
  const errorsOf = ({ findings }: Preflight) => findings.filter(({ severity }) => severity === "error");

  it("has nothing against imports that are completed, though record, remote system, hosts and array are gone", async () => {
    const { world } = stage.simulator;
    const [kept, purged] = ["unity-01-vol-01", "unity-01-vol-02"].map((source, index) =>
      importAt(stage.simulator, { name: `db-${index + 1}`, source, state: "Import_Completed" }),
    );
    world.purgeSession(purged ?? "");
    world.operations["DELETE /remote_system/{id}"]?.({ id: "rs-unity-01", body: {} });
    assert.ok(!world.rows("remote_system")?.some(({ id }) => id === "rs-unity-01"));
    const agentless = { type: "Agentless", hostIds: ["host-that-is-gone"] };
    const { exit, of, document } = await askStack({
      "db-1": { id: kept ?? "", state: "Copy_In_Progress", source: "unity-01-vol-01", ...agentless },
      "db-2": { id: purged ?? "", state: "Import_Completed", source: "unity-01-vol-02", ...agentless },
      "db-3": { id: "session-x", state: "Import_Completed", source: "v-1", clusterId: "PS-that-nobody-asked" },
    });
    assert.deepEqual(errorsOf(document), []);
    assert.equal(exit, exitCodes.done);
    assert.deepEqual(of("source"), ["ok: 0 can be imported, 2 completed"]);
    assert.deepEqual([of("connection"), of("name")], [[], []]);
    assert.match(of("capacity").join(), /not told/);
  });

  it("looks at the source, the start and the remote system of an import that has failed, as a run begins it anew", async () => {
    const { world } = stage.simulator;
    const failed = (number: number) => {
      const source = `unity-01-vol-0${number}`;
      const id = importAt(stage.simulator, { name: `db-${number}`, source, state: "Failed" });
      return { id, state: "Failed", source };
    };
    const [ready, offline, late, lost] = [failed(1), failed(2), failed(3), failed(4)] as const;
    world.setCriteria(offline.source, "Host_Volume_Offline");
    const { exit, of, document } = await askStack({
      "db-1": ready,
      "db-2": { ...offline, state: "Copy_In_Progress" },
      "db-3": { ...late, scheduledTimestamp: "2020-01-01T00:00:00Z" },
      "db-4": { ...lost, remoteSystemId: "rs-gone" },
    });
    assert.equal(exit, exitCodes.error);
    assert.deepEqual(
      errorsOf(document)
        .map(({ subjects, found }) => `${subjects.join()}: ${found}`)
        .sort(),
      [
        "db-2: cannot be imported: Host_Volume_Offline",
        "db-3: scheduledTimestamp is past: 2020-01-01T00:00:00Z",
        "db-4: the array does not list this source on its remote system",
        "rs-gone: there is no such remote system",
      ],
    );
    assert.ok(of("source").includes("ok: 2 can be imported"));
    assert.ok(of("name").includes("ok: the names of all sessions are free"), "their own records go first");
  });

  it("says that no run begins anew what somebody has cancelled, and counts it among none that can be imported", async () => {
    const source = "unity-01-vol-01";
    const id = importAt(stage.simulator, { name: "db-1", source, state: "Cancelled" });
    const { exit, of } = await askStack({ "db-1": { id, state: "Copy_In_Progress", source } });
    assert.equal(exit, exitCodes.error);
    assert.deepEqual(of("source"), ["error: db-1: its session is Cancelled, and no run begins it anew by itself"]);
  });

  it("looks for the names that a run will give: those of the namespace in the stack's configuration", async () => {
    const urn = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave::night";
    const name = generateName(memberUrn(urn, "a"), "blue", "night-a");
    importAt(stage.simulator, { name, source: "unity-01-vol-05" });
    const sessions = { a: { sourceResourceId: "unity-01-vol-01" } };
    const recorded = { id: "night", inputs: { remoteSystemId: "rs-unity-01", sessions }, outputs: { members: {} } };
    const stack = { deployment: { resources: [{ urn, type: "powerstore-import:index:ImportWave", ...recorded }] } };
    const namesWith = async (config: Readonly<Record<string, string>>) => {
      const { PATH } = fakePulumi(wave.folder, stack, { ...stage.profile, ...config });
      return (await ask(["--stack", "prod"], { environment: { PATH } })).of("name");
    };
    assert.deepEqual(await namesWith({}), ["ok: the names of all sessions are free"]);
    const [taken] = await namesWith({ namespace: "blue" });
    assert.match(taken ?? "", new RegExp(`^error: night/a: a session is called ${name} already`));
  });

  it("says that a stack has no imports, instead of that nothing is wrong with them", async () => {
    const { PATH } = fakePulumi(wave.folder, { deployment: { resources: [] } }, stage.profile);
    const { of, exit } = await ask(["--stack", "prod"], { environment: { PATH } });
    assert.deepEqual([exit, of("program")], [exitCodes.done, ["note: the program has no imports"]]);
  });

  it("asks each import of the array that it is on, and names those that are on none", async () => {
    const other = await CommandStage.open({
      cluster: { name: "Bonn" },
      sources: [{ name: "Unity-02", type: "Unity", volumes: 3 }],
      start: new Date(Date.now()).toISOString(),
    });
    try {
      const file = join(wave.folder, "arrays.json");
      writeFileSync(file, JSON.stringify({ berlin: stage.profile, bonn: other.profile }));
      const rows = [rowOf(1), "b,name:Unity-02,unity-02-vol-01", "c,name:Unity-03,x"];
      const { document } = await ask([...wave.write(rows), "--arrays", file], { environment: {} });
      const told = document.findings
        .filter(({ check, severity }) => check === "source" || severity === "error")
        .map(({ array, subjects, found }) => [array, subjects.join(), found]);
      assert.deepEqual(told, [
        ["", "night-1/c", "on none of the arrays that were asked"],
        ["berlin", "", "1 can be imported"],
        ["bonn", "", "1 can be imported"],
      ]);
    } finally {
      await other.close();
    }
  });

  it("ends with 3 where the array refuses the password", async () => {
    const environment = { ...stage.environment, POWERSTORE_PASSWORD: "wrong" };
    assert.equal((await ask([], { environment })).exit, exitCodes.login);
  });

  it("ends with 2 for files that cannot be meant, before anything is sent", async () => {
    stage.simulator.clearJournal();
    writeFileSync(join(wave.folder, "empty.csv"), "key,remoteSystemId,sourceResourceId\n");
    writeFileSync(join(wave.folder, "sessions.json"), '{ "sessions": {} }');
    for (const [args, text] of [
      [["--from", "none.csv"], /--from: .*none\.csv/],
      [["--inputs", "all.json"], /--inputs: is for the rows of --from/],
      [[...wave.write([rowOf(1)]), "--inputs", "none.json"], /--inputs: reading .*none\.json/],
      [["--from", "empty.csv"], /--from: .*empty\.csv has no imports/],
      [
        ["--from", "night-1.csv", "--inputs", "sessions.json"],
        /--inputs: sessions\.json must not have sessions: those are the rows of --from/,
      ],
    ] as const) {
      const { exit, stderr, stdout } = await stage.run(["preflight", ...args], { folder: wave.folder });
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, text);
    }
    assert.deepEqual(stage.requests(), []);
  });

  it("says once what is so of a thousand imports", async () => {
    await stage.close();
    const sources = [
      { name: "Unity-01", type: "Unity", volumes: 1000, criteria: { 7: "Host_Volume_Offline" } },
    ] as const;
    stage = await CommandStage.open({ sources, start: new Date(Date.now()).toISOString() });
    const ids = (stage.simulator.world.rows("import_unity_volume") ?? []).map(({ id }) => id);
    const { document, of } = await ask(wave.write(ids.map((id, index) => `db-${index},name:Unity-01,${id}`)));
    assert.equal(document.imports, 1000);
    assert.ok(document.findings.length < 20, `${document.findings.length} findings`);
    assert.match(of("source").join("\n"), /error: night-1\/db-6: cannot be imported: Host_Volume_Offline/);
    assert.ok(stage.requests().length < 50, `${stage.requests().length} requests`);
  });

  it("fits a terminal of forty columns, with nothing left out", async () => {
    const rows = [rowOf(1), rowOf(11), "gone,name:Unity-01,no-such-volume"];
    const { stdout } = await stage.run(["preflight", ...wave.write(rows)], {
      folder: wave.folder,
      columns: 40,
      environment: { ...stage.environment, NO_COLOR: "1" },
    });
    const wide = stdout.split("\n").filter((line) => stringWidth(line) > 40);
    assert.deepEqual(wide, []);
    assert.match(stdout.replace(/\s+/g, " "), /cannot be imported: Host_Not_Added/);
  });

  it("writes Markdown, a row for each finding", async () => {
    const { stdout } = await stage.run(["preflight", ...wave.write([rowOf(11)]), "-o", "markdown"], {
      folder: wave.folder,
    });
    assert.match(stdout, /^### Preflight\n/);
    assert.match(
      stdout,
      /\| error \| source \| 127\.0\.0\.1&#58;\d+ \| night-1&#47;db-11&#58; cannot be imported&#58; Host&#95;Not&#95;Added \| add the hosts/,
    );
  });
});
