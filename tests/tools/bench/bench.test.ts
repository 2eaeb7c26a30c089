import assert from "node:assert/strict";
import { load } from "../load";
import { roundOf, seriesOf } from "./results";

type Case = {
  readonly count: number;
  readonly latency: number;
  readonly rounds: number;
  readonly skipCheckpoints?: true;
  readonly isAlone?: true;
};
type Options = {
  readonly cases: Case[];
  readonly waitingCount: number;
  readonly minutes: number;
  readonly simulatorMinutes: number;
};
type Rows = readonly object[];
type Report = { toReport(results: object): { readonly rows: Rows }; toText(report: object): string };

describe("the options of the bench", () => {
  const parse = async (...args: string[]) =>
    (await load<{ parseOptions(args: string[]): Options }>("bench/provider/options.mjs")).parseOptions(args);
  const sizesOf = ({ cases }: Options) =>
    cases.map(
      ({ count, latency, rounds, skipCheckpoints, isAlone }) =>
        `${count} at ${latency} ms x ${rounds}${skipCheckpoints ? ", no checkpoints" : ""}${isAlone ? ", alone" : ""}`,
    );

  it("measure two sizes three times by default", async () => {
    assert.deepEqual(sizesOf(await parse()), ["100 at 20 ms x 3", "400 at 20 ms x 3"]);
  });

  it("add a single session, a thousand, no latency, no checkpoints and waiting with --full", async () => {
    const options = await parse("--full");
    assert.deepEqual(sizesOf(options).slice(2), [
      "1 at 20 ms x 3",
      "400 at 0 ms x 1",
      "400 at 20 ms x 1, no checkpoints",
      "1000 at 20 ms x 1, alone",
    ]);
    assert.equal(options.waitingCount, 400);
  });

  it("keep the last minutes for the simulator with --full, within those that --minutes gives", async () => {
    const [full, short, other] = [await parse("--full"), await parse("--full", "--minutes", "20"), await parse()];
    assert.ok(full.simulatorMinutes > 0 && full.simulatorMinutes < 20);
    assert.deepEqual([full.minutes, short.minutes], [90, 20]);
    assert.equal(short.simulatorMinutes, full.simulatorMinutes);
    assert.equal(other.simulatorMinutes, 0);
  });

  it("measure few sessions once with --quick", async () => {
    assert.deepEqual(sizesOf(await parse("--quick")), ["20 at 20 ms x 1"]);
  });

  for (const args of [["--fast"], ["--sizes", "many"], ["--rounds", "0"], ["--minutes"]]) {
    it(`refuse ${args.join(" ")} and say so`, async () => {
      await assert.rejects(parse(...args), /bench/);
    });
  }
});

describe("the order of the bench", () => {
  it("is all cases once, then again, and what is measured once at the end: only repetitions are left out for want of time", async () => {
    const { turns } = await load<{ turns(cases: Case[]): Iterable<{ round: number; of: Case }> }>("bench/turns.mjs");
    const [small, large] = [
      { count: 100, latency: 20, rounds: 2 },
      { count: 1000, latency: 20, rounds: 1 },
    ];
    const order = [...turns([small, large])].map(({ round, of }) => `${of.count}/${round}`);
    assert.deepEqual(order, ["100/1", "100/2", "1000/1"]);
  });
});

describe("the counting of the bench", () => {
  const count = async (...operations: string[]) =>
    (await load<{ countRequests(entries: object[]): object }>("bench/provider/requests.mjs")).countRequests(
      operations.map((operation) => ({ operation })),
    );

  it("tells reads of sessions and logins from the rest", async () => {
    const counts = await count(
      ...["GET /login_session", "GET /cluster", "POST /import_session", "POST /import_session"],
      ...["GET /import_session", "GET /import_session", "POST /import_session/{id}/cancel", "GET /import_session/{id}"],
      ...["DELETE /import_session/{id}", "POST /logout"],
    );
    assert.deepEqual(counts, { requests: 10, reads: 3, logins: 1 });
  });
});

