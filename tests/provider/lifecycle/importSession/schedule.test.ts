import assert from "node:assert/strict";
import { isNear } from "../../../../provider/lifecycle/importSession/decide/goals";
import { decideStart, isSameInstant, toUtc } from "../../../../provider/lifecycle/importSession/inputs/schedule";
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

describe("decideStart", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  const cases: [time: string | undefined, recorded: string | undefined, expected: string, reason: string][] = [
    [undefined, undefined, "asGiven", "it starts at once"],
    [undefined, "2026-03-01T00:00:00Z", "asGiven", "it starts at once"],
    ["2026-03-02T00:00:00Z", undefined, "asGiven", "it is to come"],
    ["2026-03-01T00:00:00Z", undefined, "refuse", "a new wish cannot be in the past"],
    ["2026-03-01T13:00:00+02:00", undefined, "refuse", "it is an hour ago, whatever the zone"],
    ["2026-03-01T00:00:00Z", "2026-03-01T01:00:00+01:00", "atOnce", "the session that is replaced had this time"],
    ["2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z", "refuse", "another time than before is a new wish"],
  ];
  for (const [time, recorded, expected, reason] of cases) {
    it(`${time}, so far ${recorded}: ${expected}, because ${reason}`, () => {
      assert.equal(decideStart(time, recorded, now).kind, expected);
    });
  }
});

describe("A start comes anyway, so that no other time is worth a request", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  const cases: [time: string | undefined, expected: boolean, reason: string][] = [
    ["2026-03-01T12:05:00Z", true, "five minutes are soon"],
    ["2026-03-01T12:05:00.001Z", false, "whatever is later is worth one"],
    ["2026-03-01T13:05:00+01:00", true, "it is an instant, whatever the zone"],
    ["2026-02-01T00:00:00Z", true, "it was to start long ago, and will any moment"],
    [undefined, false, "no time is none that comes"],
  ];
  for (const [scheduledTimestamp, expected, reason] of cases) {
    it(`at ${scheduledTimestamp}: ${expected}, because ${reason}`, () => {
      assert.equal(isNear({ scheduledTimestamp }, now), expected);
    });
  }
});

describe("A time that has passed", () => {
  let stage: Stage;
  let program: { remoteSystemId: string; sourceResourceId: string; scheduledTimestamp: string };
  beforeEach(async () => {
    stage = await openStage();
    const scheduledTimestamp = new Date(stage.simulator.now() + 3600_000).toISOString();
    program = { ...readyVolume(stage.simulator), scheduledTimestamp };
  });
  afterEach(() => stage.close());

  const pass = () => stage.simulator.advance(2 * 3600);

  it("is refused for a new session before anything is sent, with the property's name", async () => {
    pass();
    await assert.rejects(stage.up(program), /scheduledTimestamp \S+ lies in the past.*leave scheduledTimestamp out/);
    assert.deepEqual(stage.changes(), []);
    assert.equal(stage.recorded, undefined);
  });

  it("is refused under a chosen name, too", async () => {
    pass();
    await assert.rejects(stage.up({ ...program, name: "chosen" }), /lies in the past/);
    assert.deepEqual(stage.changes(), []);
  });

  it("does not stand in the way of a session that was made before a crash: it is taken over", async () => {
    await stage.up(program);
    const { recorded } = stage;
    pass();
    stage.forget();
    stage.restart();
    assert.equal(await stage.up(program), "created");
    assert.equal(stage.recorded?.id, recorded?.id);
    assert.equal(stage.changes().length, 1);
  });

  it("does not stand in the way of an adoption", async () => {
    await stage.up(program);
    pass();
    const adoptSessionId = stage.recorded?.id;
    stage.forget();
    stage.restart();
    assert.equal(await stage.up({ ...program, adoptSessionId }), "created");
    assert.equal(stage.recorded?.id, adoptSessionId);
  });

  describe("of a session that failed", () => {
    beforeEach(async () => {
      await stage.up(program);
      pass();
      stage.simulator.world.failSession(stage.recorded?.id ?? "", { state: "Failed" });
      await stage.refresh();
      stage.restart();
    });

    const startsAtOnce = () => {
      assert.match(stage.warnings.join(), /scheduledTimestamp \S+ has passed, so the new session starts at once/);
      assert.equal(stage.session().state, "Copy_In_Progress");
      assert.equal(stage.session().scheduled_timestamp ?? null, null);
      assert.equal(stage.recorded?.outputs.scheduledTimestamp, program.scheduledTimestamp);
    };

    it("lets its replacement start at once, with a warning, and is no difference afterwards", async () => {
      assert.equal(await stage.up(program), "replaced");
      startsAtOnce();
      assert.equal(await stage.up(program), "unchanged");
    });

    it("lets a replacement by --replace start at once, which no diff is asked for", async () => {
      await stage.replace(program, ["delete", "create"]);
      startsAtOnce();
    });

    it("lets a replacement start that was cut short after its delete", async () => {
      await stage.replace(program, ["diff", "delete"]);
      stage.restart();
      await stage.replace(program, ["diff", "create"]);
      startsAtOnce();
    });

    it("is refused where the replacement names another time that has passed", async () => {
      const scheduledTimestamp = new Date(stage.simulator.now() - 60_000).toISOString();
      await assert.rejects(stage.up({ ...program, scheduledTimestamp }), /lies in the past/);
    });
  });
});

