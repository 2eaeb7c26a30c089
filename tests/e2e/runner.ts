import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import type { EngineResult, PrivateEngine } from "../../tools/engine/contract";
import { load } from "../tools/load";
import { isAlive } from "./eventually";

/** A runner as far as these tests need one: it runs the steps of the workflow file, and ends them. */

type Step = { readonly id?: string; readonly name?: string; readonly run?: string };

const workflow = join(__dirname, "../../deploy/github/powerstore-array.yml");
const steps = parse(readFileSync(workflow, "utf8")).jobs.up.steps as readonly Step[];

/** The script of a step, without the policy pack, which has tests of its own. */
function scriptOf(name: string): string {
  const script = steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`no step "${name}" in ${workflow}`);
  return script.replace(/ --policy-pack\S* \S+/g, "");
}

type Running = { readonly pid: number; readonly finished: Promise<EngineResult> };

type Tools = {
  start(command: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Running;
  killTree(pid: number): void;
};

async function tools(): Promise<Tools> {
  const parts = ["process/run.mjs", "process/tree.mjs"];
  return Object.assign({}, ...(await Promise.all(parts.map((part) => load<object>(part)))));
}

/** Starts a step as GitHub's runner does: a script, of which bash is the process that it knows. */
export async function startStep(engine: PrivateEngine, name: string): Promise<Running> {
  const { start } = await tools();
  const script = join(engine.folder, "temporary", "step.sh");
  writeFileSync(script, scriptOf(name));
  const env = { ...engine.environment, STACK: engine.stack };
  return start("bash", ["-e", script], { cwd: engine.projectFolder, env });
}

/** How GitHub ends a step, in milliseconds after the one before (its documentation, "Workflow cancellation reference"). */
const endings = {
  github: [
    ["SIGINT", 7500],
    ["SIGTERM", 2500],
  ],
  /** What sends no INT, and waits longer: GitLab's runner, Kubernetes, systemd. */
  term: [["SIGTERM", 10_000]],
} as const;

/** Sends the signals to the one process that the runner knows, and kills what is there in the end. */
export async function endStep(step: Running, by: keyof typeof endings): Promise<{ readonly sent: readonly string[] }> {
  const sent: string[] = [];
  for (const [signal, patience] of endings[by]) {
    process.kill(step.pid, signal);
    sent.push(signal);
    const timer = new AbortController();
    await Promise.race([step.finished, sleep(patience, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    if (!isAlive(step.pid)) return { sent };
  }
  const { killTree } = await tools();
  killTree(step.pid);
  await step.finished;
  return { sent: [...sent, "SIGKILL"] };
}
