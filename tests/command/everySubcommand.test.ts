/** What holds for every subcommand that asks an array: how it ends, what it says where, and that it changes nothing. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "../../command/process/exits";
import { subcommands } from "../../command/subcommands";
import { CommandStage } from "./commandStage";
import { importAt, manyVolumes } from "./imports";

type Row = {
  readonly name: string;
  readonly args: readonly string[];
  /** The answer where all is well: exit codes that may be. */
  readonly well: readonly number[];
  /** Whether it writes a document in JSON also where an array is missing. */
  readonly isJson: boolean;
};

const rows: readonly Row[] = [
  { name: "discover", args: ["discover", "-o", "json"], well: [exitCodes.done], isJson: true },
  {
    name: "preflight",
    args: ["preflight", "-o", "json"],
    well: [exitCodes.done, exitCodes.attention, exitCodes.error],
    isJson: true,
  },
  { name: "generate", args: ["generate", "--discover"], well: [exitCodes.done], isJson: false },
  { name: "generate", args: ["generate", "--existing"], well: [exitCodes.done], isJson: false },
  { name: "generate", args: ["generate", "--handover", "terraform"], well: [exitCodes.error], isJson: false },
  { name: "forecast", args: ["forecast", "-o", "json"], well: [exitCodes.done, exitCodes.attention], isJson: true },
  { name: "status", args: ["status", "-o", "json"], well: [exitCodes.underWay], isJson: true },
  {
    name: "watch",
    args: ["watch", "-o", "json", "--timeout", "30m"],
    well: [exitCodes.underWay, exitCodes.attention],
    isJson: true,
  },
  { name: "report", args: ["report", "--format", "json"], well: [exitCodes.done], isJson: true },
];

const codesIn = (text: string) => [...new Set(text.match(/\b\d+\b/g))].sort();

const documentsOf = ({ name }: Row, text: string): readonly unknown[] =>
  name === "watch"
    ? text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [JSON.parse(text)];

