import type { Simulator } from "../../../simulator/src";
import { criteriaOf, sessionRows } from "../array";
import type { Click, WallClock } from "../clicks";
import { doClick } from "../clicks";
import { InvalidProgramError } from "../engine";
import type { Step } from "../history";
import type { Machine } from "../machine";
import { newMachine } from "../machine";
import { errorTexts } from "../play";
import type { Build, ProviderProcesses } from "../process";
import { openProcesses } from "../process";
import type { Outcome } from "../story";
import type { Surface, SurfaceName } from "../surfaces/surface";
import { surfaceNames } from "../surfaces/surface";
import type { Deed, DeedEnd, Goal, Means } from "./engine";
import { destroyAll, GenerationError, refreshAll, UnheardError, upAll } from "./engine";
import type { Resource, Slot, StackIdentity, StackProgram } from "./resource";
import { nameOf, resourceInputs, slots, urnOf } from "./resource";
import type { StackState } from "./state";
import type { StackNumber, StacksHistory, StacksStep } from "./steps";
import type { DeedChapter, Interlude } from "./story";
import { isDeed } from "./story";

type RunStep = Extract<StacksStep, { incidents: unknown }>;

/** A stack in the course of a history. */
type Stack = {
  readonly identity: StackIdentity;
  readonly resources: Record<Slot, Resource>;
  readonly isThere: Record<Slot, boolean>;
  readonly formerUrns: Record<Slot, Set<string>>;
  readonly state: StackState;
  readonly machine: Machine;
};

/** Two stacks and the array that they share. */
export type StacksStage = {
  readonly simulator: Simulator;
  readonly build: Build;
  readonly wall: WallClock;
  readonly stacks: readonly [Stack, Stack];
  readonly story: (DeedChapter | Interlude)[];
  /** Called after each deed. Throws where something must not be. */
  readonly judge: (chapter: DeedChapter, stage: StacksStage) => void;
};

export function newStacksStage(
  simulator: Simulator,
  history: Pick<StacksHistory, "stacks">,
  about: Pick<StacksStage, "build" | "judge">,
): StacksStage {
  simulator.reset();
  const [first, second] = history.stacks.map(({ identity, one, two, begins }) => ({
    identity,
    resources: { one, two },
    isThere: { one: begins.includes("one"), two: begins.includes("two") },
    formerUrns: { one: new Set<string>(), two: new Set<string>() },
    state: { entries: [] },
    machine: newMachine(),
  }));
  if (!first || !second) throw new TypeError("a history has two stacks");
  return { simulator, ...about, wall: { seconds: 0 }, stacks: [first, second], story: [] };
}

/** Plays one step and adds it to the story: a chapter for each resource that a run comes to. */
export async function playStacksStep(stage: StacksStage, step: StacksStep): Promise<readonly DeedChapter[]> {
  const many = stage.story.length;
  stage.story.push({ words: JSON.stringify(step) });
  if (step.step === "click") clickOn(stage, step.click, step.at);
  if (step.step === "toggle") {
    const { isThere } = stage.stacks[step.stack];
    isThere[step.slot] = !isThere[step.slot];
  }
  if (step.step === "edit") edit(stage, step);
  if ("incidents" in step) await playRun(stage, step);
  return stage.story.slice(many).filter(isDeed);
}

function edit({ stacks }: StacksStage, step: Extract<StacksStep, { step: "edit" }>): void {
  const { stack, slot, change, options, program, like } = step;
  const { resources } = stacks[stack];
  const resource = { ...resources[slot], ...change };
  const models = { neighbour: resources[neighbourOf(slot)], otherStack: stacks[otherThan(stack)].resources.one };
  resources[slot] = {
    ...resource,
    options: { ...resource.options, ...options },
    program: { ...(like ? models[like] : resource).program, ...program },
  };
}

const neighbourOf = (slot: Slot): Slot => (slot === "one" ? "two" : "one");
const otherThan = (stack: StackNumber): StackNumber => (stack === 0 ? 1 : 0);

function clickOn({ simulator, stacks, wall }: StacksStage, click: Click, at: number): void {
  const [{ identity, resources }] = stacks;
  const rows = sessionRows(simulator);
  const name = nameOf(identity, resources.one);
  const id = rows[at % Math.max(rows.length, 1)]?.id;
  doClick(simulator, click, { program: resources.one.program, name, id, wall });
}

