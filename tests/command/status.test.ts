import assert from "node:assert/strict";
import Papa from "papaparse";
import { exitCodes } from "../../command/process/exits";
import { statusSchema } from "../../command/status/document";
import { CommandStage } from "./commandStage";
import { FakePulumi, GIB, importAt, manyVolumes, type State } from "./imports";
import { CLUSTER, exported, recordedSession, recordedWave } from "./stack/stacks";

const lines = (text: string) => text.split("\n");
const documentOf = (text: string) => statusSchema.parse(JSON.parse(text));
const reads = (requests: readonly string[]) => requests.every((each) => /^GET |^POST \S*\/logout$/.test(each));

describe("powerstore-import status of an array without imports", () => {
  let stage: CommandStage;
  before(async () => {
    stage = await CommandStage.open({ collections: { import_session: [] } });
  });
  after(() => stage.close());

  it("says that there are none, and that nothing is left to do", async () => {
    const { exit, stdout, stderr } = await stage.run(["status"]);
    assert.deepEqual([exit, stdout, stderr], [exitCodes.done, "There are no import sessions.\n", ""]);
  });

  it("writes a document in JSON that fits its schema", async () => {
    const { arrays, sessions, totals } = documentOf((await stage.run(["status", "-o", "json"])).stdout);
    assert.deepEqual([arrays.map(({ endpoint }) => endpoint), sessions], [[stage.simulator.endpoint], []]);
    assert.equal(totals.sessions, 0);
  });

  for (const output of ["csv", "markdown", "prometheus", "wide"]) {
    it(`writes ${output} all the same`, async () => {
      const { exit, stdout } = await stage.run(["status", "-o", output]);
      assert.equal(exit, exitCodes.done);
      assert.match(stdout, /\n$/);
    });
  }

  it("ends as a refused login where the array refuses the password, says which user it was, and nothing of other commands", async () => {
    const environment = { ...stage.environment, POWERSTORE_PASSWORD: "wrong-and-secret" };
    const { exit, stdout, stderr } = await stage.run(["status"], { environment });
    assert.equal(exit, exitCodes.login);
    assert.match(stderr, /logging in as "admin"/);
    assert.match(stderr, /correct POWERSTORE_USERNAME and POWERSTORE_PASSWORD;/);
    assert.doesNotMatch(stdout + stderr, /pulumi (up|refresh|destroy)|wrong-and-secret/);
  });

  it("is a wrong use without an array, which says how to name one", async () => {
    const { exit, stdout, stderr } = await stage.run(["status"], { environment: {} });
    assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
    assert.match(stderr, /the environment variable POWERSTORE_ENDPOINT/);
    assert.doesNotMatch(stderr, /pulumi config/);
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["a format that there is not", ["-o", "yaml"], /table, wide, json, csv, markdown, html, prometheus/],
    ["a wave without a stack", ["--wave", "night"], /--wave: only a stack knows waves; add --stack/],
    ["a state that no array has", ["--state", "copying"], /--state: .*Copy_In_Progress/],
    ["an array that nobody has named", ["--array", "berlin"], /no such profile/],
  ];
  for (const [name, options, text] of wrong) {
    it(`is a wrong use with ${name}`, async () => {
      stage.simulator.clearJournal();
      const { exit, stdout, stderr } = await stage.run(["status", ...options]);
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, text);
      assert.deepEqual(stage.requests(), []);
    });
  }
});

