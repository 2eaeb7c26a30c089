import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { EngineRun } from "../../tools/engine/contract";

/** The process with this command line among those that a run of the engine started. */
export function processBelow(run: EngineRun, command: RegExp): number {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/))
    .flatMap((match) => (match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? "" }] : []));
  const isBelow = (pid: number): boolean =>
    pid === run.pid || processes.some((entry) => entry.pid === pid && isBelow(entry.parent));
  const found = processes.find((entry) => command.test(entry.command) && isBelow(entry.pid));
  assert.ok(found, `${command} runs below the engine`);
  return found.pid;
}
