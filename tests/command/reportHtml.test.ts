import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { MOST_ROWS, reportHtml } from "../../command/report/html/page";
import { createSession } from "../simulator/page/sessions";
import { CommandStage } from "./commandStage";
import { hour, largeReport, reportAfter, seen } from "./report/reports";
import { sessionView } from "./sessions/sessions";

describe("the report as a page", () => {
  const largest = reportHtml(largeReport(1000));

  it("is below 1 MB with 1,000 imports that have a past", () => {
    assert.ok(Buffer.byteLength(largest) < 1_000_000, `${Buffer.byteLength(largest)} bytes`);
    assert.equal(largest.match(/<tr class=/g)?.length, 1000);
  });

  it("lets a browser fetch nothing and run nothing but its own style and script", () => {
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(largest) ?? [];
    const hashOf = (tag: string) => {
      const [, text = ""] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(largest) ?? [];
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    assert.equal(
      policy.replaceAll("&#39;", "'"),
      `default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    assert.doesNotMatch(largest, /\s(?:style|on\w+)=|<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)/);
  });

  it("has as much of a name as an array tells, and nothing of it is markup", () => {
    const name = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;
    const failed = sessionView({
      id: name,
      name,
      array: name,
      state: "Failed",
      error: { message: name },
      wave: name,
      hold: name,
    });
    const page = reportHtml(
      reportAfter(
        seen(1, [failed], {
          arrays: [
            { name, endpoint: name, failure: name },
            { name: "berlin", endpoint: "" },
          ],
          absent: [{ resource: name, state: name, sessionId: name }],
        }),
      ).report,
    );
    const shown =
      "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&amp;amp;";
    assert.ok(page.includes(shown));
    const own = page.replaceAll(shown, "").toLowerCase();
    assert.equal(own.match(/<script>/g)?.length, 1);
    assert.equal(own.includes("onerror"), false);
  });

  it("shows a sign that would turn a text around as one that nobody knows", () => {
    const page = reportHtml(reportAfter(seen(1, [sessionView({ name: "db\u202etxt.exe" })])).report);
    assert.ok(page.includes("<bdi>db\ufffdtxt.exe</bdi>"));
  });

  it("draws the states of a session to scale, with what the array expects", () => {
    const { report } = reportAfter(
      seen(0, [sessionView({ state: "Queued", lastUpdateTimestamp: hour(-1) })]),
      seen(3, [sessionView({ lastUpdateTimestamp: hour(2), estimatedCompletionTimestamp: hour(20) })]),
    );
    const [, line = ""] = reportHtml(report).split("<svg class=line");
    const bars = [...line.matchAll(/<rect class="?(\w+ ?\w*)"? x=([\d.]+)% width=([\d.]+)%/g)].map(([, ...all]) => all);
    // From an hour before the first look to four hours ahead, though the array expects more: as much future as past.
    assert.deepEqual(bars, [
      ["queued", "0", "37.5"],
      ["running", "37.5", "12.5"],
      ["running ahead", "50", "50"],
    ]);
  });

  it("shows the latest states of one that goes to and fro, and how many came before", () => {
    const looks = Array.from({ length: 40 }, (_, index) =>
      seen(index, [sessionView({ state: index % 2 === 0 ? "Paused" : "Copy_In_Progress" })]),
    );
    const page = reportHtml(reportAfter(...looks).report);
    assert.match(page, /<ol><li>28 earlier states<li class=held>Paused/);
    assert.equal(page.match(/<svg class=line aria-hidden=true>(<rect[^>]*>){12}<\/svg>/g)?.length, 1);
  });

  it("says what it leaves out of a table that no browser would like, and those are of the last", () => {
    const many = Array.from({ length: MOST_ROWS + 5 }, (_, index) =>
      sessionView({ id: `${index}`, name: `db-${index}` }),
    );
    const page = reportHtml(reportAfter(seen(1, many)).report);
    assert.equal(page.match(/<tr class=/g)?.length, MOST_ROWS);
    assert.match(page, /<p>5 imports that need nobody are left out here\.<\/p>/);
  });

  it("has no empty table where there are no imports", () => {
    const page = reportHtml(reportAfter(seen(1, [])).report);
    assert.match(page, /<h1 class=done>There are no import sessions<\/h1>/);
    assert.doesNotMatch(page, /<table|<dl>/);
  });
});

describe("powerstore-import status -o html", () => {
  it("is the same page of one look alone", async () => {
    const stage = await CommandStage.open({ ids: "counted" });
    try {
      createSession(stage.simulator, "db-01");
      const { stdout } = await stage.run(["status", "-o", "html"]);
      assert.match(stdout, /^<!doctype html>/);
      assert.match(stdout, /<th scope=row><bdi>db-01<\/bdi>/);
      assert.doesNotMatch(stdout, /Since the last report/);
    } finally {
      await stage.close();
    }
  });
});