describe("the page of the bench", () => {
  const report = {
    ...{ machine: "2 x <CPU> & more", engine: "3.248.0", date: "2026-01-01", minutes: 1 },
    series: ["noop", "dynamic", "plugin"].map((surface) =>
      seriesOf(surface, 400, [roundOf(400, 10), roundOf(400, 12)]),
    ),
  };

  it("shows each figure beside its baseline, its limit and the verdict", async () => {
    const { toReport, toText } = await load<Report>("bench/provider/report.mjs");
    const text = toText(toReport(report));
    const cells = (start: string) =>
      text
        .split("\n")
        .find((line) => line.startsWith(`| ${start}`))
        ?.split("|")
        .map((cell) => cell.trim());
    assert.deepEqual(cells("wall time: dynamic, destroy")?.slice(2, 6), [
      "1.00 (1.00 to 1.00)",
      "11.00 s (no-op)",
      "1.08",
      "met",
    ]);
    assert.deepEqual(cells("requests besides reads of sessions: plugin, destroy")?.slice(2, 6), [
      "803",
      "2809 (Terraform)",
      "820",
      "met",
    ]);
  });

  it("shows what was measured of the simulator in a table of its own, where it was", async () => {
    const { toReport, toText } = await load<Report>("bench/provider/report.mjs");
    const lines = [
      { name: "start", value: "4.3 s", goal: "<= 2.0 s", isMet: false },
      { name: "week", value: "1.10 s", goal: "< 2 s", isMet: true },
    ];
    const rows = toText(toReport({ ...report, simulator: lines }))
      .split("\n")
      .slice(-2)
      .map((line) => line.split(/ *\| */).filter(Boolean));
    assert.deepEqual(rows, [
      ["start", "4.3 s", "<= 2.0 s", "**missed**"],
      ["week", "1.10 s", "< 2 s", "met"],
    ]);
    assert.ok(!toText(toReport(report)).includes("simulator"));
  });

  it("replaces the former tables and nothing else", async () => {
    const { withTables } = await load<{ withTables(page: string, command: string, tables: string): string }>(
      "bench/page.mjs",
    );
    const place = (command: string, tables: string) =>
      `<!-- written by ${command} -->\n\n${tables}\n\n<!-- end of what is written -->`;
    const page = (first: string, second: string) =>
      `# A\n${place("bench", first)}\nB\n${place("bench waves", second)}\nC\n`;
    assert.equal(withTables(page("old", "other"), "bench", "new"), page("new", "other"));
    assert.equal(withTables(page("old", "other"), "bench waves", "new"), page("old", "new"));
    assert.throws(() => withTables("# A", "bench", "new"), /performance.md/);
  });

  it("has a chart with a bar per provider and scenario, for light pages and dark ones", async () => {
    const { toReport } = await load<Report>("bench/provider/report.mjs");
    const { drawChart } = await load<{ drawChart(rows: Rows, about: string): string | undefined }>(
      "bench/provider/chart.mjs",
    );
    const chart = drawChart(toReport(report).rows, report.machine) ?? "";
    assert.equal(chart.match(/<rect class="(noop|dynamic|plugin)" x="96"/g)?.length, 15);
    assert.match(chart, /prefers-color-scheme: dark/);
    assert.ok(chart.includes("2 x &lt;CPU> &amp; more"), "text that looks like markup stays text");
    assert.equal(drawChart([], ""), undefined);
    assert.ok(!chart.includes("a plugin that does nothing"), "it was not measured");
    const noopPlugin = seriesOf("noopPlugin", 400, [roundOf(400, 9)]);
    const withPlugin = toReport({ ...report, series: [...report.series, noopPlugin] });
    const more = drawChart(withPlugin.rows, report.machine) ?? "";
    assert.equal(more.match(/<rect class="(noop|noopPlugin|dynamic|plugin)" x="96"/g)?.length, 20);
    assert.equal(more.match(/<rect class="noopPlugin"/g)?.length, 5 + 1, "and its place in the legend");
    assert.ok(more.includes(">a plugin that does nothing<"));
  });
});
