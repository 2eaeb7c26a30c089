import assert from "node:assert/strict";
import { createWorld, type World, type WorldControls, type WorldOptions } from "../../../simulator/src/world";
import { load } from "../load";

type Line = { readonly name: string; readonly value: string; readonly goal: string; readonly isMet: boolean };
type Goals = {
  readonly throughputLimits: Readonly<Record<"single" | "all" | "page", number>>;
  throughputLine(measured: { name: string; limit: number; ratio: number; best: number }): Line;
  startLines(sessions: number, ready: object): Line[];
  slowdownLine(name: string, slowdown: number, few: number): Line;
  weekLine(week: { seconds: number; hours: number; sessions: number; changes: number }): Line;
  growthLine(requests: number, before: object, after: object): Line;
};

const megabytes = (count: number) => ({ rss: count * 2 ** 20, heap: count * 2 ** 20 });

describe("the goals of the simulator's bench", () => {
  let goals: Goals;
  before(async () => {
    goals = await load<Goals>("bench/simulator/goals.mjs");
  });

  /** Each measure by its own line: the last value that meets its goal, and the first that does not. */
  const cases: { what: string; line(value: number): Line | undefined; met: number; missed: number }[] = [
    { what: "a session", line: (ratio) => throughput("single", ratio), met: 0.9, missed: 0.89 },
    { what: "a session with select=*", line: (ratio) => throughput("all", ratio), met: 0.8, missed: 0.79 },
    { what: "a page", line: (ratio) => throughput("page", ratio), met: 0.9, missed: 0.89 },
    { what: "the seconds of a start", line: (seconds) => start(seconds, 100)[0], met: 2, missed: 2.1 },
    { what: "the memory after it", line: (size) => start(1, size)[1], met: 220, missed: 221 },
    { what: "a look-up", line: (slowdown) => goals.slowdownLine("", slowdown, 1000), met: 1.5, missed: 1.51 },
    { what: "a week", line: (seconds) => week(seconds), met: 1.99, missed: 2 },
    {
      what: "growth",
      line: (size) => goals.growthLine(1, megabytes(100), megabytes(100 + size)),
      met: 8,
      missed: 9,
    },
  ];
  const throughput = (kind: "single" | "all" | "page", ratio: number) =>
    goals.throughputLine({ name: kind, limit: goals.throughputLimits[kind], ratio, best: 1 });
  const start = (seconds: number, size: number) => goals.startLines(100_000, { seconds, memory: megabytes(size) });
  const week = (seconds: number) => goals.weekLine({ seconds, hours: 168, sessions: 1000, changes: 16_800 });

  for (const { what, line, met, missed } of cases) {
    it(`are met by ${met} and missed by ${missed}: ${what}`, () => {
      assert.deepEqual([line(met)?.isMet, line(missed)?.isMet], [true, false]);
    });
  }

  it("print a missed one as missed, beside what was measured", async () => {
    const { describeLine } = await load<{ describeLine(line: Line): string }>("bench/simulator/report.mjs");
    const [line] = start(4.3, 366).map(describeLine);
    assert.match(line ?? "", /^MISSED start with 100000 sessions +4\.3 s +goal <= 2\.0 s$/);
  });
});

describe("the week of the simulator's bench", () => {
  type Played = World & WorldControls;
  type Week = {
    readonly week: { readonly hours: number; readonly sessions: number };
    readonly weekOptions: WorldOptions;
    fill(world: Played): void;
    playWeek(world: Played, look: () => void, hours: number): void;
    countChanges(world: Played): { look(): void; changes(): number };
  };

  it("has 168 hours, and in each of its first day a thousand sessions and a hundred changes of state", async () => {
    const { week, weekOptions, fill, playWeek, countChanges } = await load<Week>("bench/simulator/weekOfImports.mjs");
    const world = createWorld(weekOptions);
    fill(world);
    const begin = world.now();
    const counts = new Set<unknown>();
    const counter = countChanges(world);
    const look = () => {
      counts.add(world.count("import_session"));
      counter.look();
    };
    playWeek(world, look, 24);
    assert.deepEqual([...counts], [1000]);
    assert.equal(world.now() - begin, 24 * 3600 * 1000);
    assert.equal(counter.changes(), 24 * 100);
    assert.deepEqual(week, { hours: 168, sessions: 1000 });
  });
});
