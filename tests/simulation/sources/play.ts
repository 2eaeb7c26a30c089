import { generateName } from "../../../provider/lifecycle/operation/names";
import type { Row, Simulator } from "../../../simulator/src";
import { holdersOf } from "../array";
import { InvalidProgramError } from "../engine";
import type { Machine } from "../machine";
import { newMachine } from "../machine";
import { errorTexts } from "../play";
import type { Build, ProviderProcesses } from "../process";
import { openProcesses } from "../process";
import type { ObservedRequest } from "../requests";
import { operationOf } from "../requests";
import type { SourceClick, Target } from "./clicks";
import { doSourceClick, idsOf } from "./clicks";
import type { Deed, Goal, Means } from "./engine";
import { destroyAll, refreshAll, upAll } from "./engine";
import type { Known, Member, StackIdentity, Wishes } from "./program";
import { dependencies, inputsOf, members, nameOf, orders, secrets, urnOf } from "./program";
import type { AnySurface, StackState } from "./state";
import { entryOf } from "./state";
import type { SourcesHistory, SourcesSetup, SourcesStep, StackNumber } from "./steps";
import type { Interlude, Maker, SourcesChapter } from "./story";
import { isDeed } from "./story";
import { objectsOf, volumesOn } from "./world";

type RunStep = Extract<SourcesStep, { incidents: unknown }>;

/** A stack in the course of a history. */
type Stack = Pick<SourcesSetup, "identity" | "surface"> & {
  wishes: Wishes;
  readonly present: Set<Member>;
  readonly state: StackState;
  readonly machine: Machine;
};

/** Two stacks and the array that they share. */
export type SourcesStage = {
  readonly simulator: Simulator;
  readonly build: Build;
  readonly stacks: readonly [Stack, Stack];
  readonly story: (SourcesChapter | Interlude)[];
  readonly makers: Map<string, Maker>;
  /** The run that is under way. */
  open: { readonly requests: readonly ObservedRequest[]; readonly stack: StackNumber } | undefined;
  /** Called after each deed. Throws where something must not be. */
  readonly judge: (chapter: SourcesChapter, stage: SourcesStage) => void;
};

export function newSourcesStage(
  simulator: Simulator,
  { stacks }: Pick<SourcesHistory, "stacks">,
  about: Pick<SourcesStage, "build" | "judge">,
): SourcesStage {
  simulator.reset();
  const [first, second] = stacks.map(({ identity, surface, wishes, begins }) => ({
    identity,
    surface,
    wishes,
    present: new Set(begins),
    state: { entries: [] },
    machine: newMachine(),
  }));
  if (!first || !second) throw new TypeError("a history has two stacks");
  const makers = new Map<string, Maker>(idsOf(simulator).map((id) => [id, "hand"]));
  return { simulator, ...about, stacks: [first, second], story: [], makers, open: undefined };
}

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

/** What somebody clicks on is an object of the first stack: the one in its state, or the latest that was made for it. */
function clickOn(stage: SourcesStage, click: SourceClick): void {
  const { simulator, makers } = stage;
  // At each request of a run somebody may look for what waits for an approval: for that nobody has to know who made what.
  if (click.click !== "approve") noteMade(stage);
  const [{ identity, wishes, state }] = stage.stacks;
  const target: Target = {
    id: (member) => {
      const urn = urnOf(identity, member);
      const ids = [...makers].filter(([, by]) => by !== "hand" && by.stack === 0 && by.urn === urn).map(([id]) => id);
      return entryOf(state, urn)?.id ?? ids.at(-1);
    },
    // Nobody makes by hand what bears a name that a namespace has gone into.
    name: (member) =>
      identity.namespace === undefined || hasName(wishes, member) ? nameOf(identity, wishes, member) : undefined,
  };
  const byHand = doSourceClick(simulator, click, target);
  for (const id of byHand) makers.set(id, "hand");
}

function hasName(wishes: Wishes, member: Member): boolean {
  const wish = wishes[member];
  return "name" in wish && wish.name !== undefined;
}

type Sent = { readonly request: ObservedRequest; readonly stack: StackNumber };

/**
 * What is new on the array was made by the latest request for such a thing; where a job does it, that may have been long ago. Groups that come
 * with a source nobody here has made.
 */
function noteMade(stage: SourcesStage): void {
  const { simulator, stacks, makers } = stage;
  for (const [collection, rows] of Object.entries(objectsOf(simulator))) {
    for (const row of rows) {
      if (makers.has(row.id)) continue;
      const making = sentIn(stage).findLast(({ request }) => isMaking(request, collection, row));
      makers.set(row.id, making ? makerOf(row, collection, making, stacks[making.stack].identity) : "hand");
    }
  }
}

function makerOf(row: Row, collection: string, { stack }: Sent, identity: StackIdentity): Maker {
  return { stack, urn: urnOf(identity, memberMade(row, collection, identity)) };
}

function sentIn({ story, open }: SourcesStage): readonly Sent[] {
  const told = story.filter(isDeed).flatMap(({ requests, stack }) => requests.map((request) => ({ request, stack })));
  return [...told, ...(open?.requests.map((request) => ({ request, stack: open.stack })) ?? [])];
}

function isMaking(request: ObservedRequest, collection: string, row: Row): boolean {
  if (operationOf(request) !== `POST /${collection}`) return false;
  const { name, agent_address: address } = Object(request.entry.body);
  return collection === "import_host_system" ? address === row.agent_address : name === row.name;
}

