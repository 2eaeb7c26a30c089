import type { Simulator } from "../../../simulator/src";
import { holdersOf } from "../array";
import { InvalidProgramError } from "../engine";
import { errorTexts } from "../play";
import type { ProviderProcesses } from "../process";
import type { Deed, Goal, Means } from "./engine";
import { noteMade } from "./makers";
import { secrets } from "./program";
import type { SourcesStage } from "./stage";
import { goalsOf } from "./stage";
import type { AnySurface } from "./state";
import type { SourcesStep } from "./steps";
import type { SourcesChapter } from "./story";
import { objectsOf } from "./world";

export type RunStep = Extract<SourcesStep, { incidents: unknown }>;

/** What was before a deed. */
type Opening = Pick<SourcesChapter, "deed" | "statesBefore" | "heldBefore"> & {
  readonly at: number;
  readonly strayed: number;
  readonly said: number;
  readonly start: number;
};

/** Sees to it that each deed of a run becomes a chapter, which is judged before the next one begins. */
export class Watcher implements Means {
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
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#close(open, { outcome: "died" });
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
      strayed: this.#processes.strays.length,
      said: this.#processes.texts.length,
      statesBefore: this.#states(),
      heldBefore: heldNow(simulator),
      start: simulator.now(),
    };
    this.#open = opening;
    const end: Ending = await work().then((result) => ({ outcome: "done", result }), failure);
    // What a killed process was in the middle of may still come to an end, and is told already.
    if (this.#open !== opening) return false;
    this.#open = undefined;
    this.#close(opening, end);
    return end.outcome === "done";
  }

  #close({ at, strayed, said, start, ...opening }: Opening, end: Ending): void {
    const { simulator, stacks, story, makers, judge } = this.#stage;
    const { texts, secrets: seen, complaints, requests, strays } = this.#processes;
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
      strays: strays.slice(strayed),
      texts: [...texts.slice(said), ...errorTexts(end.error)],
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
