import assert from "node:assert/strict";
import type { Window } from "../../../../provider/lifecycle/windows/inputs";
import { windowsOf } from "../../../../provider/lifecycle/windows/windows";

type Case = readonly [
  zone: string,
  schedule: string,
  duration: string,
  from: string,
  stretches: readonly string[],
  reason: string,
];

const inUtc = (moment: number) => new Date(moment).toISOString().slice(0, 16);

/** When the windows open and close from a moment on, in UTC. */
function stretchesFrom(windows: readonly Window[], zone: string, from: string, count: number): string[] {
  const { at } = windowsOf(windows, zone);
  const stretches: string[] = [];
  let moment = Date.parse(`${from}Z`);
  while (stretches.length < count) {
    const { open, until } = at(moment);
    if (open) stretches.push(`${inUtc(moment)} ${until === Number.POSITIVE_INFINITY ? "for ever" : inUtc(until)}`);
    if (until === Number.POSITIVE_INFINITY) break;
    moment = until;
  }
  return stretches;
}

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [zone, schedule, duration, from, expected, reason] of cases) {
      it(`${schedule} for ${duration} in ${zone}, from ${from}: ${reason}`, () =>
        assert.deepEqual(stretchesFrom([{ schedule, duration }], zone, from, expected.length), expected));
    }
  });
}

table("A window in an hour that clocks skip", [
  [
    "Europe/Berlin",
    "30 2 * * *",
    "1h",
    "2026-03-28T12:00",
    ["2026-03-29T01:00 2026-03-29T02:00", "2026-03-30T00:30 2026-03-30T01:30"],
    "2:30 is not shown, 3:00 is the next that is; the day after it is as ever",
  ],
  [
    "Europe/Berlin",
    "*/30 2 * * *",
    "10m",
    "2026-03-28T12:00",
    ["2026-03-29T01:00 2026-03-29T01:10", "2026-03-30T00:00 2026-03-30T00:10"],
    "both openings of the day are skipped: one, at the end of the gap",
  ],
  [
    "Europe/Berlin",
    "0 2 * * *",
    "1h",
    "2026-03-28T12:00",
    ["2026-03-29T01:00 2026-03-29T02:00"],
    "2:00 itself is 3:00 that day",
  ],
  ["Europe/Berlin", "0 3 * * *", "1h", "2026-03-28T12:00", ["2026-03-29T01:00 2026-03-29T02:00"], "3:00 is shown"],
  [
    "Europe/Berlin",
    "15 1-3 * * *",
    "10m",
    "2026-03-29T00:00",
    ["2026-03-29T00:15 2026-03-29T00:25", "2026-03-29T01:00 2026-03-29T01:10", "2026-03-29T01:15 2026-03-29T01:25"],
    "of several openings of a day the skipped one moves, the others stay",
  ],
  [
    "Europe/Berlin",
    "2026-03-29T02:10",
    "30m",
    "2026-03-28T12:00",
    ["2026-03-29T01:00 2026-03-29T01:30"],
    "once, at a time that is not shown: at the end of the gap, for all of its length",
  ],
  [
    "America/New_York",
    "30 2 * * SUN",
    "2h",
    "2026-03-07T12:00",
    ["2026-03-08T07:00 2026-03-08T09:00", "2026-03-15T06:30 2026-03-15T08:30"],
    "3:00 EDT is the next valid time",
  ],
  [
    "Australia/Lord_Howe",
    "15 2 * * *",
    "1h",
    "2026-10-03T00:00",
    ["2026-10-03T15:30 2026-10-03T16:30", "2026-10-04T15:15 2026-10-04T16:15"],
    "half an hour is skipped: 2:15 becomes 2:30, and no day is left out",
  ],
  [
    "Australia/Lord_Howe",
    "30 2 * * *",
    "1h",
    "2026-10-03T00:00",
    ["2026-10-03T15:30 2026-10-03T16:30"],
    "2:30 is the first that is shown",
  ],
  [
    "America/Sao_Paulo",
    "0 0 * * *",
    "1h",
    "2018-11-03T12:00",
    ["2018-11-04T03:00 2018-11-04T04:00", "2018-11-05T02:00 2018-11-05T03:00"],
    "a day that has no midnight begins at 1:00",
  ],
  [
    "America/Sao_Paulo",
    "0 0 4 11 *",
    "1h",
    "2018-11-03T12:00",
    ["2018-11-04T03:00 2018-11-04T04:00"],
    "it is still that day's",
  ],
  [
    "Pacific/Apia",
    "0 22 * * *",
    "2h",
    "2011-12-29T12:00",
    ["2011-12-30T08:00 2011-12-30T12:00", "2011-12-31T08:00 2011-12-31T10:00"],
    "a day is skipped: its opening is at its end, and goes on from the day before",
  ],
  [
    "Pacific/Apia",
    "0 12 30 12 *",
    "2h",
    "2011-12-29T12:00",
    ["2011-12-30T10:00 2011-12-30T12:00"],
    "the 30th that never was: at the first moment of the 31st",
  ],
]);

