import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { Report } from "../../../command/report/content/document";
import { reportHtml } from "../../../command/report/html/page";
import { importSessionStates } from "../../../provider/powerstore/api/schemas/importSession";
import { useChromium, type Visit } from "../../simulator/page/browser";
import { worstContrast } from "../../simulator/page/contrast";
import { createSession } from "../../simulator/page/sessions";
import { CommandStage } from "../commandStage";
import { hour, largeReport, reportAfter, seen } from "../report/reports";
import { sessionView } from "../sessions/sessions";

/** One import in each state that there is, with a past, a stack that holds some, and an array that is down. */
function everything(): Report {
  const sessions = importSessionStates.map((state, index) =>
    sessionView({
      id: `session-${index}`,
      name: `db-${index}`,
      array: index % 2 === 0 ? "berlin" : "munich",
      state,
      wave: `night-${index % 3}`,
      lastUpdateTimestamp: hour(1 + index / 10),
      size: 100e9,
      ...(state === "Copy_In_Progress" && {
        progressPercentage: 40,
        currentTransferRate: 104e6,
        estimatedCompletionTimestamp: hour(6),
      }),
      ...(state === "Scheduled" && {
        standing: "held" as const,
        hold: "its start windows are closed",
        nextChangeAt: hour(8),
      }),
      ...(state === "Failed" && { error: { code: "0xE0302003001E", message: "The connection was lost." } }),
    }),
  );
  const before = sessions.map((session) => ({ ...session, state: "Queued", lastUpdateTimestamp: hour(0) }));
  const first = seen(1, before);
  const silent = { name: "cologne", endpoint: "https://cologne.example/api/rest", failure: "no answer within 30 s" };
  return reportAfter(
    first,
    seen(2, sessions, {
      arrays: [...first.arrays, silent],
      absent: [
        { resource: 'night-1["new"]', wave: "night-1", state: "Not_Started" },
        { resource: "db-lost", state: "Copy_In_Progress", sessionId: "session-lost" },
      ],
      windows: [{ resource: "night-1", kind: "startWindows", open: false, until: hour(8) }],
    }),
  ).report;
}