/**
 * The program as it is: two resources cannot have one URN, nor one the other's as an alias, which the engine calls a duplicate. The second is left
 * out then.
 */
export function programOf({ resources, isThere, identity, formerUrns }: Stack): StackProgram {
  const names = (slot: Slot) => {
    const own = urnOf(identity, resources[slot]);
    return resources[slot].hasAliases ? [own, ...formerUrns[slot]] : [own];
  };
  const doClash =
    names("one").includes(urnOf(identity, resources.two)) || names("two").includes(urnOf(identity, resources.one));
  const one = isThere.one ? resources.one : undefined;
  return { one, two: isThere.two && !(one && doClash) ? resources.two : undefined };
}

/** What the program of a stack registers. */
export function goalsOf(stage: StacksStage, number: StackNumber): readonly Goal[] {
  const stack = stage.stacks[number];
  const { identity, resources, formerUrns } = stack;
  const otherStack = stage.stacks[otherThan(number)];
  const program = programOf(stack);
  return slots.flatMap((slot) => {
    const resource = program[slot];
    if (!resource) return [];
    const neighbour = neighbourOf(slot);
    const urn = urnOf(identity, resource);
    const inputs = resourceInputs(identity, resource, {
      neighbour: nameOf(identity, resources[neighbour]),
      otherStack: nameOf(otherStack.identity, otherStack.resources.one),
    });
    const aliases = resource.hasAliases ? [...formerUrns[slot]].filter((former) => former !== urn) : [];
    const other = program[neighbour] && urnOf(identity, program[neighbour]);
    const sessionName = nameOf(identity, resource);
    return [{ urn, aliases, surface: resource.surface, inputs, sessionName, options: resource.options, other }];
  });
}

async function playRun(stage: StacksStage, step: RunStep): Promise<void> {
  const stack = stage.stacks[step.stack];
  const processes = openProcesses({
    simulator: stage.simulator,
    build: stage.build,
    incidents: step.incidents,
    isUnshared: step.isUnshared,
    machine: stack.machine,
    wall: stage.wall,
    settings: {
      forceCancel: false,
      hostsOnSource: false,
      ...(step.step === "destroy" && step.settings),
      namespace: stack.identity.namespace,
    },
    ...(step.step === "up" && { timeoutSeconds: step.timeoutSeconds }),
    click: (click) => clickOn(stage, click, 0),
  });
  // A destroy runs no program.
  const goals = step.step === "destroy" ? [] : goalsOf(stage, step.stack);
  const watcher = new Watcher(stage, step, goals, processes);
  const end = await processes.live(command(stage, step, goals, watcher.means()));
  if (end === "died") watcher.died();
  else await processes.close();
  // What is in the state by now is what an alias may name.
  for (const slot of slots) {
    const urn = urnOf(stack.identity, stack.resources[slot]);
    if (stack.state.entries.some((entry) => entry.urn === urn)) stack.formerUrns[slot].add(urn);
  }
}

async function command(stage: StacksStage, step: RunStep, goals: readonly Goal[], means: Means): Promise<void> {
  const { state, identity, resources } = stage.stacks[step.stack];
  const urn = (slot: Slot | undefined) => slot && urnOf(identity, resources[slot]);
  if (step.step === "refresh") return refreshAll(state, means);
  if (step.step === "destroy") return destroyAll(state, step.continueOnError, means);
  const { continueOnError } = step;
  return upAll(state, goals, { continueOnError, replace: urn(step.replace), target: urn(step.target) }, means);
}

/** What was before a deed. */
type Opening = Pick<DeedChapter, "deed" | "statesBefore"> & {
  readonly at: number;
  readonly said: number;
  readonly start: number;
};

/** Sees to it that each deed of a run becomes a chapter, which is judged before the next one begins. */
class Watcher {
  readonly #stage: StacksStage;
  readonly #step: RunStep;
  readonly #goals: readonly Goal[];
  readonly #processes: ProviderProcesses;
  readonly #surfaces = new Map<string, Surface>();
  #open: Opening | undefined;

  constructor(stage: StacksStage, step: RunStep, goals: readonly Goal[], processes: ProviderProcesses) {
    this.#stage = stage;
    this.#step = step;
    this.#goals = goals;
    this.#processes = processes;
  }

  means(): Means {
    return {
      surface: (urn, name) => this.#surface(urn, name),
      play: (deed, work) => this.#play(deed, work),
    };
  }