table("A window in an hour that clocks show twice", [
  [
    "Europe/Berlin",
    "30 2 * * *",
    "10m",
    "2026-10-24T12:00",
    ["2026-10-25T00:30 2026-10-25T00:40", "2026-10-26T01:30 2026-10-26T01:40"],
    "once, the first time",
  ],
  [
    "Europe/Berlin",
    "*/30 2 * * *",
    "10m",
    "2026-10-24T12:00",
    ["2026-10-25T00:00 2026-10-25T00:10", "2026-10-25T00:30 2026-10-25T00:40", "2026-10-26T01:00 2026-10-26T01:10"],
    "steps, too: each of them once",
  ],
  [
    "Europe/Berlin",
    "0 * * * *",
    "10m",
    "2026-10-24T23:30",
    ["2026-10-25T00:00 2026-10-25T00:10", "2026-10-25T02:00 2026-10-25T02:10"],
    "an opening of every hour is one for each hour on the clock",
  ],
  [
    "Europe/Berlin",
    "2026-10-25T02:10",
    "30m",
    "2026-10-24T12:00",
    ["2026-10-25T00:10 2026-10-25T00:40"],
    "once means the first",
  ],
  [
    "America/New_York",
    "0 1 * * *",
    "30m",
    "2026-10-31T12:00",
    ["2026-11-01T05:00 2026-11-01T05:30", "2026-11-02T06:00 2026-11-02T06:30"],
    "1:00 EDT, not once more at 1:00 EST",
  ],
  [
    "Australia/Lord_Howe",
    "45 1 * * *",
    "10m",
    "2027-04-03T00:00",
    ["2027-04-03T14:45 2027-04-03T14:55", "2027-04-04T15:15 2027-04-04T15:25"],
    "half an hour is doubled",
  ],
  [
    "America/Sao_Paulo",
    "30 23 * * SAT",
    "10m",
    "2018-02-17T12:00",
    ["2018-02-18T01:30 2018-02-18T01:40", "2018-02-25T02:30 2018-02-25T02:40"],
    "the last hour of the Saturday comes twice",
  ],
]);

table("A duration is elapsed time", [
  [
    "Europe/Berlin",
    "0 22 * * *",
    "8h",
    "2026-03-28T12:00",
    ["2026-03-28T21:00 2026-03-29T05:00"],
    "8 hours over a skipped one end at 7 on the clock",
  ],
  [
    "Europe/Berlin",
    "0 22 * * *",
    "8h",
    "2026-10-24T12:00",
    ["2026-10-24T20:00 2026-10-25T04:00"],
    "8 hours over a doubled one end at 5 on the clock",
  ],
  [
    "Europe/Berlin",
    "0 0 * * *",
    "1d",
    "2026-03-28T23:00",
    ["2026-03-28T23:00 2026-10-25T22:00"],
    "1d is 24 hours: open in one go until the day that has 25",
  ],
  [
    "Asia/Kolkata",
    "0 22 * * *",
    "8h",
    "2026-03-28T12:00",
    ["2026-03-28T16:30 2026-03-29T00:30"],
    "a zone of half an hour without changes",
  ],
]);

