import { sessionRows } from "../array";
import { InvalidProgramError } from "../engine";
import { errorTexts } from "../play";
import type { ProviderProcesses } from "../process";
import type { ObservedRequest } from "../requests";
import { isChange, isCreate } from "../requests";
import type { Deed, Goal, Means } from "../sources/engine";
import type { AnySurface } from "../sources/state";
import { isActive } from "./invariants/states";
import { keyOfName, nameOf } from "./program";
import type { WavesStage } from "./stage";
import { goalsOf } from "./stage";
import type { WavesStep } from "./steps";
import type { Change, KnownPlaces, WavesChapter } from "./story";

export type RunStep = Extract<WavesStep, { incidents: unknown }>;

type Opening = Pick<WavesChapter, "deed" | "statesBefore"> & {
  readonly at: number;
  readonly said: number;
  readonly start: number;
};
type Ending = Pick<WavesChapter, "outcome" | "result" | "error">;

/** Sees to it that each deed of a run becomes a chapter, which is judged before the next one begins. */
export class Watcher implements Means {
  readonly goals: readonly Goal[];
  readonly #stage: WavesStage;
  readonly #step: RunStep;
  readonly #surfaces = new Map<string, AnySurface>();
  #processes: ProviderProcesses | undefined;
  #changes: Change[] = [];
  #places: { readonly active: ReadonlySet<string>; readonly begun: Set<string> } | undefined;
  #open: Opening | undefined;

  constructor(stage: WavesStage, step: RunStep) {
    this.#stage = stage;
    this.#step = step;
    // A destroy runs no program.
    this.goals = step.step === "up" ? goalsOf(stage, step.stack) : [];
  }

  watch(processes: ProviderProcesses): void {
    this.#processes = processes;
  }

  /** Called with each request as soon as the array has answered it. */
  observed(request: ObservedRequest): void {
    if (isPlacesQuestion(request)) this.#asked(request);
    if (!isChange(request) || !this.#open) return;
    const { simulator, makers } = this.#stage;
    const { urn } = this.#open.deed;
    if (isCreate(request) && !request.before && request.after) this.#places?.begun.add(request.after.id);
    this.#changes.push({ request, sessions: sessionRows(simulator), places: this.#placesNow() });
    if (!isCreate(request) || request.before || !request.after) return;
    const key = keyOfName(nameOf(urn), String(request.after.name));
    if (key !== undefined) makers.set(request.after.id, { stack: this.#step.stack, urn, key });
  }

  #asked({ isAnswerTrue }: ObservedRequest): void {
    const active = sessionRows(this.#stage.simulator).filter(({ state }) => isActive(state));
    this.#places = isAnswerTrue ? { active: new Set(active.map(({ id }) => id)), begun: new Set() } : undefined;
  }

  #placesNow(): KnownPlaces | undefined {
    return this.#places && { active: this.#places.active, begun: new Set(this.#places.begun) };
  }

  /** The run ended in the middle of a deed, or between two. */
  died(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#close(open, { outcome: "died" });
  }

  async surface(urn: string): Promise<AnySurface> {
    const known = this.#surfaces.get(urn);
    if (known) return known;
    const provider = await this.#running.open(this.#stage.stacks[this.#step.stack].surface);
    const surface = provider.resource(urn) as unknown as AnySurface;
    this.#surfaces.set(urn, surface);
    return surface;
  }

  async play(deed: Deed, work: () => Promise<string>): Promise<boolean> {
    const opening = {
      deed,
      at: this.#running.requests.length,
      said: this.#running.texts.length,
      statesBefore: this.#states(),
      start: this.#stage.simulator.now(),
    };
    this.#open = opening;
    this.#changes = [];
    const end: Ending = await work().then((result) => ({ outcome: "done", result }), failure);
    // What a killed process was in the middle of may still come to an end, and is told already.
    if (this.#open !== opening) return false;
    this.#open = undefined;
    this.#close(opening, end);
    return end.outcome === "done";
  }

  get #running(): ProviderProcesses {
    if (!this.#processes) throw new TypeError("the run has no processes yet");
    return this.#processes;
  }

  #close({ at, said, start, ...opening }: Opening, end: Ending): void {
    const { simulator, stacks, story, makers, judge } = this.#stage;
    const { texts, secrets, complaints, requests } = this.#running;
    const { stackName, maxActivePerArray, wishes, present } = stacks[this.#step.stack];
    const chapter: WavesChapter = {
      ...opening,
      ...end,
      step: this.#step,
      stack: this.#step.stack,
      stackName,
      maxActivePerArray,
      wishes,
      present: [...present],
      requests: requests.slice(at),
      changes: this.#changes,
      texts: [...texts.slice(said), ...errorTexts(end.error)],
      secrets,
      complaints,
      statesAfter: this.#states(),
      sessions: sessionRows(simulator),
      makers: new Map(makers),
      now: simulator.now(),
      seconds: (simulator.now() - start) / 1000,
    };
    story.push(chapter);
    judge(chapter, this.#stage);
  }

  #states(): WavesChapter["statesBefore"] {
    return this.#stage.stacks.map(({ state }) => state.entries);
  }
}

function failure(error: unknown): Ending {
  return { outcome: error instanceof InvalidProgramError ? "invalid" : "failed", error };
}

/** Whether it asks who is active on the array. */
const isPlacesQuestion = ({ entry }: ObservedRequest): boolean =>
  entry.method === "GET" && entry.path.includes("state=in");