  /** The run ended in the middle of a deed, or between two. */
  died(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#close(open, { outcome: "died" });
  }

  async #surface(urn: string, name: SurfaceName): Promise<Surface> {
    const key = `${name} ${urn}`;
    const surface = this.#surfaces.get(key) ?? (await this.#processes.open(name)).resource(urn);
    this.#surfaces.set(key, surface);
    return surface;
  }

  async #play(deed: Deed, work: () => Promise<string>): Promise<DeedEnd> {
    const { requests, texts } = this.#processes;
    const opening = {
      deed,
      at: requests.length,
      said: texts.length,
      statesBefore: this.#states(),
      start: this.#stage.simulator.now(),
    };
    this.#open = opening;
    const end: Ending = await work().then((result) => ({ outcome: "done", result }), failure);
    // What a killed process was in the middle of may still come to an end, and is told already.
    if (this.#open === opening) {
      this.#open = undefined;
      this.#close(opening, end);
    }
    return end.end ?? "done";
  }

  #close({ deed, at, said, statesBefore, start }: Opening, end: Ending): void {
    const { simulator, stacks, story } = this.#stage;
    const { texts, secrets, complaints, requests } = this.#processes;
    const number = this.#step.stack;
    const { state } = stacks[number];
    const after = afterOf(deed, state);
    const { inputs = {}, options } = deed.goal ?? {};
    const ignored = options?.ignoreChanges;
    const chapter: DeedChapter = {
      step: stepOf(deed, this.#step),
      inputs: ignored && deed.before ? { ...inputs, [ignored]: deed.before.inputs[ignored] } : inputs,
      name: deed.goal?.sessionName ?? "",
      outcome: end.outcome,
      result: end.result,
      error: end.error,
      requests: requests.slice(at),
      texts: [...texts.slice(said), ...errorTexts(end.error)],
      secrets,
      complaints,
      before: deed.before,
      after,
      sessions: sessionRows(simulator),
      criteria: criteriaOf(simulator, (after ?? deed.before)?.outputs.sourceResourceId),
      processes: surfaceNames.length,
      seconds: (simulator.now() - start) / 1000,
      deed,
      stack: number,
      goals: this.#goals,
      statesBefore,
      statesAfter: this.#states(),
      isHanging: end.isUnheard === true && !this.#step.isUnshared && !isStopped(this.#step),
      hasTarget: this.#step.step === "up" && this.#step.target !== undefined,
      isConfirmed: this.#step.step === "destroy" && this.#step.settings.cancelClaimed === true,
    };
    story.push(chapter);
    this.#stage.judge(chapter, this.#stage);
  }

  #states(): DeedChapter["statesBefore"] {
    return this.#stage.stacks.map(({ state }) => state.entries);
  }
}

/** Whoever presses Ctrl-C waits for nothing. */
const isStopped = ({ incidents }: RunStep) => incidents.some(({ effect }) => "stop" in effect);

type Ending = {
  readonly outcome: Outcome;
  readonly result?: string;
  readonly error?: unknown;
  readonly end?: DeedEnd;
  readonly isUnheard?: boolean;
};

function failure(error: unknown): Ending {
  if (error instanceof UnheardError) {
    return { outcome: "failed", error: error.cause, end: "failed", isUnheard: error.isCompared };
  }
  if (!(error instanceof GenerationError)) return { outcome: "failed", error, end: "failed" };
  const { cause } = error;
  return { outcome: cause instanceof InvalidProgramError ? "invalid" : "failed", error: cause, end: "fatal" };
}

function afterOf({ kind, urn, before }: Deed, { entries }: StackState) {
  if (kind === "removal") return entries.find((entry) => entry === before);
  // One whose former URN is an alias keeps that until something is recorded.
  const kept = before && entries.includes(before) ? before : undefined;
  return entries.find((entry) => entry.urn === urn && !entry.isSecond) ?? kept;
}

/** What the deed is in a stack with one resource. A removal is a destroy of one. */
function stepOf({ kind, isReplace = false }: Deed, step: RunStep): Step {
  const { incidents } = step;
  if (kind === "refresh") return { step: "refresh", incidents };
  const settings = step.step === "destroy" ? step.settings : { forceCancel: false, hostsOnSource: false };
  if (kind === "removal") return { step: "destroy", settings, incidents };
  return { step: "up", replace: isReplace, incidents };
}
