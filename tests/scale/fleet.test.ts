import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { differences, expected } from "./expectation";
import { playFleet } from "./fleet";

describe("A fleet in simulated time", () => {
  const size = { arrays: 2, waves: 2, sessions: 10, nights: 2 };

  it("comes out as docs/scale.md says, two arrays with two waves of ten in two nights", async () => {
    const figures = await playFleet(size);
    assert.deepEqual(differences(size, figures), []);
    assert.equal(figures.pauses, 0, "a copy ends before the night does");
    assert.ok(figures.idle.ticks > figures.ticks / 2, "most ticks find nothing to do");
    assert.ok(figures.idle.requests <= 4 * (figures.idle.ticks / 2 + size.arrays), "for each array one of them looks");
  });

  it("would be seen to come out otherwise", () => {
    const none = {
      ticks: 0,
      requests: 0,
      logins: 0,
      creates: 0,
      cutovers: 0,
      pauses: 0,
      active: 9,
      completed: 0,
      twice: 1,
    };
    const figures = { ...none, idle: { ticks: 0, requests: 0, atMost: 0 }, endedAt: undefined, stateBytes: 0 };
    assert.equal(differences(size, figures).length, 8);
  });
});

describe("The page about scale", () => {
  it("says of forty arrays with ten waves of a hundred in two weeks of nights what is computed", () => {
    const page = readFileSync(join(__dirname, "../../docs/scale.md"), "utf8");
    const { ticks, loginsAtMost, requestsAtMost, creates, endsWithNight } = expected({
      arrays: 40,
      waves: 10,
      sessions: 100,
      nights: 14,
    });
    for (const figure of [ticks, loginsAtMost, requestsAtMost, creates]) {
      assert.ok(page.includes(figure.toLocaleString("en-US")), figure.toLocaleString("en-US"));
    }
    assert.equal(endsWithNight, 10);
    assert.match(page, /the tenth night/);
  });
});
