import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "../../command/process/exits";
import { MOST_POINTS, MOST_STEPS, observe } from "../../command/report/history/observe";
import { emptyHistory, historySchema } from "../../command/report/history/schema";
import { reportHtml } from "../../command/report/html/page";
import { reportMarkdown } from "../../command/report/markdown/markdown";
import { createSession } from "../simulator/page/sessions";
import { CommandStage } from "./commandStage";
import { hour, reportAfter, seen } from "./report/reports";
import { sessionView } from "./sessions/sessions";

describe("the history of reports", () => {
  const copying = sessionView({ state: "Copy_In_Progress", progressPercentage: 20, lastUpdateTimestamp: hour(0.9) });
  const ready = sessionView({ state: "Ready_For_Cutover", lastUpdateTimestamp: hour(1.5) });

  it("has an entry for a change of state, and none for an observation that finds the same one", () => {
    const { history } = reportAfter(
      seen(1, [copying]),
      seen(1.2, [{ ...copying, progressPercentage: 30 }]),
      seen(2, [ready]),
    );
    assert.deepEqual(
      history.sessions.map(({ steps }) => steps),
      [
        [
          { state: "Copy_In_Progress", at: hour(0.9) },
          { state: "Ready_For_Cutover", at: hour(1.5), after: hour(1.2) },
        ],
      ],
    );
  });

  const begins = [
    { title: "when the array last touched it, which is between two looks", touched: hour(1.5), at: hour(1.5) },
    { title: "now, where the array says nothing", touched: undefined, at: hour(2) },
    { title: "now, where the array's clock is ahead", touched: hour(9), at: hour(2) },
    { title: "now, where the array touched it last before it was in another state", touched: hour(0.5), at: hour(2) },
    { title: "now, where the array says what is no time", touched: "soon", at: hour(2) },
  ];
  for (const { title, touched, at } of begins) {
    it(`begins a state ${title}`, () => {
      const { lastUpdateTimestamp: _, ...rest } = ready;
      const { history } = reportAfter(
        seen(1, [copying]),
        seen(2, [{ ...rest, ...(touched && { lastUpdateTimestamp: touched }) }]),
      );
      assert.equal(history.sessions[0]?.steps[1]?.at, at);
    });
  }

  it("says what has changed since the last report, and not since the one before", () => {
    const other = sessionView({ id: "session-2", name: "db-02", state: "Queued" });
    const { report } = reportAfter(
      seen(1, [copying]),
      seen(2, [ready, { ...copying, id: "session-3", name: "db-03" }]),
      seen(3, [ready, other, { ...copying, id: "session-3", name: "db-03", progressPercentage: 55 }]),
    );
    assert.equal(report.since, hour(2));
    assert.deepEqual(
      report.changes.map(({ name, kind, from, to, fromPercentage, toPercentage }) => [
        name,
        kind,
        from,
        to,
        fromPercentage,
        toPercentage,
      ]),
      [
        ["db-03", "progress", "Copy_In_Progress", "Copy_In_Progress", 20, 55],
        ["db-02", "new", undefined, "Queued", undefined, undefined],
      ],
    );
  });

  it("counts a group that was copied on once, as the totals do", () => {
    const group = sessionView({ id: "group", name: "mail", state: "In_Progress", progressPercentage: 20 });
    const members = ["1", "2"].map((id) => ({ ...copying, id, name: `mail-${id}`, parentSessionId: "group" }));
    const later = [group, ...members].map((session) => ({ ...session, progressPercentage: 60 }));
    const { report } = reportAfter(seen(1, [group, ...members]), seen(2, later));
    assert.equal(report.changes.length, 3);
    assert.match(reportMarkdown(report), /^- 1 import copied on in the same state\.$/m);
    assert.match(reportHtml(report), /<p>1 import copied on in the same state\.<\/p>/);
  });

  it("says once that an array no longer knows a session", () => {
    const looks = [seen(1, [copying]), seen(2, []), seen(3, [])] as const;
    assert.deepEqual(
      [reportAfter(...looks.slice(0, 2)), reportAfter(...looks)].map(({ report }) =>
        report.changes.map(({ kind }) => kind),
      ),
      [["gone"], []],
    );
  });

  it("takes no session for gone whose array has not answered, and says when it was last seen", () => {
    const silent = { name: "berlin", endpoint: "https://berlin.example/api/rest", failure: "no answer" };
    const { report, history } = reportAfter(seen(1, [copying]), seen(2, [], { arrays: [silent] }), seen(3, [ready]));
    assert.deepEqual(
      report.changes.map(({ kind, from, to }) => [kind, from, to]),
      [["state", "Copy_In_Progress", "Ready_For_Cutover"]],
    );
    assert.equal(history.points.length, 2, "the whole is not known where an array is missing");
    const [array] = reportAfter(seen(1, [copying]), seen(2, [], { arrays: [silent] })).report.arrays;
    assert.deepEqual([array?.lastSeenAt, array?.lastSeenSessions], [hour(1), 1]);
  });

  it("leaves those alone that were not asked for", () => {
    const { history } = reportAfter(seen(1, [{ ...copying, array: "munich" }]), seen(2, [copying]));
    const { goneAt } = history.sessions.find(({ array }) => array === "berlin") ?? {};
    assert.equal(goneAt, undefined);
    const only = [{ name: "berlin", endpoint: "https://berlin.example/api/rest" }];
    const munich = reportAfter(
      seen(1, [{ ...copying, array: "munich" }]),
      seen(2, [copying], { arrays: only }),
    ).history;
    assert.deepEqual(
      munich.sessions.map(({ array, goneAt: gone }) => [array, gone]),
      [
        ["berlin", undefined],
        ["munich", undefined],
      ],
    );
  });

  it("does not grow without end: first state and latest ones are kept, and old sums are thinned out", () => {
    let history = emptyHistory;
    for (let index = 0; index < 3 * MOST_POINTS; index++) {
      const session = index % 2 === 0 ? copying : ready;
      const { done, running, queued, held, failed, cancelled, copiedBytes, totalBytes } = seen(index, [session]).totals;
      const point = { done, running, queued, held, failed, cancelled, copiedBytes, totalBytes };
      history = observe(history, { at: hour(index), heard: ["berlin"], sessions: [session], point });
    }
    const [story] = history.sessions;
    assert.deepEqual([story?.steps.length, story?.steps[0]?.at, story?.cut], [MOST_STEPS, hour(0), true]);
    assert.ok(history.points.length <= MOST_POINTS);
    assert.deepEqual([history.points[0]?.at, history.points.at(-1)?.at], [hour(0), hour(3 * MOST_POINTS - 1)]);
    historySchema.parse(history);
  });
});