describe("powerstore-import status", () => {
  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.open(manyVolumes(20));
  });
  afterEach(() => stage.close());

  const show = (...args: readonly string[]) => stage.run(["status", ...args]);
  const begin = (name: string, state?: State, more?: object) =>
    importAt(stage.simulator, { name, ...(state && { state }) }, more);

  it("begins with totals and what is to be done, and lists what needs somebody first", async () => {
    begin("a-copies");
    begin("b-is-ready", "Ready_For_Cutover");
    begin("c-is-done", "Import_Completed");
    begin("d-has-failed", "Failed");
    begin("f-is-paused", "Paused");
    begin("e-waits", "Queued");
    const { stdout, stderr, exit } = await show();
    assert.deepEqual([exit, stderr], [exitCodes.attention, ""]);
    const [head = "", todo, ...rest] = lines(stdout);
    assert.match(head, /^6 imports: 1 done, 1 running, 1 queued, 2 held, 1 failed; /);
    assert.equal(todo, "To do");
    assert.match(rest.join("\n"), /1 import Ready_For_Cutover: on the hosts: check .*; then cut over \(b-is-ready\)/);
    const names = lines(stdout).flatMap((line) => /^[a-f]-[a-z-]+/.exec(line) ?? []);
    assert.deepEqual(names, ["d-has-failed", "b-is-ready", "f-is-paused", "a-copies", "e-waits", "c-is-done"]);
  });

  it("knows bytes, rate and the time left, and says of how many it does not", async () => {
    begin("a");
    stage.simulator.advance(10);
    begin("b", "Queued");
    const { totals } = documentOf((await show("-o", "json")).stdout);
    const rate = 30 * 2 ** 20;
    assert.deepEqual([totals.totalBytes, totals.unknownSizes, totals.bytesPerSecond], [GIB, 1, rate]);
    assert.ok(Math.abs(totals.copiedBytes - 10 * rate) <= GIB / 100, `${totals.copiedBytes}`);
    const { stdout } = await show();
    assert.match(
      stdout,
      /311 MB of 1\.07 GB copied \(without 1 whose size is not known\), 31\.5 MB\/s, at least 2[45] s left/,
    );
  });

  it("tells the place in the queue", async () => {
    stage.simulator.configure({ maxActiveSessions: 1 });
    begin("first");
    stage.simulator.advance(1);
    begin("z-second");
    stage.simulator.advance(1);
    begin("a-third");
    const { sessions } = documentOf((await show("-o", "json")).stdout);
    assert.deepEqual(
      sessions.map(({ name, placeInQueue }) => [name, placeInQueue]),
      [
        ["first", undefined],
        ["z-second", 1],
        ["a-third", 2],
      ],
    );
    assert.match((await show()).stdout, /a-third .*place 2 in the queue/);
  });

  it("tells how old the array's data are, by its own clock", async () => {
    begin("paused", "Paused");
    stage.simulator.advance(90);
    const { sessions } = documentOf((await show("-o", "json")).stdout);
    assert.equal(sessions[0]?.ageSeconds, 90);
    assert.match((await show("-o", "wide")).stdout, /AGE.*\n.* 1 min 30 s|AGE.*\n.* 2 min/);
  });

  const ends: readonly (readonly [exit: keyof typeof exitCodes, states: readonly string[], reason: string])[] = [
    ["done", ["Import_Completed", "Cancelled"], "nothing is left to do"],
    ["underWay", ["Import_Completed", "Copy_In_Progress"], "it goes on by itself"],
    ["underWay", ["Queued"], "its turn comes"],
    ["underWay", ["Scheduled"], "its time comes"],
    ["attention", ["Copy_In_Progress", "Ready_For_Cutover"], "somebody has to say go on"],
    ["attention", ["Paused"], "somebody has to resume it: no array does so by itself"],
    ["attention", ["Failed"], "somebody has to mend it"],
  ];
  for (const [exit, states, reason] of ends) {
    it(`ends with ${exitCodes[exit]} for ${states.join(" and ")}: ${reason}`, async () => {
      for (const [index, state] of states.entries()) begin(`s-${index}`, state as State);
      assert.equal((await show()).exit, exitCodes[exit]);
    });
  }

  it("ends with 4 for an Agentless one at its gate: somebody has to move the hosts", async () => {
    importAt(stage.simulator, { name: "a", state: "Mirror_Enabled", type: "Agentless" });
    assert.equal((await show()).exit, exitCodes.attention);
  });

  it("takes one that the array cuts over by itself for one that goes on", async () => {
    begin("a", "Ready_For_Cutover", { automatic_cutover: true });
    assert.equal((await show()).exit, exitCodes.underWay);
  });

  it("shows the members of a group under it, counts it once, and tells it by the member that needs somebody", async () => {
    const group = (stage.simulator.world.rows("import_unity_consistency_group") ?? [])[0]?.id ?? "";
    importAt(stage.simulator, { name: "group", source: group, type: "Agentless" });
    begin("single");
    const { totals, sessions } = documentOf((await show("-o", "json")).stdout);
    assert.equal(totals.sessions, 2);
    const [first, ...members] = sessions.slice(0, 3);
    assert.deepEqual([first?.name, first?.state, first?.standing], ["group", "In_Progress", "gate"]);
    assert.deepEqual(
      members.map(({ parentSessionId }) => parentSessionId),
      [first?.id, first?.id],
    );
    assert.deepEqual([first?.size, members.map(({ size }) => size)], [2 * GIB, [GIB, GIB]]);
    const { stdout, exit } = await show();
    assert.match(stdout, /\ngroup +In_Progress.*\n {2}\S+ +Mirror_Enabled.*\n {2}\S+ +Mirror_Enabled/);
    assert.match(stdout, /of its member \S+ \(Mirror_Enabled\): enable the destination volume/);
    assert.equal(exit, exitCodes.attention);
  });

  it("shows a state of a newer array as one that somebody has to look at", async () => {
    begin("a");
    stage.simulator.setFaults([
      { operation: "GET /import_session", effect: { body: [{ id: "1", name: "a", state: "Teleporting" }] } },
    ]);
    const { stdout, exit } = await show();
    assert.equal(exit, exitCodes.attention);
    assert.match(stdout, /Teleporting: look at it in PowerStore Manager/);
  });

  it("shows the sessions where it may not see volumes, and says that no bytes are known", async () => {
    begin("a");
    stage.simulator.setFaults([{ operation: "GET /volume", times: 9, effect: { status: 403 } }]);
    const { stdout, stderr, exit } = await show();
    assert.equal(exit, exitCodes.underWay);
    assert.match(stdout, /\na +Copy_In_Progress/);
    assert.match(stderr, /no bytes are known: reading the sizes of volumes/);
  });

  it("shows only the states that are asked for, and ends by them", async () => {
    begin("a", "Failed");
    begin("b", "Queued");
    const { stdout, exit } = await show("--state", "Queued", "Scheduled");
    assert.equal(exit, exitCodes.underWay);
    assert.match(stdout, /^1 import: 1 queued/);
    assert.doesNotMatch(stdout, /Failed/);
  });

  it("does not take a mistyped state for one that nobody is in; a newer array may have states of its own", async () => {
    begin("a");
    const mistyped = await show("--state", "Faild");
    assert.deepEqual([mistyped.exit, mistyped.stdout], [exitCodes.usage, ""]);
    assert.match(mistyped.stderr, /--state: no array calls a state Faild, .*; there are .*Failed/);
    stage.simulator.setFaults([
      { operation: "GET /import_session", effect: { body: [{ id: "1", name: "a", state: "Teleporting" }] } },
    ]);
    const newer = await show("--state", "Teleporting");
    assert.equal(newer.exit, exitCodes.attention, newer.stderr);
  });

  it("says that there are others, where the options leave nothing of them", async () => {
    begin("a");
    const { exit, stdout, stderr } = await show("--state", "Failed");
    assert.deepEqual([exit, stdout], [exitCodes.done, "There are no import sessions.\n"]);
    assert.match(stderr, /: 1 import left out by --state\n$/);
  });

  it("sends nothing but reads and the log-out, and no secret anywhere", async () => {
    begin("a");
    stage.simulator.clearJournal();
    for (const output of ["table", "wide", "json", "csv", "markdown", "prometheus"]) {
      const { stdout, stderr } = await show("-o", output);
      assert.doesNotMatch(stdout + stderr, new RegExp(stage.simulator.password.replace(/\W/g, "\\$&")));
    }
    assert.ok(reads(stage.requests()), stage.requests().join("\n"));
    assert.equal(stage.simulator.logins().open, 0);
  });

  it("has no line wider than a narrow terminal", async () => {
    for (const state of ["Failed", "Import_Completed_With_Errors", "Ready_For_Cutover", "Queued"] as const) {
      if (state !== "Import_Completed_With_Errors") begin(`a-name-that-goes-on-and-on-${state}`, state);
    }
    const { stdout } = await stage.run(["status"], {
      columns: 40,
      environment: { ...stage.environment, NO_COLOR: "1" },
    });
    assert.deepEqual(
      lines(stdout).filter((line) => line.length > 40),
      [],
    );
    assert.match(stdout, /STATE/);
  });

  it("is coloured for a person at a terminal, and for nobody else", async () => {
    begin("a", "Failed");
    const csi = "\u001b[";
    const looks = [
      [{ columns: 100 }, true],
      [{ columns: 100, environment: { ...stage.environment, NO_COLOR: "1" } }, false],
      [{ columns: 100, environment: { ...stage.environment, TERM: "dumb" } }, false],
      [{}, false],
    ] as const;
    for (const [around, isColoured] of looks) {
      assert.equal((await stage.run(["status"], around)).stdout.includes(csi), isColoured, JSON.stringify(around));
    }
  });

  it("passes on no sign of the array that would steer a terminal", async () => {
    const body = [{ id: "1", name: "a\u001b[2Jb\u202ec", state: "Failed", error: { message_l10n: "x\u0007\r\ny" } }];
    for (const output of ["table", "wide", "json", "csv", "markdown", "prometheus"]) {
      stage.simulator.setFaults([{ operation: "GET /import_session", effect: { body } }]);
      const { stdout } = await show("-o", output);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
      assert.doesNotMatch(stdout.replace(/[\r\n]/g, ""), /[\u0000-\u001f\u202e]/, output);
    }
  });
});

