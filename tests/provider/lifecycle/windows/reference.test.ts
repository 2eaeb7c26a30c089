import assert from "node:assert/strict";
import fc from "fast-check";
import type { Window } from "../../../../provider/lifecycle/windows/inputs";
import { windowsOf } from "../../../../provider/lifecycle/windows/windows";
import { minuteByMinute } from "./reference";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Zones, each with moments near which its clocks change, or the calendar turns. */
const places: readonly (readonly [zone: string, moment: string, what: string])[] = [
  ["Europe/Berlin", "2026-03-29T01:00Z", "an hour is skipped at 2"],
  ["Europe/Berlin", "2026-10-25T01:00Z", "an hour is doubled at 2"],
  ["Europe/Berlin", "2026-12-31T23:00Z", "the year ends"],
  ["Europe/Berlin", "2028-02-29T11:00Z", "a leap day"],
  ["America/New_York", "2026-03-08T07:00Z", "an hour is skipped at 2"],
  ["America/New_York", "2026-11-01T06:00Z", "an hour is doubled at 1"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z", "half an hour is skipped at 2"],
  ["Australia/Lord_Howe", "2027-04-03T15:00Z", "half an hour is doubled at 1:30"],
  ["Pacific/Apia", "2011-12-30T10:00Z", "a day is skipped"],
  ["America/Sao_Paulo", "2018-11-04T03:00Z", "an hour is skipped at midnight"],
  ["America/Sao_Paulo", "2018-02-18T02:00Z", "an hour is doubled before midnight: the day begins once"],
  ["Asia/Kolkata", "2026-05-01T00:00Z", "half hours, no change"],
  ["Asia/Pyongyang", "2018-05-04T15:00Z", "half an hour is skipped before midnight, once for all"],
  ["Africa/Casablanca", "2027-02-07T02:00Z", "clocks go back for Ramadan"],
  ["UTC", "2026-02-28T23:00Z", "no leap day"],
];

const oneOf = (...values: string[]) => fc.constantFrom(...values);

/** Fields that meet often enough within three days, many of them around the hours of clock changes. */
const cron = fc
  .tuple(
    oneOf("0", "30", "15,45", "*/30", "59", "*", "10-20/5", "1-59/2"),
    oneOf("*", "0", "1", "2", "3", "22", "23", "1-3", "*/2", "0,2", "22-23", "*/12"),
    fc.oneof(
      fc.tuple(oneOf("*", "*", "1", "L", "28-31", "29", "30,31", "*/2", "2-31/3", "4,L"), fc.constant("*")),
      fc.tuple(
        fc.constant("*"),
        oneOf("*", "SUN", "SAT", "MON-FRI", "6,7", "FRI-SUN", "SUN#1", "SUN#L", "4#5,6", "SAT#1", "FRI#L"),
      ),
    ),
    oneOf("*", "*", "*", "1-6", "JUL-DEC", "*/3", "2,10,12"),
  )
  .map(([minute, hour, [dayOfMonth, dayOfWeek], month]) => [minute, hour, dayOfMonth, month, dayOfWeek].join(" "));

const windowNear = (moment: number): fc.Arbitrary<Window> =>
  fc.record(
    {
      kind: fc.constantFrom("allow" as const, "deny" as const),
      schedule: fc.oneof(
        { arbitrary: cron, weight: 5 },
        {
          arbitrary: fc
            .integer({ min: -3 * 24 * 60, max: 2 * 24 * 60 })
            .map((minutes) => new Date(moment + minutes * MINUTE).toISOString().slice(0, 16)),
          weight: 1,
        },
      ),
      duration: oneOf("1m", "10m", "30m", "60m", "90m", "8h", "1d", "1d2h30m", "7d"),
      timeZone: oneOf("Europe/Berlin", "UTC", "Australia/Lord_Howe"),
    },
    { requiredKeys: ["schedule", "duration"] },
  );

describe("Windows against a slow reference, minute by minute", () => {
  const hours = 36;
  for (const [zone, moment, what] of places) {
    it(`are the same in ${zone} about ${moment}: ${what}`, () => {
      const from = Date.parse(moment) - (hours / 2) * HOUR;
      const list = fc.array(windowNear(Date.parse(moment)), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(list, fc.nat(hours * 60 - 1), (windows, start) => {
          const expected = minuteByMinute(windows, zone, from, hours * 60);
          const { at } = windowsOf(windows, zone);
          // From anywhere, for what it remembers must not matter; then all through the span by its own changes.
          assert.equal(at(from + start * MINUTE).open, expected[start], `at minute ${start}`);
          let place = 0;
          while (place < expected.length) {
            const { open, until } = at(from + place * MINUTE);
            const end = Math.min(expected.length, (until - from) / MINUTE);
            assert.ok(Number.isInteger(end) && end > place, `the next change is a whole minute to come: ${until}`);
            assert.deepEqual(
              expected.slice(place, end),
              new Array(end - place).fill(open),
              `from ${new Date(from + place * MINUTE).toISOString()} for ${end - place} minutes`,
            );
            if (end < expected.length)
              assert.notEqual(expected[end], open, `${new Date(until).toISOString()} changes something`);
            place = end;
          }
        }),
        { numRuns: 10 },
      );
    });
  }
});
