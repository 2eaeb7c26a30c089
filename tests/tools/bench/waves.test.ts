import assert from "node:assert/strict";
import { load } from "../load";

type Contestant = "wave" | "map" | "separate" | "sessions";
type Options = {
  readonly cases: { readonly count: number; readonly rounds: number; readonly contestants: readonly Contestant[] }[];
  readonly latency: number;
  readonly withSeparate: boolean;
};
type Goal = { readonly figure: string; readonly measured: string; readonly limit: string; readonly isMet: boolean };
type Report = { readonly goals: readonly Goal[] };
type Scenario = "create" | "no change" | "refresh" | "destroy";
type Changes = Partial<Record<Scenario, object>>;

const scenarios = ["create", "no change", "refresh", "destroy"] as const;

/** A made-up round in which each scenario takes `seconds` and asks for just what it needs. */
function roundOf(count: number, seconds: number, changes: Changes = {}) {
  const requests = { create: count + 4, "no change": 0, refresh: 4, destroy: 2 * count + 3 };
  return scenarios.map((scenario) => ({
    ...{ scenario, seconds, requests: requests[scenario], reads: 0, logins: 1 },
    ...{ cpuSeconds: 0.2 + count / 1000, memoryBytes: 70e6 + count * 1e4 },
    ...(scenario === "create" ? { stateBytes: 500 } : {}),
    ...changes[scenario],
  }));
}

const seriesOf = (contestant: Contestant, count: number, ...rounds: object[][]) => ({ contestant, count, rounds });

async function reportOf(...series: object[]) {
  const { toReport, toText } = await load<{ toReport(results: object): Report; toText(report: Report): string }>(
    "bench/waves/report.mjs",
  );
  const about = {
    machine: "2 x CPU",
    engine: "3.276.0",
    language: "yaml",
    latency: 20,
    date: "2026-01-01",
    minutes: 1,
  };
  const report = toReport({ ...about, leftOut: [], series });
  return { ...report, text: toText(report) };
}

const missedIn = ({ goals }: Report) => goals.filter(({ isMet }) => !isMet).map(({ figure }) => figure);

describe("the options of the bench of waves", () => {
  const parse = async (...args: string[]) =>
    (await load<{ parseOptions(args: string[]): Options }>("bench/waves/options.mjs")).parseOptions(args);
  const all: readonly Contestant[] = ["wave", "map", "separate", "sessions"];

  it("compare two sizes and measure three more beside the map alone, three times each", async () => {
    const { cases, latency } = await parse();
    assert.equal(latency, 20);
    assert.deepEqual(
      cases.map(({ count, rounds, contestants }) => [count, rounds, contestants]),
      [
        [1, 3, ["wave", "map"]],
        [100, 3, ["wave", "map"]],
        [400, 3, all],
        [1000, 3, all],
        [5000, 3, ["wave", "map"]],
      ],
    );
  });

  it("leave out what takes minutes with --without-separate", async () => {
    const { cases, withSeparate } = await parse("--without-separate", "--sizes", "400", "--alone", "none");
    assert.equal(withSeparate, false);
    assert.deepEqual(cases, [{ count: 400, rounds: 3, contestants: ["wave", "map"] }]);
  });

  it("take sizes, rounds and latency, zero for none of it", async () => {
    const { cases, latency } = await parse("--sizes", "50", "--alone", "2,9", "--rounds", "5", "--latency", "0");
    assert.equal(latency, 0);
    assert.deepEqual(
      cases.map(({ count, rounds }) => [count, rounds]),
      [
        [2, 5],
        [9, 5],
        [50, 5],
      ],
    );
  });

  for (const args of [
    ["--full"],
    ["--sizes", "many"],
    ["--sizes", "1.5"],
    ["--rounds", "0"],
    ["--latency"],
    ["--sizes", "none", "--alone", "none"],
  ]) {
    it(`refuse ${args.join(" ")} and say so`, async () => {
      await assert.rejects(parse(...args), /bench waves/);
    });
  }
});

describe("the programs of the bench of waves", () => {
  type Project = { toFiles(volumes: readonly string[], inputs: object): Record<string, string>; type: string };
  type Properties = Readonly<Record<string, unknown>> & { readonly sessions?: Readonly<Record<string, object>> };
  type Declared = Record<string, { type: string; properties: Properties }>;
  const projectOf = async (contestant: Contestant, language: string) =>
    (
      await load<{ projectOf(contestant: string, language: string, noop: string): Project }>("bench/waves/programs.mjs")
    ).projectOf(contestant, language, "/noop");
  const declared = async (contestant: Contestant): Promise<Declared> =>
    JSON.parse((await projectOf(contestant, "javascript")).toFiles(["v1", "v2"], {})["bench.json"] ?? "");

  it("say the same of each import, in one resource or in as many", async () => {
    const [wave, map] = [await declared("wave"), await declared("map")];
    assert.deepEqual([wave.wave?.type, map.wave?.type], ["powerstore-import:index:ImportWave", "noop:index:Map"]);
    assert.deepEqual(wave.wave?.properties, map.wave?.properties);
    const { sessions = {}, ...common } = wave.wave?.properties ?? {};
    const apart = Object.entries(sessions).map(([key, own]) => [key, { ...common, ...own }]);
    for (const contestant of ["separate", "sessions"] as const) {
      const resources = Object.entries(await declared(contestant)).map(([key, { properties }]) => [key, properties]);
      assert.deepEqual(resources, apart);
    }
  });

  it("are the same in YAML and in JavaScript", async () => {
    for (const contestant of ["wave", "map", "separate", "sessions"] as const) {
      const yaml = (await projectOf(contestant, "yaml")).toFiles(["v1", "v2"], {})["Pulumi.yaml"] ?? "";
      const { runtime, resources } = JSON.parse(yaml);
      assert.equal(runtime, "yaml");
      assert.deepEqual(resources, await declared(contestant));
    }
  });
});

