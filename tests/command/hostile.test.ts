/** What an array, a file or a name may hold that nobody wishes for, and none of it reaches a terminal or a page as it is. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import { exitCodes } from "../../command/process/exits";
import { totalsOf } from "../../command/sessions/totals";
import { statusOf } from "../../command/status/document";
import { statusPrometheus } from "../../command/status/statusPrometheus";
import { CommandStage } from "./commandStage";
import { FakePulumi, importAt, manyVolumes } from "./imports";
import { sessionView } from "./sessions/sessions";

/** An escape sequence in both of its forms, a link, a mention, a tag, letters that turn the direction, wide ones, and much of it. */
const EVIL = `db|\u001b[31m\u009b2J <img src=x> @team [x](http://evil) \u202eתירבע 東京都 ${"x".repeat(300)}`;

/** What a terminal would obey. */
const isObeyed = (text: string) => /[^\P{Cc}\n\r]|[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text);

type World = { readonly collections: Record<string, readonly Record<string, unknown>[]> };

describe("powerstore-import with hostile names", () => {
  let stage: CommandStage;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-hostile-"));
    stage = await CommandStage.open(manyVolumes(4));
    importAt(stage.simulator, { name: "a", state: "Failed" });
    importAt(stage.simulator, { name: "b", state: "Paused" });
    const world = stage.simulator.snapshot() as World;
    const { collections } = world;
    const renamed = (name: string) =>
      (collections[name] ?? []).map((row, index) => ({ ...row, name: `${EVIL}${index}` }));
    const next: World["collections"] = { ...collections };
    for (const name of ["import_session", "import_unity_volume", "remote_system", "host"]) next[name] = renamed(name);
    stage.simulator.restore({ ...world, collections: next });
    writeFileSync(
      join(folder, "arrays.json"),
      JSON.stringify({
        [EVIL]: stage.profile,
        "other\u001b]0;x\u0007": { ...stage.profile, password: "wrong-and-secret" },
      }),
    );
  });
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const outputs: readonly (readonly string[])[] = [
    ...["table", "wide", "json", "csv", "markdown"].map((format) => ["discover", "-o", format]),
    ...["table", "json", "markdown"].map((format) => ["preflight", "-o", format]),
    ["generate", "--discover"],
    ["generate", "--existing"],
    ...["table", "json", "markdown"].map((format) => ["forecast", "-o", format]),
    ...["table", "wide", "json", "csv", "markdown", "html", "prometheus"].map((format) => ["status", "-o", format]),
    ...["text", "json"].map((format) => ["watch", "--timeout", "10m", "-o", format]),
    ...["markdown", "html", "json"].map((format) => ["report", "--format", format]),
  ];
  for (const args of outputs) {
    it(`${args.join(" ")}: nothing steers a terminal, or is markup`, async () => {
      for (const more of [[], ["--arrays", "arrays.json"]]) {
        const environment = more.length === 0 ? stage.environment : {};
        const { stdout, stderr } = await stage.run([...args, ...more], { folder, environment });
        assert.ok(!isObeyed(stdout), JSON.stringify(stdout.slice(0, 2000)));
        assert.ok(!isObeyed(stderr), JSON.stringify(stderr.slice(0, 2000)));
        assert.doesNotMatch(stdout + stderr, /wrong-and-secret/);
        if (args.includes("html")) assert.doesNotMatch(stdout, /<img/);
        if (args.includes("markdown")) assert.doesNotMatch(stdout, /<img|@team|\]\(http/);
      }
    });
  }

  for (const name of ["discover", "preflight", "forecast", "status"]) {
    it(`${name}: no line is wider than a terminal of forty columns`, async () => {
      const { stdout } = await stage.run([name], { columns: 40, environment: { ...stage.environment, NO_COLOR: "1" } });
      assert.ok(stdout.split("\n").length > 2);
      assert.deepEqual(
        stdout.split("\n").filter((line) => stringWidth(line) > 40),
        [],
      );
    });

    it(`${name}: a terminal that does not tell its size, as of a job or a container, is shown all of it`, async () => {
      const environment = { ...stage.environment, NO_COLOR: "1" };
      const { stdout } = await stage.run([name], { columns: 0, rows: 0, environment });
      assert.equal(stdout, (await stage.run([name], { environment })).stdout);
      const help = await stage.run([name, "--help"], { columns: 0, rows: 0 });
      assert.equal(help.stdout, (await stage.run([name, "--help"])).stdout);
    });
  }
});