table("The calendar", [
  [
    "Europe/Berlin",
    "0 22 31 12 *",
    "4h",
    "2026-12-01T00:00",
    ["2026-12-31T21:00 2027-01-01T01:00"],
    "over the end of a year",
  ],
  [
    "UTC",
    "0 0 29 2 *",
    "1h",
    "2096-03-01T00:00",
    ["2104-02-29T00:00 2104-02-29T01:00"],
    "2100 has no leap day: eight years from one to the next",
  ],
  [
    "UTC",
    "0 0 29 2 *",
    "1h",
    "2026-01-01T00:00",
    ["2028-02-29T00:00 2028-02-29T01:00", "2032-02-29T00:00 2032-02-29T01:00"],
    "leap days alone",
  ],
  [
    "UTC",
    "0 0 L 2 *",
    "1h",
    "2027-01-01T00:00",
    ["2027-02-28T00:00 2027-02-28T01:00", "2028-02-29T00:00 2028-02-29T01:00"],
    "the last day of February",
  ],
  [
    "UTC",
    "0 22 * * SAT#3",
    "8h",
    "2026-05-01T00:00",
    ["2026-05-16T22:00 2026-05-17T06:00", "2026-06-20T22:00 2026-06-21T06:00"],
    "third Saturdays",
  ],
  [
    "UTC",
    "0 22 * * sun#L",
    "1h",
    "2026-05-01T00:00",
    ["2026-05-31T22:00 2026-05-31T23:00", "2026-06-28T22:00 2026-06-28T23:00"],
    "last Sundays, in small letters",
  ],
  [
    "UTC",
    "0 22 * * SAT#5",
    "1h",
    "2026-01-01T00:00",
    ["2026-01-31T22:00 2026-01-31T23:00", "2026-05-30T22:00 2026-05-30T23:00"],
    "months with four Saturdays are left out",
  ],
  [
    "UTC",
    "0 22 * * FRI-SUN",
    "1h",
    "2026-05-03T12:00",
    ["2026-05-03T22:00 2026-05-03T23:00", "2026-05-08T22:00 2026-05-08T23:00"],
    "a range may end on a Sunday",
  ],
  ["UTC", "0 22 * * 7", "1h", "2026-05-01T00:00", ["2026-05-03T22:00 2026-05-03T23:00"], "7 is a Sunday, too"],
  ["UTC", "0 22 * * 0", "1h", "2026-05-01T00:00", ["2026-05-03T22:00 2026-05-03T23:00"], "as is 0"],
  [
    "UTC",
    "5-20/5 1,3 * JAN,3 *",
    "5m",
    "2026-01-31T02:00",
    ["2026-01-31T03:05 2026-01-31T03:25", "2026-03-01T01:05 2026-03-01T01:25"],
    "lists, ranges, steps, names; what goes over into each other is one stretch",
  ],
  [
    "UTC",
    "  0\t22  * * *  ",
    "1h",
    "2026-05-01T00:00",
    ["2026-05-01T22:00 2026-05-01T23:00"],
    "white space means nothing",
  ],
  [
    "UTC",
    "2026-05-01T22:00:30",
    "1h",
    "2026-05-01T00:00",
    ["2026-05-01T22:00 2026-05-01T23:00"],
    "seconds may be given",
  ],
]);

