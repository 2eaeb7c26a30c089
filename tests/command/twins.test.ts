import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { discoverSchema } from "../../command/discover/document";
import { exitCodes } from "../../command/process/exits";
import { reportSchema } from "../../command/report/content/document";
import { statusSchema } from "../../command/status/document";
import { type Around, CommandStage } from "./commandStage";
import { FakePulumi, importAt, manyVolumes } from "./imports";
import { exported, recordedWave } from "./stack/stacks";

describe("An array that two connections lead to", () => {
  let stage: CommandStage;
  let id: string;
  let folder: string;
  let again: Readonly<Record<string, string>>;
  beforeEach(async () => {
    stage = await CommandStage.open(manyVolumes(4));
    id = importAt(stage.simulator, { name: "db-01" });
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-twins-"));
    const { endpoint } = stage.simulator;
    again = { ...stage.profile, endpoint: endpoint.replace("127.0.0.1", "localhost") };
    assert.notEqual(again.endpoint, endpoint);
    writeFileSync(join(folder, "arrays.json"), JSON.stringify({ berlin: stage.profile, again }));
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (args: readonly string[], around: Around = {}) =>
    stage.run([...args, "--arrays", "arrays.json"], { folder, environment: {}, ...around });
  const TOLD =
    "powerstore-import: again: leads to the same array as berlin, and is left out: what it has is told once\n";

  it("has each session once in status, and it is said which connection is left out", async () => {
    const { exit, stdout, stderr } = await ask(["status", "-o", "json"]);
    const { arrays, sessions, totals } = statusSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      [arrays.map(({ name }) => name), sessions.map(({ array, name }) => [array, name]), totals.sessions],
      [["berlin"], [["berlin", "db-01"]], 1],
    );
    assert.deepEqual([exit, stderr], [exitCodes.underWay, TOLD]);
  });

  it("is told once where one of the two is the default one", async () => {
    const environment = { ...stage.environment, POWERSTORE_IMPORT_ARRAYS: JSON.stringify({ again }) };
    const { stdout } = await stage.run(["status", "-o", "json"], { environment });
    const { arrays, totals } = statusSchema.parse(JSON.parse(stdout));
    assert.deepEqual([arrays.map(({ endpoint }) => endpoint), totals.sessions], [[stage.simulator.endpoint], 1]);
  });

  it("counts once in the waves of a report", async () => {
    const pulumi = new FakePulumi({
      "config --stack prod": "{}",
      "stack export --stack prod": exported(recordedWave({ one: { id } })),
    });
    try {
      const environment = { PATH: pulumi.path };
      const { stdout } = await ask(["report", "--format", "json", "--stack", "prod"], { environment });
      const { waves } = reportSchema.parse(JSON.parse(stdout));
      assert.deepEqual(
        waves.map(({ name, totals }) => [name, totals.sessions]),
        [["night", 1]],
      );
    } finally {
      pulumi.remove();
    }
  });

  it("is watched as one, which is said once", async () => {
    // Whoever sleeps moves the time of both: the first one would sleep the whole of it away while the other is not connected.
    const whileAsleep = async () => {
      while (stage.requests().filter((request) => request.endsWith("/cluster")).length < 2) await setImmediate();
    };
    const { stdout, stderr } = await ask(["watch", "--timeout", "15s"], { whileAsleep });
    assert.match(stdout, /^\S+ 1 import: 1 running/);
    assert.doesNotMatch(stdout, /2 imports/);
    assert.equal(stderr, TOLD);
  });

  it("has each source once in discover", async () => {
    const { stdout, stderr } = await ask(["discover", "-o", "json"]);
    const { arrays, sources } = discoverSchema.parse(JSON.parse(stdout));
    assert.equal(new Set(sources.map(({ id }) => id)).size, sources.length);
    assert.deepEqual([arrays.map(({ name }) => name), stderr], [["berlin"], TOLD]);
  });

  for (const subcommand of ["preflight", "forecast"]) {
    it(`is looked at once by ${subcommand}`, async () => {
      const { stdout, stderr } = await ask([subcommand, "-o", "json"]);
      const names = (JSON.parse(stdout) as { arrays: { name: string }[] }).arrays.map(({ name }) => name);
      assert.deepEqual([names, stderr], [["berlin"], TOLD]);
    });
  }

  for (const source of [["--discover"], ["--existing"], ["--handover", "terraform"]]) {
    it(`gets no two programs by generate ${source.join(" ")}: each would take the same for its own`, async () => {
      const { exit, stdout, stderr } = await ask(["generate", ...source, "--out", "all"]);
      assert.deepEqual([exit, stdout, existsSync(join(folder, "all"))], [exitCodes.usage, "", false]);
      assert.match(
        stderr,
        /berlin and again lead to the same array; nothing was written\. Choose one of them by --array/,
      );
    });
  }

  it("is two where it does not tell its cluster: nothing is hidden", async () => {
    stage.simulator.setFaults([{ operation: "GET /cluster", times: 9, effect: { status: 403 } }]);
    const { exit, stdout, stderr } = await ask(["status", "-o", "json"]);
    assert.deepEqual(
      statusSchema.parse(JSON.parse(stdout)).arrays.map(({ name }) => name),
      ["berlin", "again"],
    );
    assert.deepEqual([exit, stderr], [exitCodes.underWay, ""]);
  });

  it("is not asked who it is where it is asked alone", async () => {
    stage.simulator.clearJournal();
    await ask(["status", "--array", "berlin"]);
    await ask(["discover", "--array", "berlin"]);
    assert.ok(stage.requests().length > 3);
    assert.deepEqual(
      stage.requests().filter((each) => /\/cluster$/.test(each)),
      [],
    );
  });
});
