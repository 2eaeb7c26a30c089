import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, join } from "node:path";
import { startSimulator } from "../../../simulator/src";
import { requireWritable, writeSnapshot } from "../../../simulator/src/command/snapshotFile";
import { useFolder } from "../seed/temporaryFolder";
import { connect, logIn, send } from "./client";
import { Surroundings } from "./surroundings";

const create = { name: "db-01", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const onManualClock = ["--clock", "manual"] as const;

describe("a world in a file", () => {
  const file = useFolder();
  const inFolder = (name: string) => join(dirname(file("x", "")), name);

  /** Runs the command until `work` is through; the exit code. */
  async function run(args: readonly string[], work: (around: Surroundings) => Promise<void>) {
    const around = new Surroundings();
    const ended = around.run(...onManualClock, ...args);
    try {
      await work(around);
    } finally {
      around.emit("SIGTERM");
    }
    return ended;
  }

  it("outlives a restart of the array: sessions go on where they stood, logins are gone", async () => {
    const world = inFolder("world.json");
    let headers = {};
    const saved = await run(["--save-snapshot", world], async (around) => {
      const simulator = await around.reachable();
      headers = await logIn(simulator);
      await send(simulator, { method: "POST", path: "/api/rest/import_session", headers, body: create });
      await send(simulator, { method: "POST", path: "/_simulator/clock/advance", body: { seconds: 600 } });
    });
    assert.equal(saved, 0);
    const loaded = await run(["--snapshot", world], async (around) => {
      const simulator = await around.reachable();
      assert.equal((await send(simulator, { path: "/api/rest/import_session", headers })).status, 401);
      const ask = await connect(simulator);
      const path = "/import_session/name:db-01?select=state,progress_percentage";
      assert.deepEqual((await ask("GET", path)).body, { state: "Copy_In_Progress", progress_percentage: 16 });
      await send(simulator, { method: "POST", path: "/_simulator/clock/advance", body: { seconds: 600 } });
      assert.equal((await ask("GET", path)).body.progress_percentage, 34);
      await send(simulator, { method: "POST", path: "/_simulator/reset" });
      const again = await connect(simulator);
      assert.equal((await again("GET", path)).body.progress_percentage, 16, "a reset goes back to the file");
    });
    assert.equal(loaded, 0);
  });

  it("is the same whether the command saved it or a client took it, and has a format version", async () => {
    const world = inFolder("world.json");
    let taken: unknown;
    await run(["--save-snapshot", world, "--sources", "netapp=2"], async (around) => {
      taken = (await send(await around.reachable(), { path: "/_simulator/snapshot" })).body;
    });
    const saved = JSON.parse(readFileSync(world, "utf8"));
    assert.deepEqual(taken, saved);
    assert.equal(saved.format, 1);
    assert.deepEqual(
      readdirSync(dirname(world)).filter((name) => name.startsWith("world")),
      ["world.json"],
      "nothing half written is left",
    );
  });

  it("can be the beginning of a simulator in process, with a clock that goes on where it stood", async () => {
    const first = await startSimulator({ sources: [], start: "2030-05-05T00:00:00Z" });
    first.advance(5);
    const snapshot = first.snapshot();
    const second = await startSimulator({ snapshot, clock: "real" });
    try {
      assert.equal(new Date(second.now()).toISOString().slice(0, 13), "2030-05-05T00");
      assert.deepEqual(second.world.rows("remote_system"), []);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });

  it("keeps a recorded source whose credentials are out of date, and does not reach it", async () => {
    const remote = { id: "rs-1", name: "Old-01", type: "Unity", state: "Update_Needed" };
    const first = await startSimulator({ collections: { remote_system: [remote] } });
    const second = await startSimulator({ snapshot: first.snapshot() });
    try {
      assert.equal(second.world.row("remote_system", "rs-1")?.state, "Update_Needed");
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });

  const misuses = [
    { name: "is missing", args: () => ["--snapshot", inFolder("missing.json")], says: /missing\.json/ },
    { name: "is not JSON", args: () => ["--snapshot", file("a.json", "{")], says: /a\.json is not JSON/ },
    {
      name: "is of another format",
      args: () => ["--snapshot", file("a.json", '{"format": 9}')],
      says: /format is another/,
    },
    { name: "is no snapshot", args: () => ["--snapshot", file("a.json", "[]")], says: /snapshot does not fit/ },
    {
      name: "is given together with sources",
      args: () => ["--snapshot", file("a.json", "{}"), "--sources", "unity=1"],
      says: /sources cannot be given with it/,
    },
  ];
  for (const { name, args, says } of misuses) {
    it(`ends the command with 2 when it ${name}`, async () => {
      const around = new Surroundings();
      assert.equal(await around.run(...args()), 2);
      assert.match(around.stderr.read(), says);
      assert.equal(around.stdout.read(), null);
    });
  }

  it("ends the command with 1 at once when it could not be written in the end", async () => {
    const around = new Surroundings();
    assert.equal(await around.run("--save-snapshot", inFolder(join("nowhere", "world.json"))), 1);
    assert.match(around.stderr.read(), /nowhere/);
    assert.equal(around.stdout.read(), null);
  });

  it("ends the command with 1 when it cannot be written in the end after all, and still stops", async () => {
    const around = new Surroundings();
    const folder = inFolder("gone");
    mkdirSync(folder);
    const stopped = around.run("--save-snapshot", join(folder, "world.json"));
    const { caFile } = await around.ready();
    rmdirSync(folder);
    around.emit("SIGINT");
    assert.equal(await stopped, 1, "its folder is gone");
    assert.equal(existsSync(caFile), false);
  });

  it("is refused as a folder, before anything begins", async () => {
    const around = new Surroundings();
    assert.equal(await around.run("--save-snapshot", dirname(inFolder("x"))), 1);
    assert.match(around.stderr.read(), /EISDIR/);
  });

  it("is written through a link, which stays one, and into a device, which stays one", () => {
    const real = file("real.json", "old");
    const link = inFolder("link.json");
    symlinkSync(real, link);
    requireWritable(link);
    assert.equal(readFileSync(real, "utf8"), "old");
    writeSnapshot(link, { format: 1 });
    assert.equal(readFileSync(real, "utf8"), '{"format":1}\n');
    assert.ok(lstatSync(link).isSymbolicLink());
    requireWritable(devNull);
    writeSnapshot(devNull, { format: 1 });
    assert.equal(lstatSync(devNull).isFile(), false);
    assert.deepEqual(readdirSync(dirname(real)).sort(), ["link.json", "real.json", "x"]);
  });
});