describe("powerstore-import with strange values", () => {
  it("tells no end of a copy that no calendar knows", () => {
    const slow = sessionView({
      id: "s",
      state: "Copy_In_Progress",
      standing: "running",
      size: 1e15,
      copiedBytes: 0,
      currentTransferRate: 1,
    });
    const { bytesPerSecond, secondsLeft, estimatedEnd } = totalsOf([slow], Date.UTC(2026, 0));
    assert.deepEqual([bytesPerSecond, secondsLeft, estimatedEnd], [1, undefined, undefined]);
  });

  describe("on the command line", () => {
    let stage: CommandStage;
    let folder: string;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "powerstore-import-strange-"));
      stage = await CommandStage.open({ collections: { import_session: [] } });
    });
    after(async () => {
      await stage.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [["watch", "--interval", "0"], /--interval: "0" is no time/],
      [["watch", "--interval", "10ms"], /--interval: "10ms" is no time/],
      [["watch", "--interval", "0.01s"], /--interval: "0.01s" is too short: 1s at least/],
      // A timer of Node's that is longer than 24 days fires at once.
      [["watch", "--interval", "30d"], /--interval: "30d" is too long: 1d at most/],
      [["watch", "--timeout", "0"], /--timeout: "0" is no time/],
      [["watch", "--timeout", ""], /--timeout: "" is no time/],
      [["forecast", "--every", "0m"], /--every: "0m" is no time/],
      [["forecast", "--every", "1s"], /--every: "1s" is too short: 1m at least/],
      [["forecast", "--rate", "200"], /--rate: must be bytes per second/],
      [["discover", "--plan", "8h", "--rate", "0.1B/s"], /--rate: must be bytes per second/],
      [
        [
          "windows",
          "--schedule",
          "0 22 * * *",
          "--duration",
          "8h",
          "--time-zone",
          "UTC",
          "--at",
          "+275760-09-12T00:00:00Z",
        ],
        /--at: must be a date/,
      ],
      [["windows", "--file", ""], /--file: reading /],
      [["status", "--arrays", ""], /--arrays: reading .*EISDIR/],
      [["status", "--arrays", "/"], /--arrays: reading \/: EISDIR/],
      [["status", "--array", ""], /no such profile/],
      [["status", "--state", ""], /--state: /],
      [["status", "--stauts"], /Did you mean --sta/],
      [["stauts"], /Did you mean status/],
      [["status", "now"], /too many arguments/],
      [["report", "--history", ""], /--history: reading .*EISDIR/],
      [
        ["report", "--history", "same.json", "--out", "same.json"],
        /--history: same\.json is the file of --out as well/,
      ],
      [["generate", "--from", "/"], /--from: .*EISDIR/],
      [["generate", "--from", ""], /--from: .*EISDIR/],
      [["preflight", "--from", "/"], /--from: .*EISDIR/],
      [["preflight", "--from", ""], /--from: .*EISDIR/],
    ];
    for (const [args, says] of wrong) {
      it(`is a wrong use: ${args.map((word) => word || "''").join(" ")}`, async () => {
        stage.simulator.clearJournal();
        const { exit, stdout, stderr } = await stage.run(args, { folder });
        assert.match(stderr, says);
        assert.deepEqual([exit, stdout, stage.requests()], [exitCodes.usage, "", []]);
      });
    }

    for (const TZ of ["", ":/etc/localtime", "CET-1CEST"]) {
      it(`windows: a TZ of "${TZ}" is no mistake of whoever asks`, async () => {
        const args = ["windows", "--schedule", "0 22 * * *", "--duration", "8h", "--time-zone", "UTC"];
        const { exit, stderr } = await stage.run(args, { folder, environment: { TZ } });
        assert.deepEqual([exit, stderr], [exitCodes.done, ""]);
      });
    }

    it("quotes nothing of what pulumi prints instead of the settings", async () => {
      for (const config of [
        "hunter2-and-secret",
        '{"powerstore-import:password": null, "x": "hunter2-and-secret"}',
        "null",
      ]) {
        const pulumi = new FakePulumi({ config });
        try {
          const environment = { PATH: pulumi.path };
          const { exit, stdout, stderr } = await stage.run(["status", "--stack", "prod"], { folder, environment });
          assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
          assert.match(stderr, /"pulumi config" printed something else than settings/);
          assert.doesNotMatch(stderr, /hunter2/);
        } finally {
          pulumi.remove();
        }
      }
    });

    it("leaves a whole history where two reports write it at once, and nothing else", async () => {
      const args = ["report", "--history", "history.json", "--format", "json"];
      const ended = await Promise.all(Array.from({ length: 6 }, () => stage.run(args, { folder })));
      assert.deepEqual(
        ended.map(({ exit }) => exit),
        Array(6).fill(exitCodes.done),
      );
      assert.ok(JSON.parse(readFileSync(join(folder, "history.json"), "utf8")));
      assert.deepEqual(readdirSync(folder), ["history.json"]);
    });
  });
});

describe("The metrics of sessions", () => {
  it("have each series once where two sessions have the same name", () => {
    const twice = ["one", "two"].map((id) => sessionView({ id, name: "db", progressPercentage: 1 }));
    const fleet = { at: 0, arrays: [], sessions: twice, absent: [], elsewhere: [], waves: [], windows: [] };
    const series = statusPrometheus(statusOf(fleet))
      .split("\n")
      .filter((line) => line.startsWith("powerstore_import_progress_ratio"));
    assert.equal(new Set(series).size, 2, series.join("\n"));
  });
});