describe("A start that is moved into the past", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  beforeEach(async () => {
    stage = await openStage();
    volume = readyVolume(stage.simulator);
  });
  afterEach(() => stage.close());

  const inDays = (days: number) => new Date(stage.simulator.now() + days * 86_400_000).toISOString();
  const patches = () => stage.changes().filter((change) => change.startsWith("PATCH")).length;

  it("is refused as that of a new import is, after a preview that says so: the array would begin at once", async () => {
    await stage.up({ ...volume, scheduledTimestamp: inDays(7) });
    const mistyped = { ...volume, scheduledTimestamp: inDays(-358) };
    await stage.preview(mistyped);
    assert.match(stage.warnings.join(), /lies in the past.*The update will fail for this reason/);
    await assert.rejects(stage.up(mistyped), /is Scheduled for \S+ and scheduledTimestamp \S+ lies in the past/);
    assert.equal(stage.session().state, "Scheduled");
    assert.equal(patches(), 0);
    assert.equal(stage.recorded?.outputs.state, "Scheduled");
    const soon = { ...volume, scheduledTimestamp: inDays(1 / 1440) };
    assert.equal(await stage.up(soon), "updated", "what the text says to do");
    stage.simulator.advance(120);
    assert.notEqual(stage.session().state, "Scheduled");
  });

  it("is refused of one that is taken over after a crash as well", async () => {
    await stage.up({ ...volume, scheduledTimestamp: inDays(7) });
    const { id } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    await assert.rejects(stage.up({ ...volume, scheduledTimestamp: inDays(-358) }), /lies in the past/);
    assert.deepEqual([stage.session().state, stage.recorded?.id], ["Scheduled", id]);
    assert.equal(patches(), 0);
  });

  it("is refused where windows gave it before", async () => {
    await stage.up({ ...volume, startWindows: [{ schedule: "2026-02-10T00:00", duration: "6h", timeZone: "UTC" }] });
    await assert.rejects(stage.up({ ...volume, scheduledTimestamp: inDays(-358) }), /lies in the past/);
    assert.equal(stage.session().state, "Scheduled");
  });

  it("is no matter where it has begun meanwhile, which no run has seen", async () => {
    await stage.up({ ...volume, scheduledTimestamp: inDays(7) });
    stage.simulator.advance(8 * 86_400);
    await stage.up({ ...volume, scheduledTimestamp: inDays(-1 / 24) });
    assert.equal(stage.recorded?.outputs.state, "Ready_For_Cutover");
  });
});

describe("A start that the program computes anew in each run", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const inAnHour = () => ({ scheduledTimestamp: new Date(stage.simulator.now() + 3600_000).toISOString() });

  for (const [what, source] of [
    ["a volume", {}],
    ["a group", { sourceResourceId: "unity-01-cg-01" }],
  ] as const) {
    it(`is moved, with a warning that says what to do, as long as the session waits for it: ${what}`, async () => {
      const program = { ...readyVolume(stage.simulator), ...source };
      await stage.up({ ...program, ...inAnHour() });
      assert.deepEqual(stage.warnings, []);
      stage.simulator.advance(1800);
      assert.equal(await stage.up({ ...program, ...inAnHour() }), "updated");
      const says = /is postponed to .*each run puts the start off again.*give scheduledTimestamp as a fixed time/;
      assert.match(stage.warnings.join(), says);
    });

    it(`is no change once the session has begun, before and after a refresh, and when it is finished: ${what}`, async () => {
      const program = { ...readyVolume(stage.simulator), ...source, automaticCutover: true };
      await stage.up({ ...program, ...inAnHour() });
      stage.simulator.advance(2 * 3600);
      assert.equal(await stage.up({ ...program, ...inAnHour() }), "updated", "nobody knows yet that it has begun");
      assert.match(stage.warnings.splice(0).join("\n"), /its new scheduledTimestamp does not matter any more/);
      stage.simulator.clearJournal();
      stage.simulator.advance(60);
      assert.equal(await stage.up({ ...program, ...inAnHour() }), "unchanged");
      assert.equal(await stage.refresh(), "unchanged");
      stage.simulator.advance(48 * 3600);
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(stage.recorded?.outputs.state, "Import_Completed");
      assert.equal(await stage.up({ ...program, ...inAnHour() }), "unchanged");
      assert.deepEqual([stage.changes(), stage.warnings], [[], []]);
    });
  }

  it("is not called put off when it is brought forward", async () => {
    const start = (hours: number) => new Date(stage.simulator.now() + hours * 3600_000).toISOString();
    const volume = readyVolume(stage.simulator);
    await stage.up({ ...volume, scheduledTimestamp: start(9) });
    await stage.up({ ...volume, scheduledTimestamp: start(8) });
    assert.deepEqual(stage.warnings, []);
  });
});
