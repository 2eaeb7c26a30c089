import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import { exitCodes } from "../../command/process/exits";
import { windowsSchema } from "../../command/windows/document";
import { CommandStage } from "./commandStage";
import { fakePulumi } from "./fakePulumi";

const nightly = ["--schedule", "0 22 * * *", "--duration", "8h", "--time-zone", "Europe/Berlin"];

describe("powerstore-import windows", () => {
  let stage: CommandStage;
  let folder: string;
  before(async () => {
    stage = await CommandStage.open({ start: "2026-03-27T12:00:00Z" });
    folder = mkdtempSync(join(tmpdir(), "windows-"));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await stage.close();
  });

  const run = (args: readonly string[], columns?: number) =>
    stage.run(["windows", ...args], {
      folder,
      environment: { TZ: "America/New_York", NO_COLOR: "1" },
      ...(columns !== undefined && { columns }),
    });

  async function ask(args: readonly string[]) {
    const { exit, stdout, stderr } = await run([...args, "-o", "json"]);
    assert.deepEqual([exit, stderr], [exitCodes.done, ""]);
    return windowsSchema.parse(JSON.parse(stdout));
  }

  it("tells every clock change of a time that is open for most of a year, for only a freeze ends it", async () => {
    const file = join(folder, "freeze.json");
    const windows = [{ kind: "deny", schedule: "0 0 24 12 *", duration: "3d" }];
    writeFileSync(file, JSON.stringify(windows));
    const zones = ["--time-zone", "Europe/Berlin", "--local-zone", "Europe/Berlin"];
    const { lists } = await ask(["--file", file, ...zones, "--next", "1", "--at", "2027-01-10T00:00:00Z"]);
    const [opening] = lists[0]?.openings ?? [];
    assert.equal(opening?.closesByItsClock, "2027-12-24 00:00 Europe/Berlin");
    assert.deepEqual(
      opening?.clockChanges.map(({ at, minutes }) => [at, minutes]),
      [
        ["2027-03-28T01:00:00Z", 60],
        ["2027-10-31T01:00:00Z", -60],
      ],
    );
  });

  it("tells the next openings by the window's clocks and by the person's", async () => {
    const { lists, localZone } = await ask([...nightly, "--next", "1", "--local-zone", "Asia/Tokyo"]);
    assert.equal(localZone, "Asia/Tokyo");
    assert.deepEqual(lists[0]?.openings, [
      {
        opensAt: "2026-03-27T21:00:00Z",
        closesAt: "2026-03-28T05:00:00Z",
        isOpen: false,
        opensByItsClock: "2026-03-27 22:00 Europe/Berlin",
        closesByItsClock: "2026-03-28 06:00 Europe/Berlin",
        opensByLocalClock: "2026-03-28 06:00",
        closesByLocalClock: "2026-03-28 14:00",
        minutes: 480,
        clockChanges: [],
      },
    ]);
  });

  it("shows by this machine's zone where nobody names one, and asks no array", async () => {
    stage.simulator.clearJournal();
    const { lists, localZone } = await ask(nightly);
    assert.deepEqual([localZone, lists[0]?.openings.length], ["America/New_York", 10]);
    assert.deepEqual(stage.requests(), []);
  });

  it("says which clock changes touch an opening, in spring and in autumn", async () => {
    const { lists } = await ask([...nightly, "--next", "3"]);
    const touched = lists[0]?.openings.map(({ opensByItsClock, closesByItsClock, clockChanges }) => [
      opensByItsClock,
      closesByItsClock,
      clockChanges,
    ]);
    const forward = { at: "2026-03-29T01:00:00Z", zone: "Europe/Berlin", minutes: 60 };
    assert.deepEqual(touched, [
      ["2026-03-27 22:00 Europe/Berlin", "2026-03-28 06:00 Europe/Berlin", []],
      ["2026-03-28 22:00 Europe/Berlin", "2026-03-29 07:00 Europe/Berlin", [forward]],
      ["2026-03-29 22:00 Europe/Berlin", "2026-03-30 06:00 Europe/Berlin", []],
    ]);
    const autumn = await ask([...nightly, "--next", "1", "--at", "2026-10-24T12:00:00Z"]);
    assert.deepEqual(autumn.lists[0]?.openings[0]?.clockChanges, [
      { at: "2026-10-25T01:00:00Z", zone: "Europe/Berlin", minutes: -60 },
    ]);
  });

  it("finds one that lies decades ahead: a year that somebody has mistyped is to be seen", async () => {
    const typo = ["--schedule", "2062-12-04T22:00", "--duration", "8h", "--time-zone", "Europe/Berlin"];
    for (const at of [[], ["--at", "1990-01-01T00:00:00Z"]]) {
      const { lists } = await ask([...typo, ...at]);
      assert.deepEqual(
        lists.map(({ openings, isOver }) => [openings.map(({ opensAt }) => opensAt), isOver]),
        [[["2062-12-04T21:00:00Z"], true]],
      );
    }
  });

  it("says so where clocks skip the time at which a window would open", async () => {
    const gap = ["--schedule", "30 2 * * *", "--duration", "1h", "--time-zone", "Europe/Berlin"];
    const { lists } = await ask([...gap, "--next", "2"]);
    const [, second] = lists[0]?.openings ?? [];
    assert.equal(second?.opensByItsClock, "2026-03-29 03:00 Europe/Berlin");
    assert.equal(second?.clockChanges.length, 1);
  });

  it("lets what denies cut what allows, from a file, and knows what is open now and what is over", async () => {
    const file = {
      timeZone: "UTC",
      copyWindows: [
        { schedule: "0 8 * * *", duration: "8h" },
        { kind: "deny", schedule: "0 14 * * *", duration: "1h" },
      ],
      cutoverWindows: [{ schedule: "2026-03-20T00:00", duration: "1h" }],
    };
    writeFileSync(join(folder, "two.json"), JSON.stringify(file));
    const { lists } = await ask(["--file", "two.json", "--next", "2"]);
    assert.deepEqual(
      lists.map(({ list, isOver, openings }) => [
        list,
        isOver,
        openings.map(({ isOpen, closesAt }) => [isOpen, closesAt]),
      ]),
      [
        [
          "copyWindows",
          false,
          [
            [true, "2026-03-27T14:00:00Z"],
            [false, "2026-03-27T16:00:00Z"],
          ],
        ],
        ["cutoverWindows", true, []],
      ],
    );
    const { stdout } = await run(["--file", "two.json", "--next", "2"]);
    assert.match(stdout, /open now/);
    assert.match(stdout, /They never open again\./);
  });

  it("tells those of a program once for all imports that have them, and those of others beside", async () => {
    const rows = ["key,remoteSystemId,sourceResourceId,timeZone", "a,r,1,", "b,r,2,", "c,r,3,Asia/Tokyo", ""];
    writeFileSync(join(folder, "night.csv"), rows.join("\n"));
    const all = { timeZone: "UTC", cutoverWindows: [{ schedule: "0 22 * * *", duration: "1h" }] };
    writeFileSync(join(folder, "all.json"), JSON.stringify(all));
    const { lists } = await ask(["--from", "night.csv", "--inputs", "all.json", "--next", "1"]);
    assert.deepEqual(
      lists.map(({ of, list, openings }) => [of, list, openings[0]?.opensByItsClock]),
      [
        ["night/a, night/b", "cutoverWindows", "2026-03-27 22:00 UTC"],
        ["night/c", "cutoverWindows", "2026-03-27 22:00 Asia/Tokyo"],
      ],
    );
  });

  it("tells those of a stack, as its last run has recorded them", async () => {
    const type = "powerstore-import:index:ImportWave";
    const windows = { timeZone: "UTC", cutoverWindows: [{ schedule: "0 22 * * *", duration: "1h" }] };
    const inputs = { remoteSystemId: "r", sessions: { a: { sourceResourceId: "1" } }, ...windows };
    const resource = {
      urn: `urn:pulumi:prod::shop::${type}::night`,
      type,
      id: "night",
      inputs,
      outputs: { members: {} },
    };
    const { PATH } = fakePulumi(folder, { deployment: { resources: [resource] } }, {});
    const { stdout, exit } = await stage.run(["windows", "--stack", "prod", "--next", "1", "-o", "json"], {
      folder,
      environment: { PATH },
    });
    const { lists } = windowsSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      [exit, lists.map(({ of, openings }) => [of, openings[0]?.opensAt])],
      [exitCodes.done, [["night", "2026-03-27T22:00:00Z"]]],
    );
  });

  it("says that a program without windows may do everything at any time", async () => {
    writeFileSync(join(folder, "plain.csv"), "key,remoteSystemId,sourceResourceId\na,r,1\n");
    const { exit, stdout } = await run(["--from", "plain.csv"]);
    assert.deepEqual([exit, stdout], [exitCodes.done, "There are no windows: everything may be done at any time.\n"]);
  });

  it("tells the windows of a thousand imports once", async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `db-${index},r,vol-${index}`);
    writeFileSync(join(folder, "many.csv"), ["key,remoteSystemId,sourceResourceId", ...rows].join("\n"));
    const all = { timeZone: "UTC", cutoverWindows: [{ schedule: "0 22 * * *", duration: "1h" }] };
    writeFileSync(join(folder, "all.json"), JSON.stringify(all));
    const { lists } = await ask(["--from", "many.csv", "--inputs", "all.json"]);
    assert.deepEqual(
      lists.map(({ of }) => of),
      ["many"],
    );
  });

  it("fits a terminal of forty columns", async () => {
    const { stdout } = await run([...nightly, "--local-zone", "America/New_York"], 40);
    assert.deepEqual(
      stdout.split("\n").filter((line) => stringWidth(line) > 40),
      [],
    );
    assert.match(stdout, /2026-03-27 17:00/);
  });

  it("writes CSV with a header", async () => {
    const { stdout } = await run([...nightly, "--next", "2", "-o", "csv"]);
    const [head, , second] = stdout.trimEnd().split("\r\n");
    assert.equal(
      head,
      "of,list,opensAt,closesAt,isOpen,opensByItsClock,closesByItsClock,localZone,opensByLocalClock,closesByLocalClock,minutes,clockChanges",
    );
    assert.match(second ?? "", /Europe\/Berlin 60 min at 2026-03-29T01:00:00Z$/);
  });

  const mistakes: readonly (readonly [name: string, args: readonly string[], text: RegExp])[] = [
    ["nothing", [], /name one of --stack, --from, --file, or --schedule/],
    ["two of them", [...nightly, "--from", "night.csv"], /name one of/],
    ["no duration", ["--schedule", "0 22 * * *", "--time-zone", "UTC"], /--schedule: needs --duration/],
    ["no zone", ["--schedule", "0 22 * * *", "--duration", "8h"], /--time-zone is required/],
    ["a schedule that is none", [...nightly.slice(2), "--schedule", "22 uhr"], /--schedule has 2 fields/],
    [
      "a zone that is none",
      [...nightly, "--local-zone", "Mars"],
      /--local-zone: must be an IANA time zone .* not Mars/,
    ],
    ["a count that is none", [...nightly, "--next", "many"], /--next: must be a whole number/],
    ["a time that is none", [...nightly, "--at", "soon"], /--at: must be a date and time/],
    ["a file that is not there", ["--file", "none.json"], /--file: reading .*none\.json/],
  ];
  for (const [name, args, text] of mistakes) {
    it(`is a wrong use with ${name}`, async () => {
      const { exit, stdout, stderr } = await run(args);
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, text);
    });
  }
});
