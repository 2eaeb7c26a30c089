/** Subcommands that show or write a thousand imports: how often they ask, and whether all are there. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { exitCodes } from "../../command/process/exits";
import { reportSchema } from "../../command/report/content/document";
import { MOST_CHARACTERS } from "../../command/report/markdown/limit";
import { changeSchema } from "../../command/watch/changes";
import { CommandStage } from "./commandStage";
import { importAt, manyVolumes } from "./imports";

const COUNT = 1000;
const sourceOf = (index: number) => `unity-01-vol-${String(index + 1).padStart(2, "0")}`;

describe("powerstore-import of an array with a thousand imports", () => {
  let stage: CommandStage;
  let folder: string;
  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-thousand-"));
    stage = await CommandStage.open(manyVolumes(COUNT));
    for (let index = 0; index < COUNT; index++)
      importAt(stage.simulator, { name: `db-${index}`, source: sourceOf(index) });
  });
  beforeEach(() => stage.simulator.clearJournal());
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const importId = (wanted: string) =>
    String(stage.simulator.world.rows("import_session")?.find(({ name }) => name === wanted)?.id);
  const asked = () => stage.requests().map((each) => each.replace("/api/rest", ""));

  it("is reported in three formats from one look at it: the login, the sessions, the sizes, the log-out", async () => {
    const { exit, stderr } = await stage.run(["report", "--out", "a.md", "b.html", "c.json"], { folder });
    assert.deepEqual([exit, stderr], [exitCodes.done, ""]);
    assert.deepEqual(asked(), ["GET /login_session", "GET /import_session", "GET /volume", "POST /logout"]);
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    assert.equal(reportSchema.parse(JSON.parse(read("c.json"))).sessions.length, COUNT);
    assert.equal(read("b.html").match(/<tr class=/g)?.length, COUNT);
    assert.ok(Buffer.byteLength(read("b.html")) < 1_000_000);
    assert.match(read("a.md"), /\n> Left out, for a comment has no more room: \d+ of 1000 lines of "All imports"\./);
    assert.ok(read("a.md").length <= MOST_CHARACTERS);
  });

  it("is watched with a request an interval, and a line for each of a thousand changes at once", async () => {
    const ctrlC = new AbortController();
    let looks = 0;
    const { exit, stdout, stderr } = await stage.run(["watch", "--interval", "10s", "-o", "json"], {
      stopped: ctrlC.signal,
      whileAsleep: () => {
        looks++;
        const { world } = stage.simulator;
        if (looks === 2)
          for (const { id } of world.rows("import_session") ?? []) world.forceState(id, "Ready_For_Cutover");
        if (looks === 5) ctrlC.abort();
      },
    });
    assert.deepEqual([exit, stderr], [exitCodes.attention, ""]);
    assert.deepEqual(asked(), [
      "GET /login_session",
      "GET /import_session",
      "GET /volume",
      ...Array.from({ length: 4 }, () => "GET /import_session"),
      "POST /logout",
    ]);
    const changes = stdout
      .trimEnd()
      .split("\n")
      .map((line) => changeSchema.parse(JSON.parse(line)));
    assert.deepEqual(
      [changes.at(0)?.change, changes.at(-1)?.change, changes.filter(({ change }) => change === "state").length],
      ["totals", "totals", COUNT],
    );
  });

  it("is watched on pages that a terminal has room for, with what needs somebody on top of the others", async () => {
    const failed = importId("db-777");
    stage.simulator.world.forceState(failed, "Failed");
    const { stdout } = await stage.run(["watch", "--timeout", "10s"], { columns: 100, rows: 30 });
    const [, ...pages] = stdout.split("\u001b[?1049l")[0]?.split("\u001b[H") ?? [];
    assert.ok(pages.length >= 2, `${pages.length}`);
    for (const page of pages) {
      const lines = page.split("\n");
      assert.ok(lines.length <= 30, `${lines.length}`);
      assert.match(page, /1000 imports: /);
      assert.match(lines.find((line) => line.startsWith("db-")) ?? "", /^db-777 .*Failed/);
    }
  });
});

describe("powerstore-import generate, of a thousand", () => {
  let stage: CommandStage;
  let folder: string;
  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-thousand-"));
    stage = await CommandStage.open({ sources: [{ name: "Unity-01", type: "Unity", volumes: COUNT }] });
  });
  beforeEach(() => stage.simulator.clearJournal());
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  type Project = {
    readonly resources: Readonly<Record<string, { readonly properties: { readonly sessions: object } }>>;
  };

  async function sessionsOf(...args: readonly string[]): Promise<readonly object[]> {
    const { exit, stdout, stderr } = await stage.run(["generate", ...args, "-l", "yaml"], { folder });
    assert.equal(exit, exitCodes.done, stderr);
    const { resources }: Project = parseYaml(stdout);
    return Object.values(resources).map(({ properties }) => properties.sessions);
  }

  it("writes all that --discover finds, with a few requests", async () => {
    const [sessions, ...others] = await sessionsOf("--discover");
    const ready = (stage.simulator.world.rows("import_unity_volume") ?? []).filter(
      ({ importable_criteria }) => importable_criteria === "Ready",
    );
    assert.ok(ready.length > COUNT / 2);
    assert.deepEqual([Object.keys(sessions ?? {}).length, others.length], [ready.length, 0]);
    assert.ok(stage.requests().length <= 12, stage.requests().join(", "));
  });

  it("writes waves of at most a hundred where it is told so, and leaves nobody out", async () => {
    const waves = await sessionsOf("--discover", "--plan", "8h", "--rate", "100GB/s", "--max-per-wave", "100");
    const counts = waves.map((sessions) => Object.keys(sessions).length);
    assert.ok(waves.length > 5 && counts.every((count) => count <= 100), counts.join());
    const keys = new Set(waves.flatMap((sessions) => Object.keys(sessions)));
    const [all] = await sessionsOf("--discover");
    assert.equal(keys.size, Object.keys(all ?? {}).length);
  });

  it("writes all rows of a CSV file, and asks no array", async () => {
    const rows = Array.from({ length: COUNT }, (_, index) => `db-${index},rs-unity-01,${sourceOf(index)}`);
    writeFileSync(join(folder, "wave.csv"), ["key,remoteSystemId,sourceResourceId", ...rows, ""].join("\n"));
    const [sessions] = await sessionsOf("--from", "wave.csv");
    assert.equal(Object.keys(sessions ?? {}).length, COUNT);
    assert.deepEqual(stage.requests(), []);
  });
});
