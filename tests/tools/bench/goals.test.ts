import assert from "node:assert/strict";
import { load } from "../load";
import { roundOf, seriesOf } from "./results";

type Goal = {
  figure: string;
  measured: string;
  baseline?: string;
  limit: string;
  isMet: boolean;
  isWithinSpread?: boolean;
};

const server = (portMilliseconds: number, portBytes: number) => ({ portMilliseconds, portBytes, callMilliseconds: 1 });
const weightOf = (added: number, time: number, memory: number) => ({
  requires: [{ pulumi: 100, added }],
  bare: [server(100, 50e6)],
  plugin: [server(100 * time, 50e6 * memory)],
});

async function goalsOf(series: readonly object[], weight?: object): Promise<Goal[]> {
  const { toRows } = await load<{ toRows(series: readonly object[]): object[] }>("bench/provider/rows.mjs");
  const { toGoals } = await load<{ toGoals(rows: object[], weight?: object): Goal[] }>("bench/provider/goals.mjs");
  return toGoals(toRows(series), weight);
}

const verdicts = (goals: readonly Goal[]) => Object.fromEntries(goals.map(({ figure, isMet }) => [figure, isMet]));

describe("the goals of the bench", () => {
  const noop = seriesOf("noop", 400, [roundOf(400, 10), roundOf(400, 10), roundOf(400, 10)]);

  it("are met by a provider that is as fast as none and asks for the least", async () => {
    const goals = await goalsOf([noop, seriesOf("dynamic", 400, noop.rounds)], weightOf(0.4, 1, 1));
    assert.deepEqual(
      goals.filter(({ isMet }) => !isMet),
      [],
    );
    assert.equal(goals.filter(({ figure }) => figure.startsWith("wall time")).length, 4);
  });

  describe("beside an earlier build", () => {
    const earlier = (count: number, changes: Parameters<typeof roundOf>[2] = {}) => ({
      ...seriesOf("plugin", count, [roundOf(count, 10, changes)]),
      build: "abc1234",
    });
    const verdictsOf = async (...changes: Parameters<typeof roundOf>[2][]) => {
      const own = [1, 400, 1000].map((count) => seriesOf("plugin", count, [roundOf(count, 10, changes[0])]));
      const goals = await goalsOf([noop, ...own, ...[1, 400, 1000].map((count) => earlier(count))]);
      return goals.filter(({ figure }) => /^CPU: |than abc1234/.test(figure));
    };

    it("are met by the same CPU and the same memory, and compare with nothing else", async () => {
      assert.deepEqual(
        (await verdictsOf()).map(({ figure, measured, isMet }) => [figure, measured, isMet]),
        [
          ["CPU: plugin, create, N = 400", "1.00 (1.00 to 1.00)", true],
          ["CPU: plugin, destroy, N = 400", "1.00 (1.00 to 1.00)", true],
          ["MB more for N = 1000 than abc1234: plugin", "0", true],
        ],
      );
    });

    it("are missed by a fifth more CPU in a create", async () => {
      const goals = await verdictsOf({ create: { cpuSeconds: 4.8 } });
      assert.equal(goals[0]?.measured, "1.20 (1.20 to 1.20)");
      assert.equal(goals[0]?.isMet, false);
    });

    it("leave the other goals to this build", async () => {
      const goals = await goalsOf([noop, earlier(400, { create: { requests: 4000, logins: 9 } })]);
      assert.deepEqual(goals, []);
    });
  });

  const all = "requests, looks included: dynamic,";
  const cases = [
    {
      what: "a create that looks for a free name first",
      change: { create: { requests: 803 } },
      missed: [`${all} create, N = 400`, "requests besides reads of sessions: dynamic, create, N = 400"],
    },
    {
      what: "a read per session in a refresh",
      change: { refresh: { requests: 403 } },
      missed: ["requests: dynamic, refresh, N = 400"],
    },
    {
      what: "a third request per destroyed session",
      change: { destroy: { requests: 1203 } },
      missed: [`${all} destroy, N = 400`, "requests besides reads of sessions: dynamic, destroy, N = 400"],
    },
    {
      what: "a poll per session and interval",
      change: { create: { requests: 1203, reads: 800 } },
      missed: [`${all} create, N = 400`, "reads of sessions: dynamic, create, N = 400"],
    },
    {
      what: "a look for every third session",
      change: { create: { requests: 403 + 134, reads: 134 } },
      missed: [`${all} create, N = 400`],
    },
    { what: "a login per session", change: { create: { logins: 400 } }, missed: ["logins of a process: dynamic"] },
    {
      what: "a state with a serialised closure",
      change: { create: { stateBytes: 20_000 } },
      missed: ["bytes of state per session: dynamic, N = 400"],
    },
    {
      what: "a slow plan",
      change: { "no change": { seconds: 10.5 } },
      missed: ["wall time: dynamic, no change, N = 400"],
    },
  ];
  for (const { what, change, missed } of cases) {
    it(`are missed by ${what}`, async () => {
      const round = roundOf(400, 10, change);
      const goals = await goalsOf([noop, seriesOf("dynamic", 400, [round, round, round])]);
      assert.deepEqual(
        goals.filter(({ isMet }) => !isMet).map(({ figure }) => figure),
        missed,
      );
    });
  }

  it("are met by the median of the rounds; one that only the best round reaches is missed, and shown apart", async () => {
    const { describeVerdicts, verdictOf } = await load<{
      describeVerdicts(goals: readonly Goal[]): string;
      verdictOf(goal: Goal | undefined): string;
    }>("bench/provider/verdicts.mjs");
    const goalOf = async (...seconds: number[]) => {
      const rounds = seconds.map((each) => roundOf(400, 10, { refresh: { seconds: each } }));
      const goals = await goalsOf([noop, seriesOf("dynamic", 400, rounds)]);
      const goal = goals.find(({ figure }) => figure === "wall time: dynamic, refresh, N = 400");
      return { goal, word: verdictOf(goal), sentence: describeVerdicts(goals), count: goals.length };
    };
    const met = await goalOf(10.8, 13, 10.7);
    assert.deepEqual([met.goal?.isMet, met.word], [true, "met"]);
    assert.equal(met.sentence, `${met.count} of ${met.count} goals met by the median.`);
    const within = await goalOf(12, 10.8, 13);
    assert.deepEqual([within.goal?.isMet, within.word], [false, "within the spread"]);
    assert.equal(
      within.sentence,
      `${met.count - 1} of ${met.count} goals met by the median; 1 of the others within the spread: only in the best round.`,
    );
    const never = await goalOf(12, 10.9, 13);
    assert.deepEqual([never.goal?.isMet, never.word], [false, "**missed**"]);
    assert.equal(never.sentence, `${met.count - 1} of ${met.count} goals met by the median.`);
  });

  it("compare the plugin also with a plugin that does nothing, which is the faster baseline", async () => {
    const rounds = (seconds: number) => [roundOf(400, seconds)];
    const goals = await goalsOf([
      seriesOf("noop", 400, rounds(10)),
      seriesOf("noopPlugin", 400, rounds(8)),
      seriesOf("plugin", 400, rounds(8.5)),
      seriesOf("dynamic", 400, rounds(10)),
    ]);
    const measured = goals.filter(({ figure }) => figure === "wall time: plugin, create, N = 400");
    assert.deepEqual(
      measured.map(({ baseline, measured, limit, isMet }) => [baseline, measured, limit, isMet]),
      [
        ["10.00 s (no-op)", "0.85 (0.85 to 0.85)", "0.88", true],
        ["8.00 s (no-op plugin)", "1.06 (1.06 to 1.06)", "1.08", true],
      ],
    );
    assert.equal(goals.filter(({ figure }) => figure.startsWith("wall time: dynamic")).length, 4, "one baseline");
  });

  it("are not set for an engine that writes no checkpoints, and its runs are no baseline of others", async () => {
    const quick = (surface: string) => ({ ...seriesOf(surface, 400, [roundOf(400, 1)]), skipCheckpoints: true });
    assert.deepEqual(await goalsOf([quick("noop"), quick("plugin")]), []);
    const goals = await goalsOf([quick("noop"), noop, seriesOf("dynamic", 400, noop.rounds)]);
    assert.equal(goals.find(({ figure }) => figure.startsWith("wall time"))?.measured, "1.00 (1.00 to 1.00)");
  });

  it("compare wall time at 400 sessions and 20 ms only, and with the baseline of the same case", async () => {
    const series = [
      seriesOf("noop", 100, [roundOf(100, 5)]),
      seriesOf("dynamic", 100, [roundOf(100, 50)]),
      seriesOf("dynamic", 400, [roundOf(400, 50)], 0),
    ];
    const goals = await goalsOf(series);
    assert.deepEqual(
      goals.filter(({ figure }) => figure.startsWith("wall time")),
      [],
    );
  });

  it("see CPU that grows faster than the stack, and memory that grows with it", async () => {
    const sizes = [1, 100, 400, 1000];
    const linear = sizes.map((count) => seriesOf("plugin", count, [roundOf(count, 1)]));
    const steady = verdicts(await goalsOf(linear));
    assert.equal(steady["CPU of one more session, 400 to 1000: plugin"], true);
    assert.equal(steady["MB more for N = 1000: plugin"], true);
    const grown = roundOf(1000, 1, { refresh: { cpuSeconds: 30, memoryBytes: 200e6 } });
    const quadratic = verdicts(await goalsOf([...linear.slice(0, 3), seriesOf("plugin", 1000, [grown])]));
    assert.equal(quadratic["CPU of one more session, 400 to 1000: plugin"], false);
    assert.equal(quadratic["MB more for N = 1000: plugin"], false);
  });

  it("say nothing about what was not measured", async () => {
    assert.deepEqual(await goalsOf([]), []);
    const elsewhere = roundOf(400, 10).map(({ cpuSeconds, memoryBytes, ...rest }) => rest);
    const figures = (await goalsOf([seriesOf("plugin", 1, [elsewhere]), seriesOf("plugin", 1000, [elsewhere])])).map(
      ({ figure }) => figure,
    );
    assert.ok(!figures.some((figure) => /MB|CPU/.test(figure)), figures.join("\n"));
  });

  const weights = [
    { name: "loading the package after Pulumi's SDK", weight: weightOf(0.6, 1, 1) },
    { name: "plugin, start to port line: time", weight: weightOf(0.4, 1.11, 1) },
    { name: "plugin, at port line: memory", weight: weightOf(0.4, 1, 1.26) },
  ];
  for (const { name, weight } of weights) {
    it(`are missed by a package that is too heavy: ${name}`, async () => {
      const goals = await goalsOf([], weight);
      assert.deepEqual(
        goals.filter(({ isMet }) => !isMet).map(({ figure }) => figure),
        [name],
      );
    });
  }
});
