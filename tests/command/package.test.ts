import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "../../command/process/exits";
import { statusSchema } from "../../command/status/document";
import { VERSION } from "../../provider/plugin/publication";
import { CommandStage } from "./commandStage";
import { importAt, manyVolumes } from "./imports";

describe("The command in the npm package", function () {
  this.timeout(120_000);
  let folder: string;
  let project: string;
  let stage: CommandStage;

  before("pack, and unpack into a project that has nothing else: not even what the package depends on", async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-package-"));
    project = join(folder, "project");
    const [{ bundleCommand, bundlePlugin }, { writeTarball }] = await Promise.all([
      import("../../tools/package/bundle.mjs"),
      import("../../tools/package/archives.mjs"),
    ]);
    await Promise.all([bundleCommand(), bundlePlugin()]);
    const installed = join(project, "node_modules/pulumi-powerstore-import");
    mkdirSync(installed, { recursive: true });
    mkdirSync(join(project, "node_modules/.bin"));
    execFileSync("tar", ["-xzf", await writeTarball(folder), "-C", installed, "--strip-components", "1"]);
    const { bin } = require(join(installed, "package.json")) as { bin: Readonly<Record<string, string>> };
    for (const [name, file] of Object.entries(bin))
      symlinkSync(join("../pulumi-powerstore-import", file), join(project, "node_modules/.bin", name));
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
    stage = await CommandStage.open(manyVolumes(2, { clock: "real", copyBytesPerSecond: 1 }));
    importAt(stage.simulator, { name: "db-01" });
  });
  after(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As the README says it; nothing may be fetched for it. */
  const npx = async (...args: readonly string[]) => {
    const child = spawn("npx", ["--offline", "powerstore-import", ...args], {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: folder, npm_config_update_notifier: "false", ...stage.environment },
    });
    const out = { stdout: "", stderr: "" };
    child.stdout.on("data", (text) => {
      out.stdout += text;
    });
    child.stderr.on("data", (text) => {
      out.stderr += text;
    });
    const [exit] = await once(child, "close");
    return { exit, ...out };
  };

  it("helps, and has the package's version", async () => {
    const { exit, stdout, stderr } = await npx("--help");
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.match(stdout, /^Usage: powerstore-import /);
    assert.equal((await npx("--version")).stdout, `${VERSION}\n`);
  });

  it("shows the imports of an array", async () => {
    const { exit, stdout, stderr } = await npx("status", "-o", "json");
    assert.deepEqual([exit, stderr], [exitCodes.underWay, ""]);
    assert.deepEqual(
      statusSchema.parse(JSON.parse(stdout)).sessions.map(({ name }) => name),
      ["db-01"],
    );
  });

  it("writes the page of a report, whose parts come along", async () => {
    const { exit, stdout, stderr } = await npx("report", "-o", "html");
    assert.deepEqual([exit, stderr], [exitCodes.done, ""]);
    assert.match(stdout, /^<!doctype html>/i);
  });

  it("is not in the plugin's archives: the engine keeps those where nobody has them on PATH", async () => {
    const { writeArchives } = await import("../../tools/package/archives.mjs");
    const [archive = ""] = await writeArchives(folder, VERSION);
    const files = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" }).trim().split("\n").sort();
    assert.deepEqual(files, [
      "LICENSE",
      "dist/plugin/plugin.cjs",
      "pulumi-resource-powerstore-import",
      "pulumi-resource-powerstore-import.cmd",
    ]);
  });
});