function memberMade({ type, name }: Row, collection: string, identity: StackIdentity): Member {
  if (collection === "remote_system") return type === "Universal" ? "old" : "source";
  if (collection === "import_host_system") return "host";
  if (collection === "import_universal_consistency_group") return "group";
  return name === generateName(urnOf(identity, "import"), identity.namespace) ? "import" : "groupImport";
}

function knownTo({ simulator, stacks }: SourcesStage, number: StackNumber): Known {
  const { identity, state, present } = stacks[number];
  return {
    id: (member) => {
      const urn = urnOf(identity, member);
      if (!present.has(member)) return undefined;
      const entry = entryOf(state, urn);
      return entry?.pendingReplacement ? undefined : entry?.id;
    },
    volumes: (remoteSystemId) => volumesOn(simulator, remoteSystemId),
    hostAt: (address) => simulator.world.rows("import_host_system")?.find((row) => row.agent_address === address)?.id,
  };
}

/** What the program of a stack registers: a resource without what it depends on cannot be written down. */
export function goalsOf(stage: SourcesStage, number: StackNumber): readonly Goal[] {
  const { identity, present, wishes } = stage.stacks[number];
  const isWhole = (member: Member): boolean => present.has(member) && needsOf(member).every(isWhole);
  const urn = (member: Member) => urnOf(identity, member);
  return members.filter(isWhole).map((member) => ({
    urn: urn(member),
    dependencies: Object.fromEntries(Object.entries(dependencies[member]).map(([input, on]) => [input, urn(on)])),
    after: [...needsOf(member), ...(orders[member] ?? []).filter(isWhole)].map(urn),
    inputs: () => inputsOf(wishes, member, knownTo(stage, number)),
  }));
}

const needsOf = (member: Member): readonly Member[] => [...new Set(Object.values(dependencies[member]))];

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

/** What was before a deed. */
type Opening = Pick<SourcesChapter, "deed" | "statesBefore" | "heldBefore"> & {
  readonly at: number;
  readonly start: number;
};

/** Sees to it that each deed of a run becomes a chapter, which is judged before the next one begins. */
class Watcher implements Means {
  readonly goals: readonly Goal[];
  readonly #stage: SourcesStage;
  readonly #step: RunStep;
  readonly #processes: ProviderProcesses;
  readonly #surfaces = new Map<string, AnySurface>();
  #open: Opening | undefined;

  constructor(stage: SourcesStage, step: RunStep, processes: ProviderProcesses) {
    this.#stage = stage;
    this.#step = step;
    this.#processes = processes;
    // A destroy runs no program.
    this.goals = step.step === "up" ? goalsOf(stage, step.stack) : [];
  }

  /** The run ended in the middle of a deed, or between two. */
  died(): void {
    if (this.#open) this.#close(this.#open, { outcome: "died" });
  }

  async surface(urn: string): Promise<AnySurface> {
    const provider = await this.#processes.open(this.#stage.stacks[this.#step.stack].surface);
    const surface = this.#surfaces.get(urn) ?? (provider.resource(urn) as unknown as AnySurface);
    this.#surfaces.set(urn, surface);
    return surface;
  }

  async play(deed: Deed, work: () => Promise<string>): Promise<boolean> {
    const { simulator } = this.#stage;
    const opening = {
      deed,
      at: this.#processes.requests.length,
      statesBefore: this.#states(),
      heldBefore: heldNow(simulator),
      start: simulator.now(),
    };
    this.#open = opening;
    const end: Ending = await work().then((result) => ({ outcome: "done", result }), failure);
    this.#open = undefined;
    this.#close(opening, end);
    return end.outcome === "done";
  }

  #close({ at, start, ...opening }: Opening, end: Ending): void {
    const { simulator, stacks, story, makers, judge } = this.#stage;
    const { texts, secrets: seen, complaints, requests } = this.#processes;
    const { identity, wishes } = stacks[this.#step.stack];
    noteMade(this.#stage);
    const chapter: SourcesChapter = {
      ...opening,
      ...end,
      step: this.#step,
      stack: this.#step.stack,
      identity,
      wishes,
      goals: this.goals,
      requests: requests.slice(at),
      texts: [...texts, ...errorTexts(end.error)],
      secrets: [...seen, ...Object.values(secrets).flatMap((each) => Object.values(each))],
      complaints,
      statesAfter: this.#states(),
      objects: objectsOf(simulator),
      makers: new Map(makers),
      seconds: (simulator.now() - start) / 1000,
    };
    story.push(chapter);
    judge(chapter, this.#stage);
  }

  #states(): SourcesChapter["statesBefore"] {
    return this.#stage.stacks.map(({ state }) => state.entries);
  }
}

type Ending = Pick<SourcesChapter, "outcome" | "result" | "error">;

function failure(error: unknown): Ending {
  return { outcome: error instanceof InvalidProgramError ? "invalid" : "failed", error };
}

function heldNow(simulator: Simulator): ReadonlyMap<string, readonly string[]> {
  const objects = Object.entries(objectsOf(simulator)).filter(([collection]) => collection !== "import_session");
  return new Map(
    objects.flatMap(([collection, rows]) => rows.map(({ id }) => [id, holdersOf(simulator, collection, id)] as const)),
  );
}