describe("the report's page in a browser", function () {
  // A browser on a busy machine needs its time to start.
  this.timeout(60_000);
  const visit = useChromium();
  const visits: Visit[] = [];
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-page-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    for (const visited of visits.splice(0)) await visited.leave();
  });

  function openFile(file: string, options: BrowserContextOptions = {}) {
    const address = String(pathToFileURL(file));
    return visit(address, address, options).then((visited) => {
      visits.push(visited);
      return visited;
    });
  }

  function open(report: Report, options?: BrowserContextOptions) {
    const file = join(folder, "report.html");
    writeFileSync(file, reportHtml(report));
    return openFile(file, options);
  }

  const rows = (page: Page) => page.locator("tbody tr:visible");
  const names = (page: Page) => rows(page).locator("th bdi").allTextContents();

  for (const colorScheme of ["light", "dark"] as const) {
    it(`can be read by people with weak sight, ${colorScheme}, and asks nobody for anything`, async () => {
      const { page, complaints } = await open(everything(), { colorScheme });
      const worst = await worstContrast(page);
      assert.ok(worst.ratio >= 4.5, `"${worst.text}" has a contrast of ${worst.ratio}`);
      assert.deepEqual(complaints, []);
    });
  }

  const widths = [
    { title: "everything", report: everything },
    { title: "a thousand imports", report: () => largeReport(1000) },
    { title: "one import", report: () => reportAfter(seen(1, [sessionView()])).report },
    { title: "no import", report: () => reportAfter(seen(1, [])).report },
    {
      title: "names without an end",
      report: () => {
        const name = "x".repeat(300);
        const failed = sessionView({ name, array: name, wave: name, state: "Failed", error: { message: name } });
        return reportAfter(seen(1, []), seen(2, [failed, { ...failed, id: "2", state: "Queued", hold: name }])).report;
      },
    },
  ];
  for (const { title, report } of widths) {
    it(`fits on a phone with ${title}`, async () => {
      const { page } = await open(report(), { viewport: { width: 360, height: 640 } });
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
      assert.equal(wide, 360);
      assert.deepEqual(await page.evaluate<string[]>(tooWide), []);
    });
  }

  const columns = [
    { title: "of one array", array: (_: number) => "berlin", wave: undefined },
    { title: "of several arrays", array: (index: number) => `array-${index}`, wave: undefined },
    { title: "of several arrays, in waves", array: (index: number) => `array-${index}`, wave: "night-1" },
  ];
  for (const { title, array, wave } of columns) {
    it(`shows all of the table in a window of any width, ${title}`, async () => {
      const sessions = [1, 2, 3].map((index) =>
        sessionView({ id: `${index}`, name: `db-${index}`, array: array(index), ...(wave !== undefined && { wave }) }),
      );
      const { page } = await open(reportAfter(seen(1, []), seen(2, sessions)).report);
      for (const width of [740, 820, 1000, 1280]) {
        await page.setViewportSize({ width, height: 640 });
        assert.deepEqual(await page.evaluate<string[]>(tooWide), [], `${width} px`);
      }
    });
  }

  it("finds among a thousand imports, and says how many it shows", async () => {
    const { page, complaints } = await open(largeReport(1000));
    await page.keyboard.press("/");
    await page.keyboard.type("db-099 berlin");
    await page.locator("output").getByText("4 of 1000").waitFor();
    assert.deepEqual((await names(page)).sort(), [
      "sap-prd-db-0990",
      "sap-prd-db-0993",
      "sap-prd-db-0996",
      "sap-prd-db-0999",
    ]);
    await page.getByLabel("Find").fill("nothing like that");
    await page.locator("output").getByText("0 of 1000").waitFor();
    assert.deepEqual(complaints, []);
  });

  it("shows those that somebody has to act for, from the list above", async () => {
    const { page } = await open(largeReport(100));
    await page.getByLabel("Find").fill("no such name");
    await page.getByRole("link", { name: "2 imports, Failed" }).click();
    await page.locator("output").getByText("2 of 100").waitFor();
    assert.equal(await page.locator("#sessions:focus").count(), 1);
  });

  it("chooses by array and state", async () => {
    const { page } = await open(everything());
    await page.locator("#array").selectOption("munich");
    await page.locator("#state").selectOption("Failed");
    assert.deepEqual(await names(page), ["db-11"]);
  });

  it("sorts by keyboard alone: up, down, and as it was; what has no value comes last", async () => {
    const { page } = await open(everything());
    const asItWas = await names(page);
    const heading = page.getByRole("columnheader", { name: "Import" });
    await heading.getByRole("button").focus();
    await page.keyboard.press("Enter");
    assert.deepEqual((await names(page)).slice(0, 3), ["db-0", "db-1", "db-2"]);
    assert.equal(await heading.getAttribute("aria-sort"), "ascending");
    await page.keyboard.press("Enter");
    assert.equal((await names(page))[0], "db-20");
    await page.keyboard.press("Enter");
    assert.deepEqual(await names(page), asItWas);
    assert.equal(await heading.getAttribute("aria-sort"), null);
    await page.locator("#order").selectOption("Copied, last first");
    const copied = await rows(page).locator("td:nth-of-type(4)").allTextContents();
    assert.deepEqual(
      copied,
      copied.toSorted((one, other) => Number.parseInt(other || "-1", 10) - Number.parseInt(one || "-1", 10)),
    );
  });

  it("unfolds the states of an import with their times, by keyboard", async () => {
    const { page } = await open(everything());
    const row = page.getByRole("row", { name: /^db-13 / });
    await row.getByText("States").or(row.locator("summary")).first().focus();
    await page.keyboard.press("Enter");
    await row.getByText("Queued 28 Nov 18:00, 2 h").waitFor();
    await row.getByText("session-13").waitFor();
  });

  it("says how old it is for as long as it is open, and when somebody comes back to it or prints it", async () => {
    const { page } = await open(everything());
    const age = page.locator("#age");
    // A look at the time is a look at this clock, which stands still in between.
    await page.clock.install({ time: hour(2) });
    await page.clock.pauseAt(hour(2.5));
    await page.reload();
    assert.equal(await age.textContent(), ", 30 min ago");
    await page.clock.runFor("31:00");
    assert.equal(await age.textContent(), ", 61 min ago");
    for (const [index, event] of [
      "document.dispatchEvent(new Event('visibilitychange'))",
      "dispatchEvent(new Event('pageshow'))",
      "dispatchEvent(new Event('beforeprint'))",
    ].entries()) {
      await page.clock.setFixedTime(hour(5 + index));
      await page.evaluate(event);
      assert.equal(await age.textContent(), `, ${3 + index} hours ago`, event);
    }
  });

  it("has all of it without its script", async () => {
    const { page } = await open(largeReport(100), { javaScriptEnabled: false });
    assert.equal(await page.locator("tbody tr").count(), 100);
    assert.equal(await page.getByLabel("Find").isVisible(), false);
  });

  it("shows hostile names as they are, and runs nothing of them", async () => {
    const name = `<img src=x onerror=alert(1)><script>alert(2)</script>"'`;
    const failed = sessionView({ name, array: name, state: "Failed", error: { message: name } });
    const { page, complaints } = await open(reportAfter(seen(1, [failed])).report);
    assert.deepEqual(await names(page), [name]);
    assert.deepEqual(complaints, []);
  });

  it("goes on paper in dark letters, with all imports and without what nobody can press", async () => {
    const { page } = await open(everything(), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByLabel("Find").isVisible(), false);
    const color = await page.evaluate<string>("getComputedStyle(document.querySelector('tbody th')).color");
    assert.equal(color, "rgb(25, 29, 36)");
  });

  it("moves nothing by itself", async () => {
    const { page } = await open(everything());
    assert.equal(await page.evaluate<number>("document.getAnimations().length"), 0);
  });

  it("is the same page where the command is one file", async () => {
    // The command as a process has the time of this machine, and so has its array.
    const stage = await CommandStage.open({ ids: "counted", start: new Date().toISOString() });
    try {
      createSession(stage.simulator, "db-01");
      const command = join(folder, "command.cjs");
      const { bundleCommand } = await import("../../../tools/package/bundle.mjs");
      await bundleCommand(command);
      const file = join(folder, "written.html");
      const env = { ...process.env, ...stage.environment };
      const { stderr } = await promisify(execFile)(process.execPath, [command, "report", "--out", file], { env });
      assert.equal(stderr, "");
      const { page, complaints } = await openFile(file);
      await page.locator("output").getByText("1 of 1").waitFor();
      assert.deepEqual([await names(page), complaints], [["db-01"], []]);
    } finally {
      await stage.close();
    }
  });
});

/** Texts that reach out of the window; of rows alike a few are enough, for a browser has to lay each of them out to say so. */
const tooWide = `[...document.querySelectorAll("body *")]
  .filter((element) => element.closest("tbody tr:nth-child(n + 25)") === null)
  .filter((element) => element.getClientRects().length > 0 && !element.classList.contains("skip"))
  .filter((element) => element.closest("svg") === null && element.getBoundingClientRect().right > innerWidth + 0.5)
  .map((element) => element.tagName + " " + (element.textContent ?? "").slice(0, 40))`;