describe("Several windows", () => {
  const berlin = "Europe/Berlin";
  type List = readonly [title: string, windows: readonly Window[], from: string, stretches: readonly string[]];
  const nightly: Window = { schedule: "0 22 * * *", duration: "8h" };
  const cases: readonly List[] = [
    [
      "any that allows is enough",
      [nightly, { schedule: "0 12 * * *", duration: "30m" }],
      "2026-05-01T00:00",
      ["2026-05-01T00:00 2026-05-01T04:00", "2026-05-01T10:00 2026-05-01T10:30", "2026-05-01T20:00 2026-05-02T04:00"],
    ],
    [
      "what overlaps is open in one go",
      [nightly, { schedule: "0 4 * * *", duration: "4h" }],
      "2026-05-01T12:00",
      ["2026-05-01T20:00 2026-05-02T06:00"],
    ],
    [
      "what begins as the other ends is open in one go",
      [nightly, { schedule: "0 6 * * *", duration: "1h" }],
      "2026-05-01T12:00",
      ["2026-05-01T20:00 2026-05-02T05:00"],
    ],
    [
      "a window that overlaps itself is open in one go",
      [{ schedule: "0 */6 * * SAT", duration: "7h" }],
      "2026-05-01T12:00",
      ["2026-05-01T22:00 2026-05-02T23:00"],
    ],
    [
      "one that denies cuts a piece out of one that allows",
      [nightly, { kind: "deny", schedule: "0 0 * * *", duration: "90m" }],
      "2026-05-01T12:00",
      ["2026-05-01T20:00 2026-05-01T22:00", "2026-05-01T23:30 2026-05-02T04:00"],
    ],
    [
      "one that denies as the other opens leaves its end",
      [nightly, { kind: "deny", schedule: "0 22 * * *", duration: "1h" }],
      "2026-05-01T12:00",
      ["2026-05-01T21:00 2026-05-02T04:00"],
    ],
    [
      "a freeze over the end of the year",
      [
        nightly,
        { kind: "deny", schedule: "2026-12-20T00:00", duration: "7d" },
        { kind: "deny", schedule: "2026-12-27T00:00", duration: "7d" },
      ],
      "2026-12-19T12:00",
      ["2026-12-19T21:00 2026-12-19T23:00", "2027-01-02T23:00 2027-01-03T05:00"],
    ],
    [
      "only what denies: always except then",
      [{ kind: "deny", schedule: "0 8 * * *", duration: "10h" }],
      "2026-05-01T12:00",
      ["2026-05-01T16:00 2026-05-02T06:00", "2026-05-02T16:00 2026-05-03T06:00"],
    ],
    [
      "each by its own clocks",
      [nightly, { kind: "deny", schedule: "0 22 * * *", duration: "1h", timeZone: "UTC" }],
      "2026-05-01T12:00",
      ["2026-05-01T20:00 2026-05-01T22:00", "2026-05-01T23:00 2026-05-02T04:00"],
    ],
    ["none: always", [], "2026-05-01T12:00", ["2026-05-01T12:00 for ever"]],
    [
      "once, and never again",
      [{ schedule: "2026-05-01T22:00", duration: "1h" }],
      "2026-05-01T12:00",
      ["2026-05-01T20:00 2026-05-01T21:00"],
    ],
    [
      "once, further ahead than anything that comes again",
      [{ schedule: "2060-05-01T22:00", duration: "1h" }],
      "2026-05-01T12:00",
      ["2060-05-01T20:00 2060-05-01T21:00"],
    ],
    [
      "once, so far ahead, where all that comes again is denied",
      [
        nightly,
        { kind: "deny", schedule: "0 21 * * *", duration: "10h" },
        { schedule: "2060-05-01T12:00", duration: "1h" },
      ],
      "2026-05-01T12:00",
      ["2060-05-01T10:00 2060-05-01T11:00"],
    ],
    [
      "once so far ahead and denied then, and once more",
      [
        { schedule: "2060-05-01T22:00", duration: "2h" },
        { kind: "deny", schedule: "2060-05-01T21:00", duration: "2h" },
        { schedule: "2095-05-01T22:00", duration: "1h" },
      ],
      "2026-05-01T12:00",
      ["2060-05-01T21:00 2060-05-01T22:00", "2095-05-01T20:00 2095-05-01T21:00"],
    ],
    ["over for good before one asks", [{ schedule: "2020-05-01T22:00", duration: "1h" }], "2026-05-01T12:00", []],
    [
      "closed once more, and open from then on",
      [{ kind: "deny", schedule: "2026-05-01T22:00", duration: "1h" }],
      "2026-05-01T20:00",
      ["2026-05-01T21:00 for ever"],
    ],
  ];
  for (const [title, windows, from, expected] of cases) {
    it(title, () => {
      // One more than there are, to see that none follows what is over.
      const isOver = expected.length === 0 || title === "once, and never again";
      assert.deepEqual(stretchesFrom(windows, berlin, from, expected.length + (isOver ? 1 : 0)), expected);
    });
  }

  it("are asked about by thousands as quickly as by one", () => {
    const { at } = windowsOf([nightly, { kind: "deny", schedule: "* * * * *", duration: "7d" }], berlin);
    const started = process.hrtime.bigint();
    for (let member = 0; member < 100_000; member++) at(Date.parse("2026-05-01T12:00Z"));
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    assert.ok(seconds < 5, `${seconds} s for 100,000 questions, the first of which looks 28 years ahead`);
  });

  it("give the same answer whatever was asked before", () => {
    const moments = [
      "2026-05-01T20:00Z",
      "2020-01-01T00:00Z",
      "2026-05-01T19:59Z",
      "2026-05-02T03:59Z",
      "2026-05-02T04:00Z",
    ];
    const { at } = windowsOf([nightly], berlin);
    assert.deepEqual(
      moments.map((moment) => at(Date.parse(moment)).open),
      [true, true, false, true, false],
    );
  });

  it("do not ask what zone the machine is in", () => {
    const machine = process.env.TZ;
    const list: Window[] = [{ schedule: "0 21 * * *", duration: "1h", description: "not asked for anywhere else" }];
    try {
      process.env.TZ = "Asia/Kolkata";
      assert.deepEqual(stretchesFrom(list, berlin, "2026-05-01T12:00", 1), ["2026-05-01T19:00 2026-05-01T20:00"]);
    } finally {
      if (machine === undefined) delete process.env.TZ;
      else process.env.TZ = machine;
    }
  });
});