describe("the goals of the bench of waves", () => {
  const few = [seriesOf("map", 400, roundOf(400, 10)), seriesOf("separate", 400, roundOf(400, 100))];
  const many = [
    seriesOf("map", 1000, roundOf(1000, 10)),
    seriesOf("separate", 1000, roundOf(1000, 300)),
    seriesOf("sessions", 1000, roundOf(1000, 300).slice(0, 1)),
  ];
  const sizes = [1, 100, 400, 1000, 5000];
  const waves = (changed: number, seconds: number, changes: Changes) =>
    sizes.map((count) =>
      count === changed
        ? seriesOf("wave", count, roundOf(count, seconds, changes))
        : seriesOf("wave", count, roundOf(count, 10)),
    );
  const judge = (changed = 0, changes: Changes = {}) => reportOf(...waves(changed, 10, changes), ...few, ...many);

  it("are all met by a wave that costs what its map does", async () => {
    const { goals, ...report } = await judge();
    assert.deepEqual(missedIn({ goals }), []);
    assert.equal(goals.filter(({ figure }) => figure.startsWith("wall time")).length, 4 * 4 + 1);
    assert.ok(report.text.includes(`${goals.length} of ${goals.length} goals met`));
    assert.match(report.text, /Pulumi 3\.276\.0, a YAML program, 20 ms/);
  });

  const cases: { what: string; count: number; change: Changes; missed: string[] }[] = [
    {
      what: "a create of half again as long as that of the map, and more",
      count: 400,
      change: { create: { seconds: 15.1 } },
      missed: [
        "wall time against one no-op map: create, N = 400",
        "wall time against separate no-ops: create, N = 400",
      ],
    },
    {
      what: "a create that is no longer a twentieth of the resources'",
      count: 1000,
      change: { create: { seconds: 15.1 } },
      missed: [
        "wall time against one no-op map: create, N = 1000",
        "wall time against separate no-ops: create, N = 1000",
        "wall time against ImportSessions: create, N = 1000",
      ],
    },
    {
      what: "a slow plan",
      count: 400,
      change: { "no change": { seconds: 11.1 } },
      missed: ["wall time against one no-op map: no change, N = 400"],
    },
    {
      what: "a slow refresh",
      count: 1000,
      change: { refresh: { seconds: 12.1 } },
      missed: ["wall time against one no-op map: refresh, N = 1000"],
    },
    {
      what: "a slow destroy",
      count: 400,
      change: { destroy: { seconds: 20.1 } },
      missed: [
        "wall time against one no-op map: destroy, N = 400",
        "wall time against separate no-ops: destroy, N = 400",
      ],
    },
    {
      what: "a look of its own for each member",
      count: 100,
      change: { create: { requests: 113 } },
      missed: ["requests: create, N = 100"],
    },
    {
      what: "a request in a run without a change",
      count: 1000,
      change: { "no change": { requests: 1 } },
      missed: ["requests: no change, N = 1000"],
    },
    {
      what: "a seventh request of a refresh",
      count: 1000,
      change: { refresh: { requests: 7 } },
      missed: ["requests: refresh, N = 1000"],
    },
    {
      what: "a third request per ended member",
      count: 5000,
      change: { destroy: { requests: 15_000 } },
      missed: ["requests: destroy, N = 5000"],
    },
    {
      what: "CPU that grows faster than the wave",
      count: 5000,
      change: { refresh: { cpuSeconds: 7.2 } },
      missed: ["CPU of one more member, 1000 to 5000"],
    },
    {
      what: "memory that grows with the wave",
      count: 5000,
      change: { create: { memoryBytes: 131e6 } },
      missed: ["MB more for N = 5000"],
    },
    {
      what: "members of more than 1,500 bytes",
      count: 400,
      change: { create: { stateBytes: 1501 } },
      missed: ["bytes of state per member, N = 400"],
    },
  ];
  for (const { what, count, change, missed } of cases) {
    it(`are missed by ${what}`, async () => {
      assert.deepEqual(missedIn(await judge(count, change)), missed);
    });
  }

  it("let a wave of 5,000 read as many pages as it needs", async () => {
    const { goals } = await judge(5000, { refresh: { requests: 8 } });
    assert.deepEqual(missedIn({ goals }), []);
  });

  it("take the most requests of all rounds, and the median of the rest", async () => {
    const rounds = [roundOf(400, 10), roundOf(400, 12, { create: { seconds: 12, requests: 413 } }), roundOf(400, 14)];
    const { goals } = await reportOf(seriesOf("wave", 400, ...rounds), seriesOf("map", 400, ...rounds));
    assert.deepEqual(missedIn({ goals }), ["requests: create, N = 400"]);
    const { rows } = (await reportOf(seriesOf("wave", 400, ...rounds))) as unknown as { rows: { seconds: object }[] };
    assert.deepEqual(rows[0]?.seconds, { median: 12, least: 10, most: 14 });
  });

  it("say nothing about what was not measured", async () => {
    assert.deepEqual((await reportOf(...few, ...many)).goals, []);
    const { goals } = await reportOf(...[1, 100, 300].map((count) => seriesOf("wave", count, roundOf(count, 2))));
    const others = goals.filter(({ figure }) => !/^(requests|bytes of state)/.test(figure));
    assert.deepEqual(others, []);
  });
});
