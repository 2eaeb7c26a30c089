import assert from "node:assert/strict";
import { formatBytes, formatDuration, formatInstant, formatRate, shorten } from "../../../simulator/src/page/formats";

describe("numbers on the page", () => {
  const bytes = [
    { value: 0, shown: "0 B", why: "no logarithm" },
    { value: 1023, shown: "1023 B", why: "the last below a unit" },
    { value: 1024, shown: "1 KiB", why: "the first of a unit" },
    { value: 1.5 * 1024 ** 3, shown: "1.5 GiB", why: "one digit is enough" },
    { value: 107_374_182_400, shown: "100 GiB", why: "the usual volume" },
    { value: 2 ** 70, shown: "1048576 PiB", why: "there is no unit above" },
    { value: null, shown: "", why: "the array has no value" },
  ];
  for (const { value, shown, why } of bytes) {
    it(`show ${value} bytes as "${shown}": ${why}`, () => assert.equal(formatBytes(value), shown));
  }

  it("show a rate per second, and none where nothing is copied", () => {
    assert.equal(formatRate(31_457_280), "30 MiB/s");
    assert.equal(formatRate(null), "");
  });

  const durations = [
    { seconds: 0, shown: "0 s", why: "it happens now" },
    { seconds: -5, shown: "0 s", why: "what is over is not counted backwards" },
    { seconds: 59.6, shown: "1 min", why: "rounded before it is split" },
    { seconds: 3725, shown: "1 h 2 min", why: "the two largest units" },
    { seconds: 86_405, shown: "1 d", why: "five seconds do not matter then" },
  ];
  for (const { seconds, shown, why } of durations) {
    it(`show ${seconds} seconds as "${shown}": ${why}`, () => assert.equal(formatDuration(seconds), shown));
  }

  it("show an instant in UTC, and cut long texts with a sign of it", () => {
    assert.equal(formatInstant(Date.UTC(2026, 0, 1, 0, 10)), "2026-01-01 00:10:00");
    assert.equal(shorten("abcdef", 4), "abc…");
    assert.equal(shorten("abcd", 4), "abcd");
  });
});
