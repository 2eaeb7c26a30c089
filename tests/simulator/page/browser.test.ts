import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { facts } from "../../../simulator/src/api/facts";
import type { SessionState } from "../../../simulator/src/world";
import { useSimulator } from "../http/useSimulator";
import { useBrowser, type Visit } from "./browser";
import { worstContrast } from "./contrast";
import { createSession, rename, stateOf } from "./sessions";

describe("the simulator's page in a browser", function () {
  // A browser on a busy machine needs its time to start.
  this.timeout(60_000);
  const visit = useBrowser();
  const simulator = useSimulator({ ids: "counted" });
  const visits: Visit[] = [];

  async function open(...options: Parameters<typeof visit> extends [unknown, ...infer Rest] ? Rest : never) {
    const visited = await visit(simulator(), ...options);
    visits.push(visited);
    return visited;
  }

  afterEach(async () => {
    for (const visited of visits.splice(0)) await visited.leave();
  });

  const row = (page: Page, id: string) => page.locator(`#row-${id}`);

  function startCopy(name = "db-01", more = {}) {
    const id = createSession(simulator(), name, more);
    simulator().advance(60);
    return id;
  }

  it("follows the array by itself, without a word to anybody else and without a complaint", async () => {
    const id = startCopy();
    const { page, complaints } = await open();
    const progress = row(page, id).getByRole("progressbar");
    assert.equal(await progress.getAttribute("value"), "0");
    simulator().advance(1800);
    await progress.and(page.locator('[value="53"]')).waitFor();
    simulator().advance(7200);
    await row(page, id).getByText("Ready For Cutover").waitFor();
    assert.deepEqual(complaints, []);
  });

  it("shows new sessions, and those no more that are gone", async () => {
    const { page } = await open();
    await page.getByText("No session yet").waitFor();
    const id = createSession(simulator(), "db-01");
    await row(page, id).waitFor();
    simulator().world.purgeSession(id);
    await row(page, id).waitFor({ state: "detached" });
  });

  it("is worked by keyboard alone: focus stays in the row, and the outcome is announced", async () => {
    const id = startCopy();
    const { page } = await open();
    await row(page, id).getByRole("button", { name: "Pause db-01" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("Pause: db-01.").waitFor();
    assert.equal(stateOf(simulator(), id), "Paused");
    await page.locator(`#resume-${id}:focus`).waitFor();
    await page.keyboard.press("Enter");
    await row(page, id).getByText("Copy In Progress").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await row(page, id).getByText("Cancel In Progress").waitFor();
    assert.equal(stateOf(simulator(), id), "Cancel_In_Progress");
    // No button is left in the row: its heading has the focus.
    await page.locator(`#row-${id} th:focus`).waitFor();
  });

  it("shows a refusal of the array and changes nothing", async () => {
    const id = startCopy();
    const { page } = await open();
    // Live updates off: the button on the page is older than the array.
    await page.getByRole("button", { name: "Live updates", pressed: true }).click();
    simulator().world.forceState(id, "Ready_For_Cutover");
    await row(page, id).getByRole("button", { name: "Pause" }).click();
    await page.locator("#notice.refused").getByText("Ready_For_Cutover").waitFor();
    assert.equal(stateOf(simulator(), id), "Ready_For_Cutover");
  });

  it("steps the clock by buttons and by a number of one's own", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "+10 min" }).click();
    await page.getByText("2026-01-01 00:10:00").first().waitFor();
    await page.getByLabel("Seconds").fill("30");
    await page.keyboard.press("Enter");
    await page.getByText("2026-01-01 00:10:30").first().waitFor();
    assert.equal(simulator().now(), Date.UTC(2026, 0, 1, 0, 10, 30));
  });

  it("keeps focus and text under way over an update", async () => {
    startCopy();
    const { page } = await open();
    await page.getByLabel("Name contains").pressSequentially("da");
    simulator().advance(60);
    await page.getByText("2026-01-01 00:02:00").first().waitFor();
    await page.keyboard.type("ta");
    assert.equal(await page.locator("#find:focus").inputValue(), "data");
  });

  it("can be made to stand still for those whom changes disturb", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Live updates", pressed: true }).click();
    simulator().advance(60);
    // A button's own answer is shown nevertheless, and it is the first that is.
    await page.getByRole("button", { name: "+10 s" }).click();
    await page.getByText("2026-01-01 00:01:10").first().waitFor();
    await page.getByRole("button", { name: "Live updates", pressed: false }).click();
    simulator().advance(50);
    await page.getByText("2026-01-01 00:02:00").first().waitFor();
  });

  it("works without its script", async () => {
    const id = startCopy();
    const { page } = await open("/?find=db", { javaScriptEnabled: false });
    await row(page, id).getByRole("button", { name: "Pause" }).click();
    await row(page, id).getByText("Paused").waitFor();
    await page.getByRole("button", { name: "+1 min" }).click();
    await page.getByText("2026-01-01 00:02:00").first().waitFor();
    assert.equal(await page.getByLabel("Name contains").inputValue(), "db");
  });

  it("runs nothing that names, requests or messages bring in, and shows it as text", async () => {
    const evil = `</span><img src=x onerror="alert(1)"><script>alert(2)</script>`;
    const id = startCopy();
    rename(simulator(), id, evil);
    simulator().world.failSession(id, { state: "Failed", message: evil });
    simulator().setFaults([{ operation: "GET *", effect: { status: 503, message: evil } }]);
    await simulator().inject({ method: "GET", path: `/api/rest/import_session?${evil}` });
    const { page, complaints } = await open(`/?find=${encodeURIComponent(evil)}`);
    assert.equal(await row(page, id).locator(".name").textContent(), evil);
    simulator().advance(60);
    await page.getByText("2026-01-01 00:02:00").first().waitFor();
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.deepEqual(complaints, []);
  });

  it("keeps pages of other sites away from the control routes, whatever kind of request they try", async () => {
    startCopy();
    const other = createServer((_request, response) => response.end("<!doctype html><title>another site</title>"));
    await once(other.listen(0, "127.0.0.1"), "listening");
    try {
      const { page } = await open();
      await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
      const before = simulator().snapshot();
      const { control } = simulator();
      const attempts = [
        { path: "/reset", method: "POST" },
        { path: "/clock/advance", method: "POST", body: '{"seconds": 60}' },
        { path: "/page/step", method: "POST", body: "seconds=60" },
        { path: "/journal", method: "GET" },
      ];
      for (const { path, ...options } of attempts) {
        const answer = page.waitForResponse(`${control}${path}`);
        await page.evaluate(([url, init]) => fetch(url, { ...init, mode: "no-cors" }).catch(() => undefined), [
          `${control}${path}`,
          options,
        ] as const);
        assert.equal((await answer).status(), 403, path);
      }
      assert.deepEqual(simulator().snapshot(), before);
    } finally {
      other.close();
    }
  });

  it("says once that the simulator is gone", async () => {
    const { page } = await open();
    await simulator().close();
    await page.getByRole("status").getByText("The simulator does not answer.").waitFor();
  });

  it("has a name on every control, one main part, and headings in order", async () => {
    startCopy();
    createSession(simulator(), "app", { source_resource_id: "unity-01-cg-01" });
    simulator().setFaults([{ operation: "GET *", effect: { status: 503 } }]);
    const { page } = await open("/?collection=volume");
    for (const role of ["button", "link", "spinbutton", "searchbox", "progressbar", "region", "navigation"] as const) {
      const all = page.getByRole(role);
      assert.ok((await all.count()) > 0, role);
      assert.equal(await page.getByRole(role, { name: /\S/ }).count(), await all.count(), `${role} without a name`);
    }
    assert.equal(await page.getByRole("main").count(), 1);
    const levels = await page
      .getByRole("heading")
      .evaluateAll((all) => all.map((each) => Number(each.nodeName.slice(1))));
    assert.equal(levels[0], 1);
    for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 1) + 1, levels.join());
  });

  const schemes = [
    { colorScheme: "light", back: "rgb(245, 246, 249)" },
    { colorScheme: "dark", back: "rgb(20, 23, 29)" },
  ] as const;
  for (const { colorScheme, back } of schemes) {
    it(`can be read in ${colorScheme}, in each of the states`, async () => {
      const states = (facts.definitions.ImportSessionStateEnum?.enum ?? []) as readonly SessionState[];
      const sources = ["unity-01-vol-01", "unity-01-vol-02", "unity-01-vol-03", "unity-01-vol-04", "unity-01-vol-05"];
      for (const [index, source] of sources.entries()) startCopy(`db-${index}`, { source_resource_id: source });
      simulator().setFaults([{ operation: "GET *", effect: { status: 503 } }]);
      await simulator().inject({ method: "GET", path: "/api/rest/import_session" });
      const { page } = await open("/?collection=volume", { colorScheme });
      assert.equal(await page.evaluate("getComputedStyle(document.body).backgroundColor"), back);
      for (let first = 0; first < states.length; first += sources.length) {
        for (const [index, state] of states.slice(first, first + sources.length).entries()) {
          simulator().world.forceState(`session-00000${index + 1}`, state);
        }
        await page.reload();
        const { text, ratio } = await worstContrast(page);
        assert.ok(ratio >= 4.5, `"${text}" has a contrast of ${ratio}`);
      }
    });
  }

  it("does not move anything for those who asked for less motion", async () => {
    const durationOf = async (reducedMotion: "reduce" | "no-preference") => {
      const { page } = await open("/", { reducedMotion });
      return page.evaluate("getComputedStyle(document.querySelector('main')).transitionDuration");
    };
    assert.equal(await durationOf("reduce"), "0s");
    assert.equal(await durationOf("no-preference"), "0.3s");
  });

  it("is narrow enough for a telephone: only tables scroll sideways", async () => {
    startCopy();
    const { page } = await open("/?collection=import_unity_volume", { viewport: { width: 360, height: 700 } });
    const overhang = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.equal(overhang, 0);
  });
});
