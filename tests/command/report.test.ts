import assert from "node:assert/strict";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { exitCodes } from "../../command/process/exits";
import type { Seen } from "../../command/report/content/build";
import { reportSchema } from "../../command/report/content/document";
import { historySchema } from "../../command/report/history/schema";
import { reportHtml } from "../../command/report/html/page";
import { MOST_CHARACTERS } from "../../command/report/markdown/limit";
import { reportMarkdown } from "../../command/report/markdown/markdown";
import type { SessionView } from "../../command/sessions/sessionView";
import { createSession } from "../simulator/page/sessions";
import { CommandStage } from "./commandStage";
import { hour, largeReport, reportAfter, seen } from "./report/reports";
import { sessionView } from "./sessions/sessions";

describe("powerstore-import report", () => {
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

  it("writes Markdown: the verdict, who has to act, and the states over time", async () => {
    createSession(stage.simulator, "db-01");
    stage.simulator.advance(4 * 3600);
    const { exit, stdout, stderr } = await stage.run(["report"]);
    assert.deepEqual([exit, stderr], [exitCodes.done, ""]);
    assert.match(stdout, /^<!-- powerstore-import report -->\n## 1 import waits for somebody\n/);
    assert.match(
      stdout,
      /### Who has to act\n- 🟧 \*\*Cut over\*\*: 1 import, Ready for cutover\. <code>db-01<\/code>/,
    );
    assert.match(
      stdout,
      /\| <code>db-01<\/code> \| Ready for cutover \| .* \| on the hosts&#58; check that the applications run well&#59; then cut over \| (?:▫️|🟧)+ \|/u,
    );
  });

  it("says that there are none", async () => {
    const { exit, stdout } = await stage.run(["report"]);
    assert.equal(exit, exitCodes.done);
    assert.match(stdout, /## There are no import sessions\n\nAs of 1 Jan 2026 00:00 UTC\n$/);
  });

  it("puts new files in place where links lead to, at once as anywhere else, and leaves the links", async () => {
    mkdirSync(join(folder, "share"));
    const files = ["report.json", "history.json"] as const;
    const write = () => stage.run(["report", "--out", "report.json", "--history", "history.json"], { folder });
    for (const file of files) symlinkSync(join("share", file), join(folder, file));
    await write();
    const before = files.map((file) => readFileSync(join(folder, "share", file), "utf8"));
    // Another name of the same file shows whether it was written over.
    for (const file of files) linkSync(join(folder, "share", file), join(folder, `former-${file}`));
    createSession(stage.simulator, "db-01");
    assert.equal((await write()).exit, exitCodes.done);
    for (const [index, file] of files.entries()) {
      assert.equal(readFileSync(join(folder, `former-${file}`), "utf8"), before[index]);
      assert.match(readFileSync(join(folder, "share", file), "utf8"), /db-01/);
      assert.equal(readlinkSync(join(folder, file)), join("share", file));
    }
    assert.deepEqual(readdirSync(join(folder, "share")).sort(), [...files].sort());
  });

  it("writes through a link to what is no file", async () => {
    symlinkSync("/dev/null", join(folder, "report.json"));
    const { exit, stderr } = await stage.run(["report", "--out", "report.json"], { folder });
    assert.deepEqual([exit, readlinkSync(join(folder, "report.json"))], [exitCodes.done, "/dev/null"], stderr);
  });

  it("only reads", async () => {
    createSession(stage.simulator, "db-01");
    await stage.run(["report", "--out", join(folder, "a.md"), "--history", join(folder, "h.json")]);
    const changing = stage
      .requests()
      .filter((request) => !request.startsWith("GET ") && request !== "POST /api/rest/logout");
    assert.deepEqual(changing, []);
  });

  it("writes one look at the arrays to several files, each in the format of its ending, and nothing else", async () => {
    createSession(stage.simulator, "db-01");
    const { stdout } = await stage.run(["report", "--out", "a.md", "b.html", "c.json"], { folder });
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    assert.equal(stdout, "");
    assert.match(read("a.md"), /^<!-- powerstore-import report -->/);
    assert.match(read("b.html"), /^<!doctype html>/);
    const { sessions } = reportSchema.parse(JSON.parse(read("c.json")));
    assert.deepEqual(
      sessions.map(({ name, timeline }) => [name, timeline.map(({ state }) => state)]),
      [["db-01", ["In_Progress"]]],
    );
    assert.equal(stage.requests().filter((request) => request === "GET /api/rest/import_session").length, 1);
  });

  it("writes one file as --format says, whatever its name is", async () => {
    await stage.run(["report", "--format", "markdown", "--out", "step_summary_42"], { folder });
    assert.match(readFileSync(join(folder, "step_summary_42"), "utf8"), /## There are no import sessions/);
  });

  it("has the schema of its document on its page", () => {
    const page = readFileSync(join(__dirname, "../../docs/command/report.md"), "utf8");
    const [, shown = ""] = /<!-- schema -->\n```json\n([\s\S]*?)```\n<!-- end of schema -->/.exec(page) ?? [];
    assert.equal(shown, `${JSON.stringify(z.toJSONSchema(reportSchema), null, 1)}\n`);
  });

  it("has the schema of its history on its page", () => {
    const page = readFileSync(join(__dirname, "../../docs/command/report.md"), "utf8");
    const [, shown = ""] = /<!-- schema of the history -->\n```json\n([\s\S]*?)```\n/.exec(page) ?? [];
    assert.equal(shown, `${JSON.stringify(z.toJSONSchema(historySchema), null, 1)}\n`);
  });

  const misuses = [
    { title: "a file whose ending says nothing", args: ["--out", "report"], said: /--out report: say --format/ },
    {
      title: "a format that there is not",
      args: ["--format", "pdf"],
      said: /Allowed choices are markdown, html, json/,
    },
    { title: "a wave without a stack", args: ["--wave", "w1"], said: /add --stack/ },
  ];
  for (const { title, args, said } of misuses) {
    it(`is a wrong use with ${title}, and asks no array`, async () => {
      const { exit, stdout, stderr } = await stage.run(["report", ...args], { folder });
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, said);
      assert.deepEqual(stage.requests(), []);
    });
  }

  it("ends as a refused login where the password is wrong, and the report says so", async () => {
    const environment = { ...stage.environment, POWERSTORE_PASSWORD: "wrong-secret" };
    const { exit, stdout, stderr } = await stage.run(["report"], { environment });
    assert.equal(exit, exitCodes.login);
    assert.match(stdout, /## 1 array did not answer/);
    assert.match(stderr, /logging in as "admin"/);
    assert.doesNotMatch(stdout + stderr, /wrong-secret/);
  });

  it("of a part tells where those are that it showed, and takes none for gone that is not asked for", async () => {
    const moving = createSession(stage.simulator, "db-01");
    const other = createSession(stage.simulator, "db-02", { source_resource_id: "unity-01-vol-02" });
    const args = ["report", "-o", "json", "--history", join(folder, "part.json"), "--state", "Copy_In_Progress"];
    const ask = async () => {
      const { stdout } = await stage.run(args);
      return reportSchema.parse(JSON.parse(stdout)).changes.map(({ name, kind, from, to }) => [name, kind, from, to]);
    };
    const put = stage.simulator.world.forceState.bind(stage.simulator.world);
    put(moving, "Copy_In_Progress");
    put(other, "Queued");
    assert.deepEqual(await ask(), []);
    put(moving, "Ready_For_Cutover");
    put(other, "Paused");
    assert.deepEqual(await ask(), [["db-01", "state", "Copy_In_Progress", "Ready_For_Cutover"]]);
    put(moving, "Copy_In_Progress");
    assert.deepEqual(await ask(), [["db-01", "state", "Ready_For_Cutover", "Copy_In_Progress"]]);
  });

  const heads: readonly (readonly [args: readonly string[], shown: RegExp])[] = [
    [["report"], /\n## Only state Import completed: nothing is left to do\n/],
    [
      ["report", "--format", "html"],
      /<title>Only state Import completed: nothing is left to do · .*<h1 class=held>Only state Import completed: nothing is left to do<\/h1>/s,
    ],
    [["status", "-o", "html"], /<h1 class=held>Only state Import completed: nothing is left to do<\/h1>/],
  ];
  for (const [args, shown] of heads) {
    it(`of a part says so, and never that all is done: ${args.join(" ")}`, async () => {
      const [done, failed] = [
        createSession(stage.simulator, "db-01"),
        createSession(stage.simulator, "db-02", { source_resource_id: "unity-01-vol-02" }),
      ];
      stage.simulator.world.forceState(done, "Import_Completed");
      stage.simulator.world.forceState(failed, "Failed");
      const { stdout } = await stage.run([...args, "--state", "Import_Completed"]);
      assert.match(stdout, shown);
      assert.doesNotMatch(stdout, /Nothing is left/);
    });
  }

  it("of a part puts how the whole stands into the history", async () => {
    const [done, failed] = [
      createSession(stage.simulator, "db-01"),
      createSession(stage.simulator, "db-02", { source_resource_id: "unity-01-vol-02" }),
    ];
    stage.simulator.world.forceState(done, "Import_Completed");
    stage.simulator.world.forceState(failed, "Failed");
    const args = ["report", "-o", "json", "--history", join(folder, "points.json"), "--state", "Import_Completed"];
    const { points, part, totals } = reportSchema.parse(JSON.parse((await stage.run(args)).stdout));
    assert.deepEqual(
      points.map((point) => [point.done, point.failed]),
      [[1, 1]],
    );
    assert.deepEqual([totals.done, totals.failed, part], [1, 0, { states: ["Import_Completed"] }]);
  });

  it("tells of the other arrays where one is down, says which, and ends as an error", async () => {
    createSession(stage.simulator, "db-01");
    const profiles = {
      berlin: stage.profile,
      munich: { ...stage.profile, endpoint: "https://127.0.0.1:9" },
    };
    writeFileSync(join(folder, "arrays.json"), JSON.stringify(profiles));
    const args = ["report", "--arrays", "arrays.json", "--history", "seen.json"];
    const { exit, stdout, stderr } = await stage.run(args, { folder, environment: {} });
    assert.match(stderr, /munich: /);
    assert.equal(exit, exitCodes.error);
    assert.match(stdout, /> \[!CAUTION\]\n> - Array <code>munich<\/code> did not answer: <code>/);
    assert.match(stdout, /\| <code>db-01<\/code> \| <code>berlin<\/code> \|/);
    assert.match(readFileSync(join(folder, "seen.json"), "utf8"), /"name":"db-01"/);
  });
});

describe("how much of a wave is done", () => {
  const GB = 1e9;
  const done = (id: string) =>
    sessionView({ id, state: "Import_Completed", wave: "night-1", size: GB, copiedBytes: GB });
  const waiting = (id: string) => sessionView({ id, state: "Queued", wave: "night-1" });
  const absent = (id: string) => ({ resource: id, wave: "night-1", state: "Not_Started" });
  const told = (sessions: readonly SessionView[], more: Partial<Seen> = {}) => {
    const text = reportMarkdown(reportAfter(seen(1, sessions, more)).report);
    return /\| <code>night-1<\/code> \| \S+ \| (\d+ %) \|/.exec(text)?.[1];
  };

  it("is all of it where all is copied", () => {
    assert.equal(told([done("1"), done("2")]), "100 %");
  });

  it("is a part as long as some have no size yet: the others are not all there is", () => {
    assert.equal(told([done("1"), waiting("2"), waiting("3"), waiting("4")]), "25 %");
  });

  it("is a part as long as some have not started", () => {
    assert.equal(told([done("1")], { absent: [absent("2"), absent("3"), absent("4")] }), "25 %");
    const unsized = sessionView({ id: "1", state: "Import_Completed", wave: "night-1" });
    assert.equal(told([unsized], { absent: [absent("2")] }), "50 %", "counted, where no size is told");
  });
});

describe("the row of an import", () => {
  const gate = sessionView({ name: "crm", state: "Mirror_Enabled", type: "Agentless" });
  const { todo: _, ...held } = { ...gate, standing: "held" as const, hold: "its wave is held" };
  const paused = { ...gate, state: "Paused", standing: "paused" as const, hold: 'the next "pulumi up" pauses it' };
  const overdue = sessionView({ estimatedCompletionTimestamp: hour(0.5), currentTransferRate: 1e6 });
  const markdownRow = (session: SessionView) =>
    /^\| <code>.*$/m.exec(reportMarkdown(reportAfter(seen(1, [session])).report))?.[0] ?? "";
  const pageRow = (session: SessionView) =>
    /<tbody>([\s\S]*?)<\/tbody>/.exec(reportHtml(reportAfter(seen(1, [session])).report))?.[1] ?? "";

  for (const [format, row] of [
    ["Markdown", markdownRow],
    ["a page", pageRow],
  ] as const) {
    it(`says what the hosts need before its gate is passed, in ${format}`, () => {
      assert.match(row(gate), /shut the applications down.*enable the destination volume/is);
    });

    it(`says what the hosts need before the program goes on with it by itself, in ${format}`, () => {
      assert.match(row(held), /its wave is held.*first, on the hosts.* shut the applications down/is);
    });

    it(`says what somebody has to do beside what the program does, in ${format}`, () => {
      assert.match(row(paused), /shut the applications down.*the next .*pulumi up.* pauses it/is);
    });

    it(`tells no end that is past, in ${format}`, () => {
      assert.match(row(overdue), /1\.00 MB/);
      assert.doesNotMatch(row(overdue), /ends/);
    });
  }
});

describe("the report in Markdown", () => {
  const markdownOf = (name: string, message = "") => {
    const failed = sessionView({ name, state: "Failed", error: { message } });
    return reportMarkdown(reportAfter(seen(1, [failed])).report);
  };

  const hostile = [
    { title: "closes no cell", name: "a|b", shown: "a&#124;b" },
    {
      title: "is no HTML",
      name: "<script>alert(1)</script>",
      shown: "&#60;script&#62;alert&#40;1&#41;&#60;&#47;script&#62;",
    },
    { title: "ends no code", name: "`x` </code>", shown: "&#96;x&#96; &#60;&#47;code&#62;" },
    { title: "notifies nobody", name: "@security-team", shown: "&#64;security-team" },
    {
      title: "is no link",
      name: "[x](https://example.com)",
      shown: "&#91;x&#93;&#40;https&#58;&#47;&#47;example.com&#41;",
    },
    { title: "is no reference that it brings itself", name: "&lt;b&gt;", shown: "&#38;lt&#59;b&#38;gt&#59;" },
    {
      title: "has no emphasis",
      name: "*a* __b__ ~~c~~",
      shown: "&#42;a&#42; &#95;&#95;b&#95;&#95; &#126;&#126;c&#126;&#126;",
    },
    { title: "begins no line", name: "a\n# b\r\n/close", shown: "a &#35; b &#47;close" },
    { title: "turns no text around", name: "a\u202eb\u2066c", shown: "a\ufffdb\ufffdc" },
    { title: "ends no comment", name: "--> <!--", shown: "--&#62; &#60;&#33;--" },
  ];
  for (const { title, name, shown } of hostile) {
    it(`takes a name for a text: it ${title}`, () => {
      const text = markdownOf(name, name);
      assert.ok(text.includes(`<code>${shown}</code>`), text);
      assert.equal(text.replaceAll(shown, "").includes(name), false);
    });
  }

  it("has a marker of its own for each stack, which no name of one ends", () => {
    const { report } = reportAfter(seen(1, []));
    assert.match(
      reportMarkdown(report, "org/project/prod"),
      /^<!-- powerstore-import report: org\/project\/prod -->\n/,
    );
    assert.match(reportMarkdown(report, "--> x"), /^<!-- powerstore-import report: -__x -->\n/);
  });

  it("stays below the limit of a comment with 1,000 imports, and says what was left out", () => {
    const text = reportMarkdown(largeReport(1000));
    assert.ok(text.length <= MOST_CHARACTERS && text.length > MOST_CHARACTERS * 0.9, String(text.length));
    assert.match(text, /### Who has to act\n/);
    assert.match(text, /\n> Left out, for a comment has no more room: \d+ of 1000 lines of "All imports"\./);
    // What is opened is closed.
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
  });

  it("leaves nothing out that has room", () => {
    assert.doesNotMatch(reportMarkdown(largeReport(60)), /Left out/);
  });

  it("tells waves with their windows, holds and what has not begun", () => {
    const { report } = reportAfter(
      seen(
        1,
        [
          sessionView({
            wave: "night-1",
            state: "Scheduled",
            hold: "its start windows are closed",
            nextChangeAt: hour(4),
          }),
        ],
        {
          absent: [{ resource: 'night-1["db-02"]', wave: "night-1", state: "Not_Started" }],
          windows: [{ resource: "night-1", wave: "night-1", kind: "startWindows", open: false, until: hour(4) }],
        },
      ),
    );
    const [line] = reportMarkdown(report).match(/\| <code>night-1<\/code> .*/) ?? [];
    assert.match(
      line ?? "",
      /1 queued, 1 not started \| Start windows: closed until 28 Nov 22:00 UTC<br>Its start windows are closed<br>next change 28 Nov 22:00 \|$/,
    );
  });

  it("says first that a session of the stack has vanished", () => {
    const { report } = reportAfter(
      seen(1, [], { absent: [{ resource: "db-01", state: "Copy_In_Progress", sessionId: "session-9" }] }),
    );
    const text = reportMarkdown(report);
    assert.match(text, /## 1 import has vanished/);
    assert.match(
      text,
      /no longer on the array.*<code>db-01<\/code>, last recorded Copy in progress, session <code>session-9<\/code>/,
    );
  });
});
