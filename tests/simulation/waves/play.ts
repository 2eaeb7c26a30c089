import { newMachine } from "../machine";
import { openProcesses } from "../process";
import { destroyAll, refreshAll, upAll } from "../sources/engine";
import { entryOf } from "../sources/state";
import type { WaveClick } from "./clicks";
import { doWaveClick } from "./clicks";
import type { MemberWish, WaveWish, Wishes } from "./program";
import { isWave, urnOf } from "./program";
import type { Stack, WavesStage } from "./stage";
import type { WavesStep } from "./steps";
import type { WavesChapter } from "./story";
import { importsOf, isDeed } from "./story";
import type { RunStep } from "./watcher";
import { Watcher } from "./watcher";

/** Plays one step and adds it to the story: a chapter for each resource that a run comes to. */
export async function playWavesStep(stage: WavesStage, step: WavesStep): Promise<readonly WavesChapter[]> {
  const many = stage.story.length;
  stage.story.push({ words: JSON.stringify(step) });
  if (step.step === "click") doWaveClick(stage.simulator, step.click);
  else if ("incidents" in step) await playRun(stage, step);
  else edit(stage.stacks[step.stack], step);
  return stage.story.slice(many).filter(isDeed);
}

type Edit = Exclude<WavesStep, RunStep | { step: "click" }>;

function edit(stack: Stack, step: Edit): void {
  const { wishes, present } = stack;
  switch (step.step) {
    case "edit":
      stack.wishes = { ...wishes, [step.wave]: { ...wishes[step.wave], ...step.change } };
      break;
    case "editSingle":
      stack.wishes = { ...wishes, single: { ...wishes.single, ...step.change } };
      break;
    case "member": {
      const before = wishes[step.wave].members[step.key] ?? { volume: Number(step.key.slice(1)) - 1 };
      stack.wishes = withMember(wishes, step, step.change && { ...before, ...step.change });
      break;
    }
    case "toggle":
      if (!present.delete(step.resource)) present.add(step.resource);
      break;
    case "machine":
      stack.machine = newMachine();
      break;
    case "hand":
      hand(stack, step);
  }
}

function withMember(
  wishes: Wishes,
  { wave, key }: Pick<Extract<Edit, { step: "member" }>, "wave" | "key">,
  member: MemberWish | undefined,
): Wishes {
  const wish: WaveWish = wishes[wave];
  return { ...wishes, [wave]: { ...wish, members: { ...wish.members, [key]: member } } };
}

/** As the documentation says: out of the one, and in the same change into the other with the id of its session. */
function hand(stack: Stack, { from, key, to }: Extract<Edit, { step: "hand" }>): void {
  const member = stack.wishes[from].members[key];
  const entry = entryOf(stack.state, urnOf(stack.stackName, from));
  const adopts = entry && importsOf(entry).find((each) => each.key === key)?.id;
  if (!member || from === to || adopts === undefined) return;
  const without = withMember(stack.wishes, { wave: from, key }, undefined);
  const taken = { ...member, adopts };
  stack.wishes = isWave(to) ? withMember(without, { wave: to, key }, taken) : { ...without, single: taken };
  stack.present.add(to);
}

async function playRun(stage: WavesStage, step: RunStep): Promise<void> {
  const stack = stage.stacks[step.stack];
  const watcher = new Watcher(stage, step);
  const isConfirmed = step.step === "destroy" && step.isConfirmed;
  const processes = openProcesses<WaveClick>({
    simulator: stage.simulator,
    build: stage.build,
    incidents: step.incidents,
    machine: stack.machine,
    settings: {
      forceCancel: false,
      hostsOnSource: isConfirmed,
      cancelClaimed: isConfirmed,
      maxActivePerArray: stack.maxActivePerArray,
    },
    ...(step.step === "up" && { timeoutSeconds: step.timeoutSeconds }),
    click: (click) => doWaveClick(stage.simulator, click),
    observed: (request) => watcher.observed(request),
  });
  watcher.watch(processes);
  const end = await processes.live(command(stage, step, watcher));
  if (end === "died") watcher.died();
  else await processes.close();
}

async function command(stage: WavesStage, step: RunStep, watcher: Watcher): Promise<void> {
  const { state } = stage.stacks[step.stack];
  if (step.step === "refresh") return refreshAll(state, watcher);
  if (step.step === "destroy") return destroyAll(state, step.continueOnError, watcher);
  return upAll(state, watcher.goals, { continueOnError: step.continueOnError }, watcher);
}
