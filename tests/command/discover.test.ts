import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "string-width";
import * as z from "zod";
import type { Source } from "../../command/discover/document";
import { discoverSchema } from "../../command/discover/document";
import { patternOf } from "../../command/discover/filter";
import { exitCodes } from "../../command/process/exits";
import { knownCriteria } from "../../provider/lifecycle/functions/criteria";
import { sourceTypes } from "../../provider/powerstore/api/sourceKinds";
import facts from "../../simulator/spec/powerstore-4.1-import.facts.json";
import type { SimulatorOptions } from "../../simulator/src";
import { CommandStage } from "./commandStage";

const inventory: SimulatorOptions = {
  sources: [
    {
      name: "Unity-01",
      type: "Unity",
      volumes: 4,
      groups: [2, 0],
      criteria: { 2: "Host_Not_Added", 3: "Used_By_NAS" },
    },
    { name: "XtremIO-01", type: "XtremIO", volumes: 1 },
  ],
};

describe("powerstore-import discover", () => {
  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.open(inventory);
  });
  afterEach(() => stage.close());

  const found = async (...args: readonly string[]): Promise<readonly Source[]> => {
    const { stdout } = await stage.run(["discover", "-o", "json", ...args]);
    return discoverSchema.parse(JSON.parse(stdout)).sources;
  };
  const ids = (sources: readonly Source[]) => sources.map(({ id }) => id);

  it("says what there is, how large it is, who uses it, and why it cannot be imported", async () => {
    const { exit, stdout } = await stage.run(["discover"]);
    assert.equal(exit, exitCodes.done);
    const line = (start: string) => stdout.split("\n").find((each) => each.startsWith(start)) ?? "";
    assert.match(line("Unity-01-Vol-01"), /107 GB +yes +volume +Unity-01 +host-unity-01-01/);
    assert.match(line("Unity-01-Vol-02"), /118 GB +no .*the hosts that use it are not known to PowerStore: add them/);
    assert.match(line("Unity-01-Vol-03"), /a file system uses it/);
    assert.match(line("Unity-01-CG-01"), /311 GB +yes +group of 2/);
    assert.match(line("Unity-01-CG-02"), /no +group of 0 .*it has no members/);
    assert.match(line("XtremIO-01-Vol-01"), /agentless/);
    assert.match(stdout, /\n4 of 7 ready: 666 GB\n$/);
  });

  it("sends nothing but reads and the log-out", async () => {
    await stage.run(["discover", "--plan", "8h", "--rate", "1GB/s", "-o", "wide"]);
    const changing = stage.requests().filter((request) => !request.startsWith("GET "));
    assert.deepEqual(changing, ["POST /api/rest/logout"]);
  });

  it("has members with their group, not beside it", async () => {
    const sources = await found();
    const group = sources.find(({ id }) => id === "unity-01-cg-01");
    assert.deepEqual(
      group?.members?.map(({ id, sizeBytes }) => [id, sizeBytes]),
      [
        ["unity-01-vol-05", 150323855360],
        ["unity-01-vol-06", 161061273600],
      ],
    );
    assert.equal(group?.sizeBytes, 311385128960);
    assert.ok(!ids(sources).includes("unity-01-vol-05"));
  });

  it("finds every kind of source, and which remote system each volume is on", async () => {
    await stage.close();
    stage = await CommandStage.open({
      sources: sourceTypes.flatMap((type) => [1, 2].map((n) => ({ name: `${type}-${n}`, type, volumes: 2 }))),
    });
    const sources = await found();
    assert.deepEqual([...new Set(sources.map(({ sourceType }) => sourceType))].sort(), [...sourceTypes].sort());
    assert.equal(sources.filter(({ kind }) => kind === "volume").length, 2 * 2 * sourceTypes.length);
    for (const { id, remoteSystem } of sources)
      assert.ok(id.startsWith(`${remoteSystem?.toLowerCase().replaceAll("_", "-")}-`), `${id} on ${remoteSystem}`);
  });

  it("knows a session under way, a completed and a cancelled one", async () => {
    const { world } = stage.simulator;
    const create = (source: string) => {
      const body = {
        name: `import-${source}`,
        remote_system_id: "rs-unity-01",
        source_resource_id: source,
        type: "Non_Disruptive",
      };
      const made = world.operations["POST /import_session"]?.({ id: "", body });
      assert.ok(made);
      return (made.body as { id: string }).id;
    };
    const [running, done, group] = ["unity-01-vol-01", "unity-01-vol-04", "unity-01-cg-01"].map(create);
    world.forceState(String(done), "Import_Completed");
    const sources = await found();
    const shown = (id: string) => {
      const { isReady, reason, session } = sources.find((each) => each.id === id) ?? {};
      return { isReady, reason, session: session?.id };
    };
    assert.deepEqual(shown("unity-01-vol-01"), {
      isReady: false,
      reason: 'it has the import session "import-unity-01-vol-01", which is In_Progress',
      session: running,
    });
    assert.deepEqual(shown("unity-01-vol-04"), {
      isReady: false,
      reason: 'it has been imported already (session "import-unity-01-vol-04": Import_Completed)',
      session: done,
    });
    assert.equal(shown("unity-01-cg-01").session, group, "its own, not a member's");
    world.forceState(String(running), "Cancelled");
    const again = (await found()).find(({ id }) => id === "unity-01-vol-01");
    assert.deepEqual([again?.isReady, again?.session?.state], [true, "Cancelled"]);
  });

  it("shows only what is asked for", async () => {
    assert.deepEqual(ids(await found("--ready")), [
      "unity-01-cg-01",
      "unity-01-vol-01",
      "unity-01-vol-04",
      "xtremio-01-vol-01",
    ]);
    assert.deepEqual(ids(await found("--remote-system", "xtremio-01")), ["xtremio-01-vol-01"]);
    assert.deepEqual(ids(await found("--remote-system", "rs-xtremio-01")), ["xtremio-01-vol-01"]);
    assert.deepEqual(ids(await found("--name", "unity*vol-0?", "--ready")), [
      "unity-01-cg-01",
      "unity-01-vol-01",
      "unity-01-vol-04",
    ]);
    assert.deepEqual(ids(await found("--name", "*vol-06")), ["unity-01-cg-01"], "a group by its member");
  });

  const globs: readonly [glob: string, text: string, fits: boolean][] = [
    ["db-*", "DB-01", true],
    ["db-?", "db-01", false],
    ["a.b", "axb", false],
    ["a[1]|(b)-c", "a[1]|(b)-c", true],
    ["*", "two\nlines", true],
    ["?", "\u{1f4be}", true],
  ];
  for (const [glob, text, fits] of globs) {
    it(`takes "${glob}" ${fits ? "" : "not "}for ${JSON.stringify(text)}`, () =>
      assert.equal(patternOf(glob).test(text), fits));
  }

  it("is a wrong use with a remote system that there is not, and says which there are", async () => {
    const { exit, stderr } = await stage.run(["discover", "--remote-system", "Unity-1"]);
    assert.equal(exit, exitCodes.usage);
    assert.match(stderr, /no "Unity-1"; there is Unity-01, XtremIO-01/);
  });

  it("has a reason in words for every value that the vendor describes", () => {
    const { VolumeImportableCriteriaEnum: volumes, CGImportableCriteriaEnum: groups } = facts.definitions;
    const described = new Set([...volumes.enum, ...groups.enum]);
    assert.deepEqual(
      [...described].filter((value) => !knownCriteria.includes(value)),
      [],
    );
  });

  it("defuses what a spreadsheet would take for a formula, and breaks no line of a table", async () => {
    const rows = stage.simulator.world.rows("import_unity_volume") ?? [];
    const collections = {
      remote_system: (stage.simulator.world.rows("remote_system") ?? []).slice(0, 1),
      import_unity: stage.simulator.world.rows("import_unity") ?? [],
      import_unity_volume: [{ ...rows[0], name: '=HYPERLINK("x")|\u001b[31m\nnext', host_volume_ids: [] }],
    };
    await stage.close();
    stage = await CommandStage.open({ collections: collections as never, partial: true });
    const csv = (await stage.run(["discover", "-o", "csv"])).stdout;
    assert.match(csv, /,"'=HYPERLINK\(""x""\)/);
    const table = (await stage.run(["discover"])).stdout;
    assert.equal(table.split("\n").length, 4);
    assert.ok(!table.includes("\u001b"));
    const markdown = (await stage.run(["discover", "-o", "markdown"])).stdout;
    assert.match(markdown, /\| &#61;HYPERLINK&#40;&#34;x&#34;&#41;&#124;/);
    assert.equal(markdown.split("\n").length, 6);
  });

  it("has the schema of its document on its page", () => {
    const page = readFileSync(join(__dirname, "../../docs/command/discover.md"), "utf8");
    const [, shown = ""] = /<!-- schema -->\n```json\n([\s\S]*?)```\n<!-- end of schema -->/.exec(page) ?? [];
    assert.equal(shown, `${JSON.stringify(z.toJSONSchema(discoverSchema), null, 1)}\n`);
  });

  it("is no wider than a narrow terminal", async () => {
    const { stdout } = await stage.run(["discover", "--plan", "1h", "--rate", "100MB/s"], { columns: 40 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    const plain = stdout.replace(/\u001b\[[\d;]*m/g, "");
    for (const line of plain.split("\n")) assert.ok(stringWidth(line) <= 40, line);
    assert.match(plain, /Unity-01-CG-01/);
  });

  it("says that there is nothing to import", async () => {
    await stage.close();
    stage = await CommandStage.open({ collections: { remote_system: [] } });
    const { exit, stdout } = await stage.run(["discover"]);
    assert.deepEqual([exit, stdout], [exitCodes.done, "There is nothing to import.\n"]);
    assert.deepEqual(await found(), []);
  });

  it("says that there is something, where the options leave nothing of it", async () => {
    const { exit, stderr } = await stage.run(["discover", "--name", "Unity-01-Vol-0[12]"]);
    assert.equal(exit, exitCodes.done);
    assert.match(stderr, /: \d+ sources left out by --name\n$/);
  });

  it("lists 1,000 volumes with at most a request for each collection", async () => {
    await stage.close();
    stage = await CommandStage.open({ sources: [{ name: "Unity-01", type: "Unity", volumes: 1000 }] });
    assert.equal((await found()).length, 1000);
    const asked = stage.requests().filter((request) => request.includes("import_unity_volume"));
    assert.equal(asked.length, 1);
    assert.ok(stage.requests().length <= 12, stage.requests().join(", "));
  });

  it("ends as a refused login where the array refuses the password", async () => {
    const environment = { ...stage.environment, POWERSTORE_PASSWORD: "wrong" };
    const { exit, stderr } = await stage.run(["discover"], { environment });
    assert.equal(exit, exitCodes.login);
    assert.match(stderr, /logging in as "admin"/);
  });

  it("shows what one array has where another is down, says which, and ends as an error", async () => {
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-discover-"));
    const down = { ...stage.profile, endpoint: "https://127.0.0.1:9/api/rest" };
    writeFileSync(join(folder, "arrays.json"), JSON.stringify({ east: stage.profile, west: down }));
    const { exit, stdout, stderr } = await stage.run(["discover", "--arrays", "arrays.json"], {
      environment: {},
      folder,
    });
    rmSync(folder, { recursive: true });
    assert.equal(exit, exitCodes.error);
    assert.match(stdout, /Unity-01-Vol-01 .* east/);
    assert.match(stderr, /https:\/\/127\.0\.0\.1:9/);
  });
});
