import type { Simulator } from "../../simulator/src";
import { criteriaOf, sessionRows } from "../simulation/array";
import type { Step } from "../simulation/history";
import type { Effect, Incident } from "../simulation/incidents";
import { invariants } from "../simulation/invariants";
import type { Stage } from "../simulation/play";
import { newStage, playStep } from "../simulation/play";
import { plainProgram, sources } from "../simulation/program";
import type { Chapter, Outcome } from "../simulation/story";
import type { AnySurfaceName } from "../simulation/surfaces/surface";
import { tell } from "../simulation/tell";
import type { Operation } from "./operations";
import { edit, up, upReplace } from "./operations";

/** Where everything stands a day after an operation. */
export type End = {
  readonly outcome: Outcome;
  readonly recorded: unknown;
  readonly sessions: readonly unknown[];
  readonly sources: readonly (string | undefined)[];
  readonly volumes: number | undefined;
};

const DAY_SECONDS = 24 * 3600;

/** The fault-free run of the lifecycle itself: its end, and the requests that the matrix is made of. */
export async function playCalm(
  simulator: Simulator,
  operation: Operation,
  isInCompany: boolean,
): Promise<{ end: End; requests: readonly NumberedRequest[] }> {
  const stage = await prepare(simulator, operation, { isInCompany });
  const run = await playChecked(stage, operation.run);
  const requests = run.requests.map(({ entry, phase }, at) => ({ at, name: `${phase}: ${entry.operation}` }));
  return { end: await endOf(stage, run.outcome), requests: requests.filter(isNoMerePoll) };
}

/** `name` is what the engine had asked for, and the operation: `delete: POST /import_session/{id}/cancel`. */
export type NumberedRequest = { readonly at: number; readonly name: string };

/**
 * Of the same look repeated while the array is at work, the first and the last are all that differ for the process. A group is looked
 * at with two requests.
 */
function isNoMerePoll({ at, name }: NumberedRequest, _: number, all: readonly NumberedRequest[]): boolean {
  const isSame = (other: number) => all[other]?.name === name;
  return !(isSame(at - 1) || isSame(at - 2)) || !(isSame(at + 1) || isSame(at + 2));
}

/** As often as a person, or a nightly job, would try again. */
const MOST_TRIES = 4;

/** What comes before an operation, played once through a surface: each call sets everything up as it was then. */
export async function beginningOf(
  simulator: Simulator,
  operation: Operation,
  build: { readonly surface: AnySurfaceName; readonly isInCompany: boolean },
): Promise<() => Stage> {
  const stage = await prepare(simulator, operation, build);
  const snapshot = simulator.snapshot();
  const story = [...stage.story];
  const { seconds } = stage.wall;
  return () => {
    simulator.reset(); // journal, logins and faults: a snapshot has none of them
    simulator.restore(snapshot);
    return { ...stage, wall: { seconds }, recorded: structuredClone(stage.recorded), story: [...story] };
  };
}

/** The same with one fault, and then again without one until it ends as the fault-free run does. */
export async function playFaulty(
  stage: Stage,
  operation: Operation,
  incident: Incident,
  calm: End,
): Promise<{ end: End; stage: Stage }> {
  let run = await playChecked(stage, { ...operation.run, incidents: [incident] } as Step);
  for (let tries = 1; run.outcome !== calm.outcome && tries < MOST_TRIES; tries++) {
    for (const step of wayOn(run, operation)) run = await playChecked(stage, step);
  }
  return { end: await endOf(stage, run.outcome), stage };
}

/** The same command again, or what the error's own words tell its reader to do. */
function wayOn({ error }: Chapter, { run }: Operation): readonly Step[] {
  const words = error instanceof Error ? error.message : "";
  if (/take the session over with adoptSessionId/.test(words))
    return [edit({ adopts: "namesake" }), run, edit({ adopts: "nothing" }), run];
  if (/run "pulumi up" without --replace/.test(words)) return [up];
  return /run "pulumi up --replace <urn>"/.test(words) ? [upReplace] : [run];
}

async function prepare(
  simulator: Simulator,
  operation: Operation,
  { isInCompany, ...build }: { readonly surface?: AnySurfaceName; readonly isInCompany: boolean },
): Promise<Stage> {
  const stage = newStage(simulator, { program: { ...plainProgram, ...operation.program }, isInCompany }, build);
  for (const step of operation.before ?? []) {
    if (step === "forget") stage.recorded = undefined;
    else await playStep(stage, step);
  }
  return stage;
}

async function playChecked(stage: Stage, step: Step): Promise<Chapter> {
  const chapter = await playStep(stage, step);
  for (const [name, invariant] of Object.entries(invariants)) {
    const wrong = invariant(chapter, stage.story);
    if (wrong) throw new Error(`${name}: ${wrong}\n${tell(stage.story)}`);
  }
  return chapter;
}

/** A retry costs time in which a copy goes on: a day later it is over, and both runs are at the same point. */
async function endOf(stage: Stage, outcome: Outcome): Promise<End> {
  const { simulator } = stage;
  simulator.advance(DAY_SECONDS);
  if (stage.recorded && !stage.recorded.pendingReplacement) await playStep(stage, calmRefresh);
  const { recorded } = stage;
  return {
    outcome,
    recorded: recorded && { inputs: recorded.inputs, state: recorded.outputs.state, isThere: isThere(stage) },
    sessions: sessionRows(simulator).map(({ name, state, source_resource_id }) => ({
      name,
      state,
      source_resource_id,
    })),
    sources: Object.values(sources).map(({ sourceResourceId }) => criteriaOf(simulator, sourceResourceId)),
    volumes: simulator.world.rows("volume")?.length,
  };
}

const calmRefresh = { step: "refresh", incidents: [] } as const satisfies Step;

function isThere({ simulator, recorded }: Stage): boolean {
  return simulator.world.row("import_session", recorded?.id ?? "") !== undefined;
}

/** The two lengths of trouble: one request, and every request from there to the end of the run. */
export const lengths = { once: 1, "from then on": 100_000 } as const satisfies Record<string, number>;

export type Length = keyof typeof lengths;

/** Dying and Ctrl-C have no length. */
export function lengthsOf(effect: Effect): readonly Length[] {
  return "dies" in effect || "stop" in effect ? ["once"] : ["once", "from then on"];
}
