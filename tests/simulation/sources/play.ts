import { openProcesses } from "../process";
import type { SourceClick } from "./clicks";
import { destroyAll, refreshAll, upAll } from "./engine";
import { clickOn } from "./makers";
import type { Member } from "./program";
import { members, urnOf } from "./program";
import type { SourcesStage, Stack } from "./stage";
import type { SourcesStep } from "./steps";
import type { SourcesChapter } from "./story";
import { isDeed } from "./story";
import type { RunStep } from "./watcher";
import { Watcher } from "./watcher";

/** Plays one step and adds it to the story: a chapter for each resource that a run comes to. */
export async function playSourcesStep(stage: SourcesStage, step: SourcesStep): Promise<readonly SourcesChapter[]> {
  const many = stage.story.length;
  stage.story.push({ words: JSON.stringify(step) });
  if (step.step === "click") clickOn(stage, step.click);
  if (step.step === "toggle") toggle(stage.stacks[step.stack].present, step.member);
  if (step.step === "edit") edit(stage.stacks[step.stack], step.change);
  if ("incidents" in step) await playRun(stage, step);
  return stage.story.slice(many).filter(isDeed);
}

function toggle(present: Set<Member>, member: Member): void {
  if (!present.delete(member)) present.add(member);
}

function edit(stack: Stack, change: Extract<SourcesStep, { step: "edit" }>["change"]): void {
  const changed = members.map((member) => [member, { ...stack.wishes[member], ...change[member] }]);
  stack.wishes = Object.fromEntries(changed);
}

async function playRun(stage: SourcesStage, step: RunStep): Promise<void> {
  const stack = stage.stacks[step.stack];
  const processes = openProcesses<SourceClick>({
    simulator: stage.simulator,
    build: stage.build,
    incidents: step.incidents,
    machine: stack.machine,
    settings: {
      forceCancel: false,
      hostsOnSource: step.step === "destroy" && step.isConfirmed,
      cancelClaimed: step.step === "destroy" && step.isConfirmed,
      namespace: stack.identity.namespace,
    },
    ...(step.step === "up" && { timeoutSeconds: step.timeoutSeconds }),
    click: (click) => clickOn(stage, click),
  });
  stage.open = { requests: processes.requests, stack: step.stack };
  const watcher = new Watcher(stage, step, processes);
  const end = await processes.live(command(stage, step, watcher));
  if (end === "died") watcher.died();
  else await processes.close();
  stage.open = undefined;
}

async function command(stage: SourcesStage, step: RunStep, watcher: Watcher): Promise<void> {
  const { state, identity } = stage.stacks[step.stack];
  if (step.step === "refresh") return refreshAll(state, watcher);
  if (step.step === "destroy") return destroyAll(state, step.continueOnError, watcher);
  const { continueOnError, replace } = step;
  return upAll(state, watcher.goals, { continueOnError, replace: replace && urnOf(identity, replace) }, watcher);
}
