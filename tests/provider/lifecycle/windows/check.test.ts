import assert from "node:assert/strict";
import fc from "fast-check";
import { checkInputs } from "../../../../provider/lifecycle/operation/checkInputs";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { windowFailures } from "../../../../provider/lifecycle/windows/check";
import { windowInputs, windowLists } from "../../../../provider/lifecycle/windows/inputs";
import type { ObjectSpec } from "../../../../provider/plugin/schema/propertySpec";
import { objectSpec } from "../../../../provider/plugin/schema/propertySpec";

const nightly = { schedule: "0 22 * * *", duration: "8h" };
const denied = (schedule: string, duration: string) => ({ kind: "deny", schedule, duration });
const once = (schedule: string) => ({ schedule, duration: "1h" });
const berlin = "Europe/Berlin";

/** What a program is told of a window, `property: reason`. */
const told = (inputs: object) =>
  windowFailures(inputs as Record<string, unknown>).map(({ property, reason }) => `${property}: ${reason}`);
const toldOf = (window: object) => told({ timeZone: berlin, copyWindows: [nightly, { ...nightly, ...window }] });

describe("A window that cannot be meant", () => {
  const wrong: [window: object, property: string, reason: RegExp][] = [
    [{ schedule: "0 0 22 * * *" }, "schedule", /^has 6 fields; must be a cron expression of five, minute hour/],
    [{ schedule: "0 22 * *" }, "schedule", /^has 4 fields/],
    [{ schedule: "@daily" }, "schedule", /^has one field/],
    [{ schedule: "every night" }, "schedule", /^has 2 fields/],
    [{ schedule: "60 22 * * *" }, "schedule", /^minute 60: a minute is 0 to 59$/],
    [{ schedule: "0 24 * * *" }, "schedule", /^hour 24: a hour is 0 to 23$/],
    [{ schedule: "0 0 0 * *" }, "schedule", /^day of month 0: a day of month is 1 to 31$/],
    [{ schedule: "0 0 32 * *" }, "schedule", /^day of month 32:/],
    [{ schedule: "0 0 * 13 *" }, "schedule", /^month 13: a month is 1 to 12, or JAN to DEC$/],
    [{ schedule: "0 0 * 0 *" }, "schedule", /^month 0:/],
    [{ schedule: "0 0 * * 8" }, "schedule", /^day of week 8: a day of week is 0 to 7, or SUN to SAT$/],
    [{ schedule: "0 0 * * Monday" }, "schedule", /^day of week Monday:/],
    [{ schedule: "0 MON * * *" }, "schedule", /^hour MON:/],
    [{ schedule: "1,,2 0 * * *" }, "schedule", /^minute : cannot be read/],
    [{ schedule: "-1 0 * * *" }, "schedule", /^minute -1: cannot be read/],
    [{ schedule: "1.5 0 * * *" }, "schedule", /^minute 1.5: cannot be read/],
    [{ schedule: "? 0 * * *" }, "schedule", /^minute \?: cannot be read/],
    [{ schedule: "0 22-2 * * *" }, "schedule", /^hour 22-2: a range must not go backwards; give two, 22-23,0-2$/],
    [{ schedule: "*/0 * * * *" }, "schedule", /^minute \*\/0: a step must be 1 to 60$/],
    [{ schedule: "*/61 * * * *" }, "schedule", /^minute \*\/61: a step/],
    [
      { schedule: "5/15 * * * *" },
      "schedule",
      /^minute 5\/15: a step needs \* or a range before it, such as 5-59\/15$/,
    ],
    [{ schedule: "0 0 * * SAT#6" }, "schedule", /^day of week SAT#6: behind # comes 1 to 5, or L/],
    [{ schedule: "0 0 * * SAT#1#2" }, "schedule", /^day of week SAT#1#2: behind #/],
    [{ schedule: "0 0 * * L" }, "schedule", /^day of week L:/],
    [{ schedule: "0 0 15W * *" }, "schedule", /^day of month 15W:/],
    [{ schedule: "0 0 30 2 *" }, "schedule", /^names a day that never comes: 30 in month 2$/],
    [{ schedule: "0 0 31 APR,JUN,9,11 *" }, "schedule", /never comes/],
    [
      { schedule: "0 22 1-7 * SAT" },
      "schedule",
      /^names days of the month and days of the week.*SAT#1 for the first Saturday/,
    ],
    [{ schedule: "2026-02-30T22:00" }, "schedule", /^is a date and time that no calendar has$/],
    [{ schedule: "2026-13-01T22:00" }, "schedule", /no calendar has/],
    [{ schedule: "2026-12-31T24:00" }, "schedule", /no calendar has/],
    [{ schedule: "2026-12-31" }, "schedule", /^must be a local date and time such as 2026-12-31T22:00$/],
    [{ schedule: "2026-12-31 22:00" }, "schedule", /^must be a local date and time/],
    [{ schedule: "2026-12-31T22:00Z" }, "schedule", /without a zone: that is timeZone's$/],
    [{ schedule: "2026-12-31T22:00+01:00" }, "schedule", /without a zone/],
    [{ duration: "0m" }, "duration", /^must be longer than nothing/],
    [{ duration: "0d0h" }, "duration", /^must be longer than nothing/],
    [{ duration: "-5m" }, "duration", /^must be days, hours and minutes, such as 90m/],
    [{ duration: "Infinity" }, "duration", /^must be days, hours/],
    [{ duration: "999999999999d" }, "duration", /^must be days, hours/],
    [{ duration: "8" }, "duration", /^must be days, hours/],
    [{ duration: "1.5h" }, "duration", /^must be days, hours/],
    [{ duration: "30s" }, "duration", /^must be days, hours/],
    [{ duration: "PT8H" }, "duration", /^must be days, hours/],
    [{ duration: "30m1h" }, "duration", /^must be days, hours/],
    [{ duration: "7d1m" }, "duration", /^must be at most 7d/],
    [{ duration: "169h" }, "duration", /^must be at most 7d/],
    [{ timeZone: "Mars/Olympus" }, "timeZone", /^must be a time zone by its IANA name/],
    [{ timeZone: "+02:00" }, "timeZone", /^must be a time zone by its IANA name/],
    [{ timeZone: "local" }, "timeZone", /^must be a time zone by its IANA name/],
  ];
  for (const [window, property, reason] of wrong) {
    it(`${JSON.stringify(window)}: ${reason.source}`, () => {
      const [failure, ...others] = toldOf(window);
      assert.deepEqual(others, []);
      const start = `copyWindows[1].${property}: `;
      assert.ok(failure?.startsWith(start), failure);
      assert.match(failure?.slice(start.length) ?? "", reason);
    });
  }

  const fine: [window: object, reason: string][] = [
    [{ duration: "7d", schedule: "0 0 1 * *" }, "seven days are allowed"],
    [{ duration: "168h", schedule: "0 0 1 * *" }, "and may be said in hours"],
    [{ duration: "1d2h3m", schedule: "0 0 1 * *" }, "all units together"],
    [{ schedule: "2020-01-01T00:00" }, "it is over, and was right when it was written"],
    [{ schedule: "0 0 29 2 *" }, "a leap day comes"],
    [{ schedule: "0 0 * 2 MON#5" }, "five Mondays in a February come every 28 years"],
    [{ schedule: "0 0 30 2,3 *" }, "one of the months has it"],
    [{ schedule: "*/60 */24 */31 */12 *" }, "a step over everything is its first"],
    [{ timeZone: "europe/berlin" }, "names are the same in small letters"],
    [{ timeZone: "Etc/UTC" }, "UTC by another name"],
  ];
  for (const [window, reason] of fine)
    it(`${JSON.stringify(window)} can be meant: ${reason}`, () => assert.deepEqual(toldOf(window), []));
});

describe("Windows that cannot be meant together", () => {
  const cases: [title: string, inputs: object, told: readonly RegExp[]][] = [
    [
      "no zone anywhere",
      { startWindows: [nightly, { ...nightly, timeZone: "UTC" }] },
      [/^startWindows\[0\]\.timeZone: is required: give it here, or timeZone of the resource/],
    ],
    [
      "a zone for all that there is not",
      { timeZone: "Mars", copyWindows: [nightly] },
      [/^timeZone: must be a time zone/],
    ],
    ["a zone that there is not, and no windows", { timeZone: "Mars" }, [/^timeZone: must be a time zone/]],
    [
      "several at once: each is named",
      {
        timeZone: berlin,
        copyWindows: [{ schedule: "x", duration: "y" }],
        cutoverWindows: [{ schedule: "* * * * *", duration: "0m" }],
      },
      [/^copyWindows\[0\]\.schedule:/, /^copyWindows\[0\]\.duration:/, /^cutoverWindows\[0\]\.duration:/],
    ],
    [
      "denied whenever it is allowed",
      { timeZone: berlin, cutoverWindows: [nightly, denied("0 21 * * *", "10h")] },
      [/^cutoverWindows: are never open: what denies covers all/],
    ],
    [
      "denied by two together",
      { timeZone: berlin, cutoverWindows: [nightly, denied("0 22 * * *", "4h"), denied("0 2 * * *", "4h")] },
      [/^cutoverWindows: are never open/],
    ],
    [
      "one opening, denied",
      { timeZone: berlin, cutoverWindows: [once("2026-05-01T22:00"), denied("0 20 * * *", "1d")] },
      [/^cutoverWindows: are never open/],
    ],
    [
      "denied at any time",
      { timeZone: berlin, startWindows: [denied("0 * * * *", "2h")] },
      [/^startWindows: are never open/],
    ],
    [
      "never closed",
      { timeZone: berlin, copyWindows: [{ schedule: "0 * * * *", duration: "2h" }] },
      [/^copyWindows: never close: leave them out/],
    ],
    [
      "never closed by two together",
      {
        timeZone: berlin,
        copyWindows: [
          { schedule: "0 22 * * *", duration: "12h" },
          { schedule: "0 8 * * *", duration: "16h" },
        ],
      },
      [/^copyWindows: never close/],
    ],
    [
      "the copy over before anything may start",
      { timeZone: berlin, startWindows: [once("2026-05-02T22:00")], copyWindows: [once("2026-05-01T22:00")] },
      [
        /^copyWindows: close for the last time before startWindows open for the first: no copy would ever come after a start$/,
      ],
    ],
    [
      "the cut-over over before anything is copied",
      { timeZone: berlin, copyWindows: [once("2026-05-02T22:00")], cutoverWindows: [once("2026-05-01T22:00")] },
      [
        /^cutoverWindows: close for the last time before copyWindows open for the first: no cut-over would ever come after a copy$/,
      ],
    ],
    [
      "the cut-over over before anything starts",
      { timeZone: berlin, startWindows: [once("2026-05-02T22:00")], cutoverWindows: [once("2026-05-01T22:00")] },
      [/^cutoverWindows: close for the last time before startWindows/],
    ],
    [
      "by its clocks before, by the sun after",
      {
        timeZone: "America/New_York",
        startWindows: [once("2026-05-01T22:00")],
        copyWindows: [{ ...once("2026-05-02T01:00"), timeZone: berlin }],
      },
      [/^copyWindows: close for the last time before startWindows/],
    ],
    [
      "a cut-over by itself in windows",
      { timeZone: berlin, automaticCutover: true, cutoverWindows: [nightly] },
      [/^automaticCutover: cannot be true together with cutoverWindows: the array would cut over by itself/],
    ],
    [
      "two ways to say when it starts",
      { timeZone: berlin, scheduledTimestamp: "2026-05-01T22:00:00Z", startWindows: [nightly] },
      [/^scheduledTimestamp: cannot be given together with startWindows/],
    ],
    [
      "a part of a list of which another is wrong is not held against it",
      {
        timeZone: berlin,
        startWindows: [once("2026-05-02T22:00")],
        copyWindows: [once("2026-05-01T22:00"), { schedule: "x x", duration: "1h" }],
      },
      [/^copyWindows\[1\]\.schedule/],
    ],
  ];
  for (const [title, inputs, expected] of cases) {
    it(title, () => {
      const failures = told(inputs);
      assert.equal(failures.length, expected.length, failures.join("\n"));
      for (const [place, reason] of expected.entries()) assert.match(failures[place] ?? "", reason);
    });
  }

  const fine: [reason: string, inputs: object][] = [
    ["nothing", {}],
    ["a zone that nothing needs yet", { timeZone: berlin }],
    ["each with a zone of its own", { copyWindows: [{ ...nightly, timeZone: berlin }] }],
    [
      "start by day, copy by night: one waits for the other",
      { timeZone: berlin, startWindows: [{ schedule: "0 9 * * *", duration: "8h" }], copyWindows: [nightly] },
    ],
    [
      "cut over when nothing is copied",
      { timeZone: berlin, copyWindows: [nightly], cutoverWindows: [{ schedule: "0 9 * * SAT#1", duration: "8h" }] },
    ],
    [
      "three nights, one after the other",
      {
        timeZone: berlin,
        startWindows: [once("2026-05-01T22:00")],
        copyWindows: [once("2026-05-02T22:00")],
        cutoverWindows: [once("2026-05-03T22:00")],
      },
    ],
    ["open for a minute", { timeZone: berlin, cutoverWindows: [nightly, denied("1 22 * * *", "8h")] }],
    [
      "on leap days that are no Mondays",
      { timeZone: berlin, cutoverWindows: [{ schedule: "0 12 29 2 *", duration: "1h" }, denied("0 0 * * MON", "1d")] },
    ],
    [
      "a whole day, each day: in autumn it closes for an hour",
      { timeZone: berlin, copyWindows: [{ schedule: "0 0 * * *", duration: "1d" }] },
    ],
    [
      "open once, further ahead than anything that comes again",
      { timeZone: berlin, startWindows: [once("2060-05-01T22:00")], cutoverWindows: [once("2061-05-01T22:00")] },
    ],
    ["closed once, long ago", { timeZone: berlin, copyWindows: [denied("2020-05-01T22:00", "1d")] }],
    [
      "all long over",
      { timeZone: berlin, startWindows: [once("2020-05-01T22:00")], copyWindows: [once("2020-05-02T22:00")] },
    ],
    [
      "an automatic cut-over, and windows for the copy",
      { timeZone: berlin, automaticCutover: true, copyWindows: [nightly] },
    ],
    [
      "no automatic cut-over, as every program has it",
      { timeZone: berlin, automaticCutover: false, cutoverWindows: [nightly] },
    ],
  ];
  for (const [reason, inputs] of fine) it(`but not: ${reason}`, () => assert.deepEqual(told(inputs), []));

  it("let pass what is not known yet, and what depends on it", () => {
    const never = [nightly, denied("0 21 * * *", "10h")];
    assert.deepEqual(told({ timeZone: UNKNOWN, copyWindows: never, cutoverWindows: [nightly] }), []);
    assert.deepEqual(told({ timeZone: berlin, copyWindows: [nightly, { ...nightly, schedule: UNKNOWN }] }), []);
    assert.deepEqual(told({ automaticCutover: UNKNOWN, timeZone: berlin, cutoverWindows: [nightly] }), []);
    assert.deepEqual(told({ scheduledTimestamp: UNKNOWN, timeZone: berlin, startWindows: [nightly] }), []);
  });

  it("leave to others what has not even the form of windows", () => {
    const words = fc.constantFrom("kind", "schedule", "duration", "timeZone", "startWindows", "copyWindows", "allow");
    const values = fc.object({
      key: words,
      maxDepth: 3,
      values: [fc.string(), fc.integer(), fc.constant(null), words],
    });
    fc.assert(fc.property(values, (inputs) => Array.isArray(told(inputs))));
    assert.deepEqual(told({ timeZone: 7, copyWindows: [nightly] }), []);
  });
});

describe("The form of windows", () => {
  const formOf = (given: object) =>
    checkInputs({ of: { name: "Thing", inputs: windowInputs } }, given as Record<string, unknown>).failures.map(
      ({ property, reason }) => `${property}: ${reason}`,
    );
  const cases: [given: object, told: RegExp][] = [
    [{ copyWindows: [] }, /^copyWindows: must not be empty: leave it out for always$/],
    [{ copyWindows: "0 22 * * *" }, /^copyWindows: must be a list of windows$/],
    [{ copyWindows: [{ duration: "8h" }] }, /^copyWindows\[0\]\.schedule: must be a string$/],
    [{ copyWindows: [nightly, { ...nightly, kind: "Deny" }] }, /^copyWindows\[1\]\.kind: must be one of allow, deny$/],
    [{ copyWindows: [{ ...nightly, timezone: "UTC" }] }, /^copyWindows\[0\]: .*timezone/],
    [{ startWindows: [{ ...nightly, duration: 8 }] }, /^startWindows\[0\]\.duration: must be a string$/],
    [{ cutoverWindows: [{ ...nightly, description: "" }] }, /^cutoverWindows\[0\]\.description: must not be empty$/],
    [{ timeZone: "" }, /^timeZone: must not be empty$/],
  ];
  for (const [given, reason] of cases) {
    it(`${JSON.stringify(given)}: ${reason.source}`, () => {
      const failures = formOf(given);
      assert.equal(failures.length, 1, failures.join("\n"));
      assert.match(failures[0] ?? "", reason);
    });
  }

  it("is one that the plugin's schema and its SDKs have words for: lists of a type of its own", () => {
    const types: Record<string, object> = {};
    const { properties, required } = objectSpec(windowInputs, "input", types);
    assert.deepEqual(required, []);
    for (const list of windowLists) {
      const { description, ...spec } = properties[list] ?? {};
      assert.deepEqual(spec, { type: "array", items: { $ref: "#/types/powerstore-import:index:Window" } });
      assert.match(description ?? "", /At any time if not given\.$/);
    }
    const window = types["powerstore-import:index:Window"] as ObjectSpec;
    assert.deepEqual(window.required, ["schedule", "duration"]);
    assert.equal(window.properties.kind?.$ref, "#/types/powerstore-import:index:WindowKind");
    assert.deepEqual(Object.keys(window.properties), ["kind", "schedule", "duration", "timeZone", "description"]);
  });

  it("is kept as it was given: nothing is filled in", () => {
    const given = { timeZone: berlin, cutoverWindows: [{ ...nightly, kind: "deny", description: "freeze" }] };
    const { inputs, failures } = checkInputs({ of: { name: "Thing", inputs: windowInputs } }, given);
    assert.deepEqual([inputs, failures], [given, []]);
  });
});