describe("powerstore-import report --history", () => {
  let stage: CommandStage;
  let folder: string;
  beforeEach(async () => {
    stage = await CommandStage.open({ ids: "counted" });
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-report-"));
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });
  const run = (...more: readonly string[]) => stage.run(["report", "--history", "seen.json", ...more], { folder });
  const file = () => readFileSync(join(folder, "seen.json"), "utf8");

  it("begins a file, carries it on, and says what has changed meanwhile", async () => {
    createSession(stage.simulator, "db-01");
    const first = await run();
    assert.doesNotMatch(first.stdout, /Since the last report/);
    stage.simulator.advance(4 * 3600);
    const second = await run();
    assert.match(second.stdout, /Since the last report \(1 Jan 2026 00:00 UTC, 4 h before\)/);
    assert.match(second.stdout, /→ 🟧 Ready for cutover: <code>db-01<\/code>/);
    const [story] = historySchema.parse(JSON.parse(file())).sessions;
    assert.equal(story?.steps.at(-1)?.state, "Ready_For_Cutover");
    assert.deepEqual(readdirSync(folder), ["seen.json"]);
  });

  const strange = [
    { title: "one that is cut off", text: '{"schema": "powerstore-import/hist', said: /no JSON, or only a part/ },
    { title: "an empty one", text: "", said: /it is empty/ },
    {
      title: "somebody else's",
      text: '{"name": "app", "version": "1.0.0"}',
      said: /no history that this version writes \(schema/,
    },
    {
      title: "a later version's",
      text: '{"schema": "powerstore-import/history/2", "points": [], "sessions": []}',
      said: /no history that this version writes \(schema/,
    },
    {
      title: "one of another shape",
      text: '{"schema": "powerstore-import/history/1", "points": [], "sessions": [{"id": 1}]}',
      said: /\(sessions\.0\.array/,
    },
  ];
  for (const { title, text, said } of strange) {
    it(`refuses ${title}, says what to do, asks no array and leaves it as it is`, async () => {
      writeFileSync(join(folder, "seen.json"), text);
      const { exit, stdout, stderr } = await run();
      assert.deepEqual([exit, stdout, file()], [exitCodes.usage, "", text]);
      assert.match(stderr, said);
      assert.match(stderr, /move this one away to begin anew/);
      assert.deepEqual(stage.requests(), []);
    });
  }

  it("is not carried on by a report that nobody got: its news is news the next time", async () => {
    const { exit, stderr } = await run("--out", "missing/report.md");
    assert.equal(exit, exitCodes.error);
    assert.match(stderr, /--out: writing .*missing\/report\.md/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("says where it cannot be written, and leaves nothing half", async () => {
    const { exit, stdout, stderr } = await stage.run(["report", "--history", "missing/seen.json"], { folder });
    assert.equal(exit, exitCodes.error);
    assert.match(stderr, /--history: writing .*seen\.json/);
    assert.match(stdout, /There are no import sessions/);
  });
});
