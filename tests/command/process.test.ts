import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "../../command/process/exits";
import { CommandStage } from "./commandStage";
import { importAt, manyVolumes } from "./imports";

/** What `npm install --save-dev powerstore-import-simulator` would do, by its sources. */
function installSimulator(folder: string): void {
  const root = join(__dirname, "../..");
  const where = join(folder, "node_modules/powerstore-import-simulator");
  mkdirSync(where, { recursive: true });
  const sources = [join(root, "tools/types/register.cjs"), join(root, "simulator/src")].map((each) =>
    JSON.stringify(each),
  );
  writeFileSync(join(where, "index.js"), `require(${sources[0]});\nmodule.exports = require(${sources[1]});\n`);
}

describe("The command as a process", () => {
  let folder: string;
  let file: string;
  let stage: CommandStage;
  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-command-"));
    file = join(folder, "powerstore-import.cjs");
    const { bundleCommand } = await import("../../tools/package/bundle.mjs");
    await bundleCommand(file);
    installSimulator(folder);
    stage = await CommandStage.open(manyVolumes(300, { clock: "real", copyBytesPerSecond: 1 }));
    for (let index = 0; index < 300; index++) {
      importAt(stage.simulator, { name: `db-${index}`, source: `unity-01-vol-${String(index + 1).padStart(2, "0")}` });
    }
  });
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (
    program: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = stage.environment,
  ) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      out.stderr += text;
    });
    return { child, out, ended: once(child, "close").then(([exit]) => ({ exit, ...out })) };
  };
  const run = (...args: readonly string[]) => start(process.execPath, [file, ...args]).ended;

  it("writes data on stdout alone, and ends with the code of the subcommand", async () => {
    const { exit, stdout, stderr } = await run("status");
    assert.deepEqual([exit, stderr], [exitCodes.underWay, ""]);
    assert.equal(stdout.trimEnd().split("\n").length, 303);
  });

  it("helps without the file of what the subcommands do, which takes most of the time to start", async () => {
    const elsewhere = mkdtempSync(join(folder, "alone-"));
    const alone = join(elsewhere, "powerstore-import.cjs");
    copyFileSync(file, alone);
    const { exit, stdout, stderr } = await start(process.execPath, [alone, "--help"]).ended;
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.match(stdout, /status .*\n.*watch/s);
  });

  const night = ["--schedule", "0 22 * * *", "--duration", "8h", "--time-zone", "UTC"];
  const answering: readonly (readonly string[])[] = [
    ["status", "-o", "table"],
    ["status", "-o", "json"],
    ["status", "-o", "csv"],
    ["discover", "-o", "json"],
    ["preflight", "-o", "json"],
    ["generate", "--existing"],
    ["windows", ...night, "--next", "1000", "-o", "json"],
    ["forecast", "--horizon", "1", "-o", "json"],
    ["report", "--format", "html"],
  ];
  for (const args of answering) {
    it(`${args[0]} ends quietly, with its own code, and logs out, where nobody reads any more: ${args.slice(1).join(" ")}`, async () => {
      const { exit: own, stdout, stderr: said } = await run(...args);
      assert.ok(stdout.length > 0);
      const { child, ended } = start(process.execPath, [file, ...args]);
      // Before it has written anything: each of its writes fails, however much the pipe would hold.
      child.stdout.destroy();
      const { exit, stderr } = await ended;
      assert.deepEqual([exit, stderr], [own, said]);
      assert.equal(stage.simulator.logins().open, 0);
    });
  }

  it("ends quietly when whoever reads has what they want: status -o csv | head -1", async () => {
    const command = `'${process.execPath}' '${file}' status -o csv | head -1`;
    const { exit, stdout, stderr } = await start("sh", ["-c", command]).ended;
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.equal(stdout.trimEnd().split("\n").length, 1);
  });

  it("leaves nothing of a project where there is room for a part of it only", async () => {
    const out = join(folder, "project");
    const generate = `'${process.execPath}' '${file}' generate --existing --out '${out}'`;
    // Blocks of at most a kilobyte: Pulumi.yaml fits in, three hundred imports do not.
    const { exit, stderr } = await start("sh", ["-c", `ulimit -f 4; exec ${generate}`]).ended;
    assert.equal(exit, exitCodes.error, stderr);
    assert.match(stderr, /--out: writing into .*project: EFBIG.*; nothing was written\n$/);
    assert.ok(!existsSync(out));
  });

  it("says so, and ends as an error, where the disk is full that it writes to", async () => {
    const { exit, stderr } = await start("sh", ["-c", `'${process.execPath}' '${file}' status > /dev/full`]).ended;
    assert.equal(exit, exitCodes.error);
    assert.match(stderr, /^powerstore-import: writing the output: .*ENOSPC.*\n$/);
  });

  it("logs out when whoever reads a watch is gone", async () => {
    const script = `'${process.execPath}' '${file}' watch --interval 1s -o json | head -1`;
    const { child, ended } = start("sh", ["-c", script]);
    const ids = (stage.simulator.world.rows("import_session") ?? []).map(({ id }) => id);
    const pausing = setInterval(() => {
      const id = ids.pop();
      if (id !== undefined) stage.simulator.world.forceState(id, "Paused");
    }, 200);
    try {
      const { stderr } = await ended;
      assert.equal(stderr, "");
      assert.equal(stage.simulator.logins().open, 0);
    } finally {
      clearInterval(pausing);
      child.kill("SIGKILL");
    }
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends a watch at ${signal} with the code of what is known, and logs out`, async () => {
      const { child, out, ended } = start(process.execPath, [file, "watch", "--interval", "60s"]);
      while (out.stdout === "" && child.exitCode === null) await once(child.stdout, "data");
      child.kill(signal);
      const { exit, stderr } = await ended;
      assert.ok(exit === exitCodes.underWay || exit === exitCodes.attention, `${exit}`);
      assert.equal(stderr, "");
      assert.equal(stage.simulator.logins().open, 0);
    });
  }
});
