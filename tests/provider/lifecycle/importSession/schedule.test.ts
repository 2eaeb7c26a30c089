import assert from "node:assert/strict";
import { isSameInstant, toUtc } from "../../../../provider/lifecycle/importSession/schedule";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

describe("isSameInstant", () => {
  const cases: [one: string | undefined, other: string | undefined, same: boolean, reason: string][] = [
    ["2026-03-01T00:00:00Z", "2026-03-01T01:00:00+01:00", true, "another zone is another spelling"],
    ["2026-03-01T00:00:00Z", "2026-03-01T00:00:00.000+00:00", true, "the array's spelling"],
    ["2026-03-01T00:00:00.7Z", "2026-03-01T00:00:00Z", true, "an array may keep whole seconds"],
    ["2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z", false, "a second is another time"],
    [undefined, undefined, true, "no time and no time"],
    ["2026-03-01T00:00:00Z", undefined, false, "a time and none"],
  ];
  for (const [one, other, same, reason] of cases) {
    it(`${one} and ${other}: ${same}, because ${reason}`, () => assert.equal(isSameInstant(one, other), same));
  }
});

describe("A time as the array takes it", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  it("is in UTC, the only zone that the vendor documents", async () => {
    assert.equal(toUtc("2026-03-01T01:00:00.25+01:00"), "2026-03-01T00:00:00.250Z");
    await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T01:00:00+01:00" });
    await stage.up({ ...volume, scheduledTimestamp: "2026-03-02T01:00:00+01:00" });
    const [post, patch] = stage.changes();
    assert.match(post ?? "", /"scheduled_timestamp":"2026-03-01T00:00:00Z"/);
    assert.equal(patch, 'PATCH /import_session/{id} {"scheduled_timestamp":"2026-03-02T00:00:00Z"}');
    assert.equal(stage.recorded?.outputs.scheduledTimestamp, "2026-03-02T01:00:00+01:00");
  });

  /** An array that keeps times in steps. */
  function keepInStepsOf(seconds: number): void {
    const { operations } = stage.simulator.world;
    const patch = operations["PATCH /import_session/{id}"];
    assert.ok(patch);
    Object.assign(operations, {
      "PATCH /import_session/{id}": (request: Parameters<typeof patch>[0]) => {
        const asked = Date.parse(String((request.body as Record<string, unknown>).scheduled_timestamp));
        const kept = new Date(Math.floor(asked / 1000 / seconds) * seconds * 1000).toISOString();
        return patch({ ...request, body: { scheduled_timestamp: kept } });
      },
    });
  }

  it("may lose its fraction of a second: it is the same time, sent once", async () => {
    const program = { ...volume, scheduledTimestamp: "2026-03-02T00:00:00.5Z" };
    await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" });
    keepInStepsOf(1);
    await stage.up(program);
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(stage.changes().length, 2);
  });

  const rounded: [time: string, reason: string][] = [
    ["2026-03-02T00:00:30Z", "to another time than before"],
    ["2026-03-01T00:00:30Z", "to the time before, so that nothing changes"],
  ];
  for (const [scheduledTimestamp, reason] of rounded)
    it(`that the array rounds is sent once in an up, with a warning, and not waited for: ${reason}`, async () => {
      const program = { ...volume, scheduledTimestamp };
      await stage.up({ ...volume, scheduledTimestamp: "2026-03-01T00:00:00Z" });
      keepInStepsOf(60);
      const begun = stage.simulator.now();
      await stage.up(program);
      assert.ok(stage.simulator.now() - begun < 100_000, "waited for what had happened");
      assert.equal(stage.changes().length, 2);
      assert.match(stage.warnings.join(), /accepted the new scheduledTimestamp and keeps this one/);
    });
});
