/** Types what the README shows under "The whole way", in a folder that has nothing, and compares what is seen. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { exitCodes } from "../../command/process/exits";
import type { Engine, EngineResult } from "../../tools/engine/contract";
import { freePort } from "../simulator/http/optionEffects/access";
import { pack } from "../simulator/package/packed";
import { load } from "../tools/load";
import { findEngine } from "./engine";

type Processes = {
  start(command: string, args: readonly string[], options: object): { pid: number; finished: Promise<EngineResult> };
  signalGroup(pid: number, signal: NodeJS.Signals): void;
};

/** What separates the commands in what the shell prints. */
const MARK = "=== ";
/** A copy of an hour takes six seconds. */
const SPEED = 600;

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
const [, section = ""] = /^## The whole way[^\n]*\n(.*?)^## /ms.exec(readme) ?? [];
const lines = section.split("\n").filter((line) => line.startsWith("    "));

/** The commands from the packages on, as they stand there: behind `$` where it shows an output. */
const commands = lines
  .map((line) =>
    line
      .slice(4)
      .replace(/^\$ /, "")
      .replace(/\s+# .*$/, ""),
  )
  .filter((line, index) => lines[index]?.startsWith("    $ ") || /^(npm|npx|export) /.test(line));

describe("The whole way of the README, on the real engine", function () {
  this.timeout(300_000);
  let engine: Engine | undefined;
  let folder: string;
  let shown: ReadonlyMap<string, string>;

  before("pack, and do what it says", async function () {
    engine = await findEngine();
    if (engine === undefined) return this.skip();
    folder = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-whole-way-"));
    const { writeTarball } = await import("../../tools/package/archives.mjs");
    await writeTarball(folder);
    pack(folder);
    shown = await type(scriptOf(folder, await freePort()), folder, engine);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  const outputOf = (begin: string): string => {
    const command = commands.find((each) => each.startsWith(begin));
    assert.ok(command, `the README has no ${begin}`);
    return shown.get(command) ?? assert.fail(`${command} did not come to its turn`);
  };

  it("finds on the array what the page shows", () => {
    const output = outputOf("npx powerstore-import discover");
    const table = lines.slice(lines.findIndex((line) => line.includes("powerstore-import discover")) + 1);
    for (const line of table.slice(0, 3)) assert.ok(output.includes(line.trim()), `${line}\nis not in\n${output}`);
    assert.match(output, /^9 of 9 ready: 1\.35 TB$/m);
    assert.match(outputOf("npx powerstore-import preflight"), /^0 errors, \d+ warnings?, \d+ notes?, \d+ ok\.$/m);
  });

  it("imports by the program that was written, and shows it", () => {
    assert.match(outputOf("pulumi up"), /\+ {2}powerstore-import:index:ImportWave wave created .* 2 imports, \d+ %/);
    assert.match(outputOf("npx powerstore-import status"), /^wave-Unity-01-Vol-01-\w{8} +\w+ +\d+ % +107 GB/m);
  });

  it("waits until both are to be cut over, and writes the report", () => {
    assert.match(outputOf("npx powerstore-import watch"), /2 imports: 2 held; all 225 GB copied$/m);
    const page = readFileSync(join(folder, "wave", "report.html"), "utf8");
    assert.match(page, /wave-Unity-01-Vol-02-\w{8}/);
  });
});

/** The commands for a shell that stops at the first that fails, in the folders of the page, on a port that is free and with time that goes faster. */
function scriptOf(folder: string, port: number): string {
  const own = join(folder, "own");
  mkdirSync(own);
  writeFileSync(join(own, "package.json"), '{ "private": true }');
  const typed = commands.flatMap((command) => [
    `echo '${MARK}${command.replaceAll("'", "'\\''")}'`,
    ...linesOf(
      command.replaceAll("8443", String(port)).replace("--speed 60", `--speed ${SPEED}`).replaceAll("<folder>", folder),
    ),
  ]);
  return ["set -e", `cd ${own}`, ...typed, ""].join("\n");
}

const { done, attention, underWay } = exitCodes;

/** The lines of a command, which ends the way if it fails: the exit code of those that read tells how the migration stands. */
function linesOf(command: string): readonly string[] {
  // What goes on in the background says nothing to whoever waits for the last of the output.
  if (command.endsWith(" &"))
    return [`${command.slice(0, -2)} >simulator.log 2>&1 &`, "until [ -s ca.pem ]; do sleep 0.1; done"];
  if (!command.startsWith("npx powerstore-import ")) return [command];
  return [
    `code=${done}; ${command} || code=$?`,
    `case $code in ${done}|${attention}|${underWay}) ;; *) exit $code; esac`,
  ];
}

/** What each command has printed, by the command. */
async function type(script: string, folder: string, engine: Engine): Promise<ReadonlyMap<string, string>> {
  const { start, signalGroup } = await load<Processes>("process/run.mjs");
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_|POWERSTORE_)/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    PATH: [...engine.pathEntries, process.env.PATH ?? ""].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "1",
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
  };
  const { pid, finished } = start("bash", ["-c", script], { cwd: folder, env });
  const { code, stdout, stderr } = await finished.finally(() => signalGroup(pid, "SIGTERM"));
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  const parts = stdout.split(new RegExp(`^${MARK}`, "m")).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)]));
}
