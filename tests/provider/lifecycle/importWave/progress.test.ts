import assert from "node:assert/strict";
import { sumsOn } from "../../../../provider/lifecycle/importWave/act/sums";
import { clockFrom } from "../../../clock";
import type { Stage } from "../arrayObject/stage";
import { keyOf, onArray, openWaves, waveOf } from "./stage";

/** Below that of the wave, by the wave's type and a session's. */
const rowOf = (key: string) =>
  `urn:pulumi:prod::shop::powerstore-import:index:ImportWave$powerstore-import:index:ImportSession::${key}`;

describe("The rows of a wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  const rows = () => [...new Set(stage.rows.map(({ urn }) => urn))].sort();
  const textsOf = (key: string) => stage.rows.filter(({ urn }) => urn === rowOf(key)).map(({ text }) => text);

  it("are one of each import that moves, with its own progress on it", async () => {
    stage = await openWaves(3, { copyBytesPerSecond: 256 << 20 });
    await stage.up(waveOf(stage, 2));
    stage.rows.length = 0;
    await stage.up(waveOf(stage, 3, {}, { "db-02": { waitFor: "Ready_For_Cutover" } }));
    assert.deepEqual(rows(), [rowOf("db-02"), rowOf("db-03")]);
    const texts = textsOf("db-02");
    assert.ok(
      texts.some((text) => /^Copy_In_Progress \(\d+ %\), [\d.]+ MB\/s, about \d+ min left$/.test(text)),
      texts.join("\n"),
    );
    assert.equal(texts.at(-1), "Ready_For_Cutover");
  });

  it("are no more than forty, and the sums tell of all that move", async () => {
    stage = await openWaves(42);
    await stage.up(waveOf(stage, 42));
    assert.equal(rows().length, 40);
    const all = Array.from({ length: 42 }, (_, index) => rowOf(keyOf(index)));
    assert.ok(rows().every((urn) => all.includes(urn)));
    assert.deepEqual(new Set(Object.values(onArray(stage))), new Set(["Copy_In_Progress"]));
    assert.match(stage.progress.join("\n"), /^42 imports: /m);
  });

  it("stay those of the first ones to the end of the run, whoever moves then", async () => {
    stage = await openWaves(42, { copyBytesPerSecond: 0 });
    await stage.up(waveOf(stage, 42, { maxActive: 20, waitFor: "Ready_For_Cutover" }));
    assert.equal(rows().length, 40);
  });

  it("are none where nobody watches, where each message is a line for ever", async () => {
    stage = await openWaves(3);
    stage.settings = { ...stage.settings, quiet: true };
    await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover" }));
    assert.deepEqual(stage.rows, []);
    assert.ok(stage.progress.length > 0);
  });

  it("are none of a run that moves nothing", async () => {
    stage = await openWaves(2);
    const program = waveOf(stage, 2, { cutoverWindows: [{ schedule: "0 22 * * *", duration: "6h", timeZone: "UTC" }] });
    await stage.up(program);
    stage.rows.length = 0;
    await stage.up({ ...program, forceCancel: true });
    assert.deepEqual(stage.rows, []);
  });
});

describe("The sums of a wave", () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it("are said as its imports move, each once", async () => {
    stage = await openWaves(3, { copyBytesPerSecond: 256 << 20 });
    await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover" }));
    const { progress } = stage;
    assert.ok(progress.length > 3, progress.join("\n"));
    assert.ok(
      progress.every((text) => /^3 imports: (\d \w+(, )?)+; \d+ %$/.test(text)),
      progress.join("\n"),
    );
    for (const [index, text] of progress.entries()) assert.notEqual(text, progress[index - 1]);
    const percents = progress.map((text) => Number(/(\d+) %/.exec(text)?.[1]));
    assert.deepEqual(
      percents,
      percents.toSorted((one, other) => one - other),
    );
  });

  it("are said once a minute at most where nobody watches", async () => {
    stage = await openWaves(3, { copyBytesPerSecond: 256 << 20 });
    const said: number[] = [];
    stage.progress.push = () => said.push(stage.simulator.now());
    stage.settings = { ...stage.settings, quiet: true };
    await stage.up(waveOf(stage, 3, { waitFor: "Ready_For_Cutover" }));
    assert.ok(said.length > 1, String(said.length));
    const gaps = said.slice(1).map((at, index) => at - Number(said[index]));
    assert.ok(Math.min(...gaps) >= 60_000, gaps.join(" "));
  });
});

describe("Sums that change all the time", () => {
  let now = 0;
  let said: string[] = [];
  const clock = clockFrom(() => now);
  const report = { progress: (text: string) => void said.push(text), warning: () => {}, info: () => {} };

  /** What is said of the first two minutes, in which the sum is another one each half second. */
  function saidOf(quiet: boolean, textAt: (half: number) => string = String): readonly string[] {
    [now, said] = [0, []];
    const say = sumsOn({ report, clock, settings: { quiet } });
    for (let half = 0; half < 240; half++) {
      say(() => textAt(half));
      now += 500;
    }
    return said;
  }

  it("are said at once, and then once a second", () => {
    assert.deepEqual(
      saidOf(false),
      Array.from({ length: 120 }, (_, second) => String(2 * second)),
    );
  });

  it("are said once a minute where nobody watches", () => {
    assert.deepEqual(saidOf(true), ["0", "120"]);
  });

  it("are not said again while they are the same", () => {
    assert.deepEqual(
      saidOf(false, (half) => (half < 100 ? "few" : "many")),
      ["few", "many"],
    );
  });

  it("are said once more at the end, however short a time ago that was", () => {
    [now, said] = [0, []];
    const say = sumsOn({ report, clock, settings: {} });
    say(() => "one");
    now += 10;
    say(() => "two");
    say(() => "three", true);
    assert.deepEqual(said, ["one", "three"]);
  });
});