describe("powerstore-import status for other programs", () => {
  let stage: CommandStage;
  before(async () => {
    stage = await CommandStage.open(manyVolumes(5));
    importAt(stage.simulator, { name: "db-01" });
    const failed = importAt(stage.simulator, { name: "db-02" });
    const message = '=HYPERLINK("http://example.com","a|b") @team\nnext `line` \\';
    stage.simulator.world.failSession(failed, { state: "Failed", code: "0xE0FF0000", message });
  });
  after(() => stage.close());

  const text = async (output: string) => (await stage.run(["status", "-o", output])).stdout;

  it("is CSV that a spreadsheet reads and does not run", async () => {
    const { data, errors, meta } = Papa.parse<Record<string, string>>(await text("csv"), {
      header: true,
      skipEmptyLines: true,
    });
    assert.deepEqual(errors, []);
    assert.ok(meta.fields?.includes("errorMessage"));
    assert.deepEqual(
      data.map(({ name, state }) => [name, state]),
      [
        ["db-02", "Failed"],
        ["db-01", "Copy_In_Progress"],
      ],
    );
    assert.match(data[0]?.errorMessage ?? "", /^'=HYPERLINK/);
  });

  it("is Markdown in which nothing of the array is markup, a link or a mention", async () => {
    const markdown = await text("markdown");
    assert.match(markdown, /^\*\*2 imports&#58; 1 running, 1 failed&#59;/);
    const row = lines(markdown).find((line) => line.startsWith("| db-02"));
    assert.equal(row?.split("|").length, 7);
    assert.doesNotMatch(markdown, /@team|`line|a\|b/);
  });

  it("is the text format of Prometheus, each series once", async () => {
    const metrics = await text("prometheus");
    const samples = lines(metrics.trimEnd()).filter((line) => !line.startsWith("#"));
    for (const sample of samples) {
      assert.match(
        sample,
        /^powerstore_import_[a-z_]+\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\} -?\d+(\.\d+)?(e\+\d+)?$/,
      );
    }
    const series = samples.map((line) => line.replace(/ \S+$/, ""));
    assert.equal(new Set(series).size, series.length);
    const array = new URL(stage.simulator.endpoint).host;
    assert.ok(samples.includes(`powerstore_import_array_up{array="${array}"} 1`));
    assert.ok(
      samples.includes(`powerstore_import_sessions{array="${array}",wave="",state="Failed",standing="attention"} 1`),
    );
    assert.ok(samples.includes(`powerstore_import_size_bytes{array="${array}",session="db-01"} ${GIB}`));
    for (const name of new Set(series.map((each) => each.replace(/\{.*/, "")))) {
      assert.equal(lines(metrics).filter((line) => line === `# TYPE ${name} gauge`).length, 1, name);
    }
  });

  it("has a document whose sessions are those that the other formats show", async () => {
    const { sessions } = documentOf(await text("json"));
    assert.deepEqual(
      sessions.map(({ name, standing }) => [name, standing]),
      [
        ["db-02", "attention"],
        ["db-01", "running"],
      ],
    );
    assert.equal(sessions[0]?.error?.code, "0xE0FF0000");
  });
});

describe("powerstore-import status of several arrays", () => {
  let berlin: CommandStage;
  let paris: CommandStage;
  before(async () => {
    berlin = await CommandStage.open(manyVolumes(3));
    paris = await CommandStage.open(manyVolumes(3, { cluster: { name: "PowerStore-02" } }));
    importAt(berlin.simulator, { name: "in-berlin" });
    importAt(paris.simulator, { name: "in-paris", state: "Import_Completed" });
  });
  after(async () => {
    await berlin.close();
    await paris.close();
  });

  const DEAD = "https://127.0.0.1:1/api/rest";
  const arrays = (more: object = {}) => ({
    POWERSTORE_IMPORT_ARRAYS: JSON.stringify({ berlin: berlin.profile, paris: paris.profile, ...more }),
  });
  const dead = { dead: { endpoint: DEAD, username: "admin", password: "hunter2" } };

  it("shows them together, with the totals of each", async () => {
    const { stdout, exit } = await berlin.run(["status"], { environment: arrays() });
    assert.equal(exit, exitCodes.underWay);
    assert.match(
      stdout,
      /^2 imports: 1 done, 1 running;.*\n {2}berlin: 1 import: 1 running.*\n {2}paris: 1 import: 1 done/,
    );
    assert.match(stdout, /in-berlin +berlin/);
  });

  it("shows only those that are named", async () => {
    const { stdout, exit } = await berlin.run(["status", "--array", "paris"], { environment: arrays() });
    assert.deepEqual([exit, /in-berlin/.test(stdout), /in-paris/.test(stdout)], [exitCodes.done, false, true]);
  });

  it("hides none of them behind a dead one, which is named on both outputs", async () => {
    const { stdout, stderr, exit } = await berlin.run(["status"], { environment: arrays(dead) });
    assert.equal(exit, exitCodes.error);
    assert.match(stdout, /in-berlin/);
    assert.match(stdout, /No answer, and no part of this: dead/);
    assert.match(stderr, /^powerstore-import: dead: .*127\.0\.0\.1:1/);
    assert.doesNotMatch(stdout + stderr, /hunter2/);
    const json = documentOf((await berlin.run(["status", "-o", "json"], { environment: arrays(dead) })).stdout);
    assert.deepEqual(
      json.arrays.map(({ name, failure, totals }) => [name, failure === undefined, totals !== undefined]),
      [
        ["berlin", true, true],
        ["paris", true, true],
        ["dead", false, false],
      ],
    );
  });

  it("ends as a refused login where one refuses it, whatever else there is", async () => {
    const wrong = { lost: { ...berlin.profile, password: "hunter2" } };
    const { stdout, stderr, exit } = await berlin.run(["status"], { environment: arrays({ ...dead, ...wrong }) });
    assert.equal(exit, exitCodes.login);
    assert.match(stdout, /in-berlin/);
    assert.match(stderr, /lost: logging in as "admin".*user or password are refused/);
    assert.doesNotMatch(stdout + stderr, /hunter2/);
  });

  it("says where the clock of one is off", async () => {
    berlin.simulator.advance(3600);
    const { stderr } = await paris.run(["status"], { environment: arrays() });
    assert.match(stderr, /berlin: its clock is (1 h|59 min) ahead/);
  });

  it("says how long a copy takes by this machine's clock, whatever the array's shows", async () => {
    importAt(berlin.simulator, { name: "copying" });
    const own = { environment: { POWERSTORE_IMPORT_ARRAYS: JSON.stringify({ berlin: berlin.profile }) } };
    const leftOf = async (stage: CommandStage) => {
      const { stdout } = await stage.run(["status", "--state", "Copy_In_Progress", "-o", "json"], own);
      const { at, totals, sessions } = documentOf(stdout);
      const copying = sessions.find(({ name }) => name === "copying");
      const end = Date.parse(copying?.estimatedCompletionTimestamp ?? "");
      return [totals.secondsLeft, Math.round((end - Date.parse(at)) / 1000)] as const;
    };
    berlin.simulator.advance(10);
    const [bySelf] = await leftOf(berlin);
    assert.ok(bySelf !== undefined && bySelf > 10, `${bySelf}`);
    // Paris lives by another clock.
    for (const seconds of await leftOf(paris)) assert.ok(seconds && Math.abs(seconds - bySelf) <= 2, `${seconds}`);
  });
});

describe("powerstore-import status beside a stack", () => {
  let stage: CommandStage;
  let pulumi: FakePulumi;
  before(async () => {
    stage = await CommandStage.open(manyVolumes(6));
    importAt(stage.simulator, { name: "db-01", state: "Paused" });
    importAt(stage.simulator, { name: "db-02", state: "Ready_For_Cutover" });
    const cluster = { clusterId: CLUSTER };
    pulumi = new FakePulumi({
      "config --stack prod": "{}",
      "config --stack empty": "{}",
      "config --stack elsewhere": "{}",
      "stack export --stack elsewhere": exported(recordedSession("s-1", {}, { clusterId: "PS-of-somebody-else" })),
      "stack export --stack prod": exported(
        recordedSession("session-000001", { paused: true, type: "Agentless" }, cluster),
        recordedWave(
          { one: { id: "session-000002" }, two: {} },
          {
            advanceTo: "Import_Completed",
            timeZone: "UTC",
            cutoverWindows: [{ schedule: "0 12 * * *", duration: "8h" }],
          },
        ),
      ),
      "stack export --stack empty": exported(),
    });
  });
  after(async () => {
    pulumi.remove();
    await stage.close();
  });

  const show = (...args: readonly string[]) =>
    stage.run(["status", "--stack", "prod", ...args], { environment: { ...stage.environment, PATH: pulumi.path } });

  it("is under way where the program holds what stands still, and says until when", async () => {
    const { exit, stdout, stderr } = await show();
    assert.deepEqual([exit, stderr], [exitCodes.underWay, ""]);
    assert.match(stdout, /^2 imports: 2 held;/);
    assert.match(stdout, /Beside these, 1 import not begun: night\["two"\]/);
    assert.match(stdout, /db-01 +Paused .*the program says paused: true/);
    assert.match(
      stdout,
      /db-02 +Ready_For_Cutover.*the cut-over is held until cutoverWindows open at \d{4}-\d\d-\d\dT12:00:00Z/,
    );
  });

  it("names resources, waves and the next change of windows", async () => {
    const { sessions, absent, windows } = documentOf((await show("-o", "json")).stdout);
    assert.deepEqual(
      sessions.map(({ name, resource, wave, nextChangeAt }) => [name, resource, wave, nextChangeAt !== undefined]),
      [
        ["db-01", "database", undefined, false],
        ["db-02", 'night["one"]', "night", true],
      ],
    );
    assert.deepEqual(absent, [{ resource: 'night["two"]', wave: "night", state: "Not_Started" }]);
    assert.deepEqual(
      windows.map(({ resource, kind, open }) => [resource, kind, open]),
      [["night", "cutoverWindows", false]],
    );
    assert.match(
      (await show("-o", "prometheus")).stdout,
      /powerstore_import_window_open\{resource="night",kind="cutoverWindows"\} 0/,
    );
  });

  it("shows one wave alone", async () => {
    const { stdout } = await show("--wave", "night");
    assert.match(stdout, /^1 import: 1 held/);
    assert.doesNotMatch(stdout, /db-01/);
  });

  it("knows no other wave, and says which there are", async () => {
    const { exit, stderr } = await show("--wave", "nihgt");
    assert.equal(exit, exitCodes.usage);
    assert.match(stderr, /--wave: the stack has no nihgt; its waves: night/);
  });

  it("does not call done what is on an array that was not asked", async () => {
    const around = { environment: { ...stage.environment, PATH: pulumi.path } };
    const { exit, stderr } = await stage.run(["status", "--stack", "elsewhere", "--state", "Import_Completed"], around);
    assert.equal(exit, exitCodes.error);
    assert.match(stderr, /the stack has 1 import on arrays that were not asked/);
  });

  it("tells of the same sessions that somebody has to act where the stack does not know them", async () => {
    const around = { environment: { ...stage.environment, PATH: pulumi.path } };
    assert.equal((await stage.run(["status", "--stack", "empty"], around)).exit, exitCodes.attention);
  });

  it("is a wrong use where pulumi knows no such stack, in its words", async () => {
    const around = { environment: { ...stage.environment, PATH: pulumi.path } };
    const { exit, stderr } = await stage.run(["status", "--stack", "nowhere"], around);
    assert.equal(exit, exitCodes.usage);
    assert.match(
      stderr,
      /"pulumi config --stack nowhere --show-secrets --json" failed: error: no stack named so found/,
    );
  });
});

describe("powerstore-import status of a thousand imports", () => {
  let stage: CommandStage;
  before(async function () {
    this.timeout(60_000);
    stage = await CommandStage.open(manyVolumes(1000));
    for (let index = 0; index < 1000; index++)
      importAt(stage.simulator, { name: `db-${index}`, source: `unity-01-vol-${String(index + 1).padStart(2, "0")}` });
  });
  after(() => stage.close());

  it("takes four requests: the login, the sessions, the sizes, the log-out", async () => {
    stage.simulator.clearJournal();
    const { exit, stdout } = await stage.run(["status"]);
    assert.equal(exit, exitCodes.underWay);
    assert.match(stdout, /^1000 imports: 1000 running; 0 B of 1\.07 TB copied,/);
    assert.deepEqual(
      stage.requests(),
      ["GET /login_session", "GET /import_session", "GET /volume", "POST /logout"].map((each) =>
        each.replace(" /", " /api/rest/"),
      ),
    );
  });
});
