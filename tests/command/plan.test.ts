import assert from "node:assert/strict";
import fc from "fast-check";
import { discoverSchema } from "../../command/discover/document";
import { type Plannable, planWaves } from "../../command/plan/planWaves";
import { exitCodes } from "../../command/process/exits";
import { rateOf } from "../../command/process/quantities";
import { CommandStage } from "./commandStage";

const GB = 1e9;
const source = (id: string, gigabytes: number | undefined, array = "a"): Plannable => ({
  array,
  id,
  label: id,
  sizeBytes: gigabytes === undefined ? undefined : gigabytes * GB,
});

/** 100 GB fit into a window. */
const limits = { windowSeconds: 1000, bytesPerSecond: 0.1 * GB };

describe("The waves of a plan", () => {
  const cases: readonly { name: string; sources: readonly Plannable[]; max?: number; waves: readonly string[] }[] = [
    { name: "none for nothing", sources: [], waves: [] },
    {
      name: "take the largest first, each into the first wave with room",
      sources: [source("s", 20), source("xl", 80), source("m", 50), source("m2", 50)],
      waves: ["xl s", "m m2"],
    },
    { name: "may be full to the last byte", sources: [source("a", 60), source("b", 40)], waves: ["a b"] },
    {
      name: "order equal ones by their names, as people count",
      sources: [source("db-10", 50), source("db-9", 50), source("db-1", 50)],
      waves: ["db-1 db-9", "db-10"],
    },
    {
      name: "give what is larger than a window one of its own, to which nothing is added",
      sources: [source("big", 150), source("tiny", 1)],
      waves: ["big", "tiny"],
    },
    {
      name: "have no more imports than asked for",
      sources: [source("a", 1), source("b", 1), source("c", 1)],
      max: 2,
      waves: ["a b", "c"],
    },
    { name: "put what tells no size at the end", sources: [source("u", undefined), source("a", 1)], waves: ["a", "u"] },
    { name: "are of one array each", sources: [source("a", 1, "x"), source("b", 1, "y")], waves: ["a", "b"] },
  ];
  for (const { name, sources, max, waves } of cases) {
    it(name, () => {
      const plan = planWaves(sources, { ...limits, ...(max && { maxPerWave: max }) });
      assert.deepEqual(
        plan.waves.map(({ sourceIds }) => sourceIds.join(" ")),
        waves,
      );
    });
  }

  it("warn of what is larger than a window, and of sizes that are not told", () => {
    const { warnings } = planWaves([source("big", 150), source("u", undefined)], limits);
    assert.match(warnings[0] ?? "", /wave-1: "big" \(150 GB\) alone takes 25 min, longer than a window of 17 min/);
    assert.match(warnings[1] ?? "", /wave-2: the size of 1 of its imports is not told/);
  });

  it("have every import once, and none too much, whatever the sizes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (sizes, max) => {
          const sources = sizes.map((size, index) => source(`v-${index}`, size));
          const { waves } = planWaves(sources, { ...limits, maxPerWave: max });
          assert.deepEqual(waves.flatMap(({ sourceIds }) => sourceIds).sort(), sources.map(({ id }) => id).sort());
          for (const { sourceIds, bytes } of waves) {
            assert.ok(sourceIds.length <= max);
            assert.ok(bytes <= 100 * GB || sourceIds.length === 1);
          }
          // First fit: no two neighbours fit into one, unless their number forbids it.
          assert.ok(
            waves.length <=
              Math.max(
                1,
                2 * Math.ceil(waves.reduce((sum, { bytes }) => sum + bytes, 0) / (100 * GB)) +
                  Math.ceil(sizes.length / max),
              ),
          );
        },
      ),
    );
  });

  const rates: readonly [text: string, rate: number][] = [
    ["200MB/s", 200e6],
    ["1.5 GiB/s", 1.5 * 2 ** 30],
    ["10mbps", 10e6],
    ["512B/s", 512],
  ];
  for (const [text, rate] of rates) it(`read ${text} as a rate`, () => assert.equal(rateOf(text, "--rate"), rate));
  for (const text of ["200", "0MB/s", "-1MB/s", "MB/s", "200Mbit/s", "1e3MB/s"])
    it(`do not read ${text} as a rate`, () => assert.throws(() => rateOf(text, "--rate"), /such as 200MB\/s/));
});

describe("powerstore-import discover --plan", () => {
  let stage: CommandStage;
  before(async () => {
    stage = await CommandStage.open({ sources: [{ name: "Unity-01", type: "Unity", volumes: 3, groups: [2] }] });
  });
  after(() => stage.close());

  it("names the wave of each source, groups as a whole", async () => {
    const { stdout } = await stage.run(["discover", "-o", "json", "--plan", "1h", "--rate", "100MB/s"]);
    const { plan, sources } = discoverSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      plan?.waves.map(({ sourceIds }) => sourceIds),
      [["unity-01-cg-01"], ["unity-01-vol-03", "unity-01-vol-02", "unity-01-vol-01"]],
    );
    assert.deepEqual(new Set(sources.map(({ wave }) => wave)), new Set(["wave-1", "wave-2"]));
  });

  const wrong: readonly { name: string; args: readonly string[]; message: RegExp }[] = [
    { name: "without a rate", args: ["--plan", "8h"], message: /--rate/ },
    { name: "with a rate and no window", args: ["--rate", "1GB/s"], message: /give --plan/ },
    {
      name: "with a window that is none",
      args: ["--plan", "tonight", "--rate", "1GB/s"],
      message: /--plan: .*such as 90m/,
    },
    { name: "with a rate that is none", args: ["--plan", "8h", "--rate", "fast"], message: /200MB\/s/ },
    {
      name: "with waves of nothing",
      args: ["--plan", "8h", "--rate", "1GB/s", "--max-per-wave", "0"],
      message: /--max-per-wave: must be a whole number from 1 /,
    },
  ];
  for (const { name, args, message } of wrong) {
    it(`is a wrong use ${name}`, async () => {
      const { exit, stdout, stderr } = await stage.run(["discover", ...args]);
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, message);
    });
  }
});