describe("Every subcommand of powerstore-import", () => {
  let stage: CommandStage;
  /** In front of which somebody has put a page. */
  let proxy: CommandStage;
  let folder: string;
  let arrays: (entries: Readonly<Record<string, object>>) => string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-every-"));
    arrays = (entries) => {
      const file = join(folder, `${Object.keys(entries).join("-")}.json`);
      writeFileSync(file, JSON.stringify(entries));
      return file;
    };
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    stage = await CommandStage.open(manyVolumes(10));
    importAt(stage.simulator, { name: "a-copies" });
    stage.simulator.clearJournal();
    proxy = await CommandStage.open(manyVolumes(1));
    proxy.simulator.setFaults([{ operation: "GET *", times: 1000, effect: { page: 200 } }]);
  });
  afterEach(async () => {
    await stage.close();
    await proxy.close();
  });

  it("is in this table, or asks no array", () => {
    const names = readFileSync(join(__dirname, "../../command/subcommands.ts"), "utf8").match(/^ {2}\w+(?=,$)/gm) ?? [];
    assert.equal(names.length, subcommands.length);
    const listed = new Set(rows.map(({ name }) => name));
    assert.deepEqual(
      names.map((name) => name.trim()).filter((name) => !listed.has(name)),
      ["windows"],
    );
  });

  it("says whether a rate is that of each import or that of all together", async () => {
    for (const [name, of] of [
      ["forecast", /--rate <rate> +how fast each import copies/],
      ["discover", /--rate <rate> +with --plan: how fast all copies of an array go together/],
      ["generate", /--rate <rate> +with --plan: how fast all copies of an array go together/],
    ] as const) {
      assert.match((await stage.run([name, "--help"], { columns: 1000 })).stdout, of);
    }
    const { stderr } = await stage.run(["discover", "--plan", "8h"]);
    assert.match(stderr, /say by --rate how fast all copies of an array go together/);
  });

  // What holds for all has its table on the page of the command as a whole.
  const pages = { status: "README", watch: "README" } as Readonly<Record<string, string>>;
  for (const name of ["status", "watch", "discover", "preflight", "generate", "windows", "forecast", "report"]) {
    it(`${name}: its help and its page name the same exit codes`, async () => {
      const { stdout } = await stage.run([name, "--help"], { columns: 1000 });
      const narrow = (await stage.run([name, "--help"], { columns: 60 })).stdout.split("\n");
      assert.deepEqual(
        narrow.filter((line) => line.length > 60 && !/^ {2}-|^Usage/.test(line)),
        [],
      );
      const [, help = ""] = /Exit codes: (.*)/.exec(stdout) ?? [];
      const page = readFileSync(join(__dirname, `../../docs/command/${pages[name] ?? name}.md`), "utf8");
      const [, table = ""] = /## (?:Exit codes|How it ends)\n+.*\n\|-.*\n((?:\|.*\n)+)/.exec(page) ?? [];
      const told = table || (page.split("\n").find((line) => /exit codes?\b|It ends with/i.test(line)) ?? "");
      const inTable = table
        .split("\n")
        .flatMap((row) => row.split("|")[1] ?? [])
        .join();
      assert.ok(help.includes("0 "), stdout);
      assert.deepEqual(codesIn(help), codesIn(table ? inTable : told));
    });
  }

  const night = ["--schedule", "0 22 * * *", "--duration", "8h", "--time-zone", "UTC"];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are
  const colour = /\u001b\[[\d;]*m/;
  const looks: readonly { readonly args: readonly string[]; readonly isColoured: boolean }[] = [
    { args: ["status"], isColoured: true },
    { args: ["status", "-o", "wide"], isColoured: true },
    { args: ["watch", "--timeout", "10s"], isColoured: true },
    { args: ["discover"], isColoured: true },
    { args: ["preflight"], isColoured: true },
    { args: ["forecast"], isColoured: true },
    { args: ["windows", ...night], isColoured: true },
    { args: ["report"], isColoured: false },
    { args: ["generate", "--existing"], isColoured: false },
  ];
  for (const { args, isColoured } of looks) {
    const how = isColoured
      ? "is coloured at a terminal alone, and not with NO_COLOR or on a dumb one"
      : "has no colours";
    it(`${args.join(" ")}: ${how}`, async () => {
      const seen = async (columns: number | undefined, more: object = {}) => {
        const around = { ...(columns && { columns, rows: 30 }), environment: { ...stage.environment, ...more } };
        const { stdout, stderr } = await stage.run(args, around);
        assert.ok(stdout.length > 0);
        return stdout + stderr;
      };
      assert.equal(colour.test(await seen(100)), isColoured);
      assert.doesNotMatch(await seen(100, { NO_COLOR: "1" }), colour);
      assert.doesNotMatch(await seen(100, { TERM: "dumb" }), colour);
      assert.ok(!(await seen(undefined)).includes("\u001b"));
    });
  }

  const refused = () => ({ ...stage.profile, password: "wrong-and-secret" });
  const silent = () => ({ ...stage.profile, endpoint: "https://127.0.0.1:9/api/rest", password: "other-and-secret" });
  for (const args of [
    ["discover"],
    ["discover", "-o", "markdown"],
    ["status"],
    ["status", "-o", "wide"],
    ["status", "-o", "markdown"],
  ]) {
    it(`${args.join(" ")}: does not say that there is nothing where nobody has told`, async () => {
      const none = await stage.run([...args, "--arrays", arrays({ lost: silent() })], { environment: {} });
      assert.match(none.stdout, /^Nothing is known: no array has answered\.\n/);
      const empty = await CommandStage.open({ sources: [] });
      try {
        const some = await stage.run([...args, "--arrays", arrays({ lost: silent(), empty: empty.profile })], {
          environment: {},
        });
        assert.match(some.stdout, /^There (?:is|are) .* on the arrays that have answered\.\n/);
      } finally {
        await empty.close();
      }
    });
  }

  it("watch: writes no totals before an array has answered", async () => {
    const { stdout, exit } = await stage.run(["watch", "--arrays", arrays({ lost: silent() })], { environment: {} });
    assert.deepEqual([exit, stdout], [exitCodes.error, ""]);
  });

  for (const args of [["discover"], ["status"]]) {
    it(`${args.join()} -o csv: is a header alone where there is nothing`, async () => {
      const empty = await CommandStage.open({ sources: [] });
      try {
        assert.match((await empty.run([...args, "-o", "csv"])).stdout, /^[\w,]+\r\n$/);
      } finally {
        await empty.close();
      }
    });
  }

  for (const row of rows) {
    const { args, well, isJson } = row;
    const command = args.join(" ");
    const run = (more: readonly string[] = [], around = {}) => stage.run([...args, ...more], around);
    const among = (entries: Readonly<Record<string, object>>) =>
      run(["--arrays", arrays(entries)], { environment: {} });

    it(`${command}: reads, logs out, and nothing else`, async () => {
      const { exit } = await run();
      assert.ok(well.includes(exit), `${exit}`);
      const requests = stage.requests();
      assert.ok(requests.length > 1);
      const others = requests.filter((each) => !each.startsWith("GET "));
      assert.equal(others.length, 1, others.join());
      assert.match(requests.at(-1) ?? "", /^POST \S*\/logout$/);
      assert.equal(stage.simulator.logins().open, 0);
    });

    it(`${command}: ends as a refused login wherever one is among arrays, whichever is named first`, async () => {
      const mixtures: readonly Readonly<Record<string, object>>[] = [
        { fine: stage.profile, refused: refused() },
        { refused: refused(), fine: stage.profile },
        { silent: silent(), refused: refused() },
        { refused: refused(), silent: silent() },
      ];
      for (const entries of mixtures) {
        const { exit, stdout, stderr } = await among(entries);
        const names = Object.keys(entries).join();
        assert.equal(exit, exitCodes.login, names);
        assert.match(stderr, /^powerstore-import: refused: logging in as "admin"/m, names);
        assert.doesNotMatch(stdout + stderr, /-and-secret/);
        assert.ok(
          stderr.split("\n").every((line) => line === "" || line.startsWith("powerstore-import: ")),
          stderr,
        );
        if (isJson) for (const document of documentsOf(row, stdout)) assert.ok(document);
        else assert.equal(stdout, "");
      }
    });

    it(`${command}: is an error where an array is silent or gives a page, which keeps the other from nothing`, async () => {
      const mixtures: readonly Readonly<Record<string, object>>[] = [
        { fine: stage.profile, lost: silent() },
        { lost: proxy.profile, fine: stage.profile },
        { lost: silent() },
      ];
      for (const entries of mixtures) {
        const { exit, stdout, stderr } = await among(entries);
        assert.equal(exit, exitCodes.error, Object.keys(entries).join());
        assert.match(stderr, /^powerstore-import: lost: /m);
        if (isJson) for (const document of documentsOf(row, stdout)) assert.ok(document);
        else assert.equal(stdout, "");
      }
    });

    it(`${command}: writes nothing when it is stopped as an array thinks, and logs out`, async () => {
      // The login is answered; what comes then is not.
      stage.simulator.setFaults([{ operation: "GET *", skip: 1, times: 100, effect: { delaySeconds: 600 } }]);
      const stop = new AbortController();
      const ended = run([], { stopped: stop.signal });
      while (stage.simulator.faults()[0]?.hits === 0) await new Promise((soon) => setTimeout(soon, 5));
      stop.abort();
      const { exit, stdout } = await ended;
      assert.deepEqual([exit, stdout], [exitCodes.error, ""]);
      assert.equal(stage.simulator.logins().open, 0);
    });
  }
});
