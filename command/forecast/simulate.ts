/** Plays from the present to the end: runs of the program at their times, and between them what the array does by itself. */

import { isDeadRecord } from "../../provider/lifecycle/importSession/decide/decideClaim";
import { hasWindows, nextChangeOf } from "../../provider/lifecycle/importSession/decide/decideTarget";
import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import type { Environment } from "../../provider/lifecycle/settings/environment";
import type { ProgramResource, WantedImport } from "../program/program";
import { connectTo } from "./connection";
import { History } from "./history";
import type { Observed } from "./observe";
import { PlayedResource } from "./play";
import type { Pace } from "./rates";
import { stampsOf, standingOf } from "./settled";
import { SimulatedTime } from "./simulatedTime";
import type { SimulatedArray, SimulatedRow } from "./simulator";
import type { Snapshot } from "./snapshot";
import { populate, steps } from "./snapshot";

export type Plan = {
  readonly resources: readonly ProgramResource[];
  readonly imports: readonly WantedImport[];
  readonly now: number;
  readonly everySeconds: number;
  readonly horizon: number;
};

export type Played = {
  readonly history: History;
  readonly resources: readonly PlayedResource[];
  readonly leftOut: ReadonlyMap<string, string>;
  /** Whether nothing more would happen, however long one waits. */
  readonly hasEnded: boolean;
};

/** Nothing of it ends by being idle. */
const NEVER_IDLE_SECONDS = 1e9;

export const simulatorOptions = ({ collections }: Observed, { rate, places }: Pace, now: number): object => ({
  clock: "manual",
  start: new Date(now).toISOString(),
  collections,
  partial: true,
  copyBytesPerSecond: rate,
  maxActiveSessions: places,
  idleTimeoutSeconds: NEVER_IDLE_SECONDS,
  ...steps,
});

export async function play(
  array: SimulatedArray,
  { sessions }: Observed,
  pace: Pace,
  plan: Plan,
  around: { readonly environment: Environment; readonly stopped: AbortSignal },
): Promise<Played> {
  const { snapshot, leftOut } = populate(array.snapshot() as Snapshot, sessions, pace);
  array.restore(snapshot);
  const time = new SimulatedTime(array);
  const { access, changes } = connectTo(array, time);
  const history = new History(array);
  const resources = plan.resources.map((resource) => new PlayedResource(resource));
  const stage = { access, time, ...around };
  const windowsAt = standingOf(plan.imports);
  const hasFoundDead = deathWatch(resources);
  let hasEnded = false;
  while (array.now() < plan.horizon && !hasEnded) {
    around.stopped.throwIfAborted();
    const [before, windows] = [changes(), windowsAt(array.now())];
    // Before the run: what it finds at the end of a copy may be gone after it.
    const stamps = stampsOf(history.look(), windows);
    await Promise.all(resources.map((resource) => resource.up({ ...stage, stamps })));
    const rows = history.look();
    for (const resource of resources) resource.settle(stampsOf(rows, windows));
    const isAgain = hasFoundDead();
    // A run that changed nothing is followed by others that change nothing, until the array or a window moves.
    const isIdle = changes() === before && !isAgain;
    const next = isIdle ? nextMoment({ rows, resources, imports: plan.imports }, array.now()) : array.now() + 1;
    hasEnded = next === Number.POSITIVE_INFINITY;
    if (!hasEnded) moveTo(array, Math.min(tickAfter(next, plan), plan.horizon));
  }
  history.look();
  await access.powerStore.close();
  return { history, resources, leftOut, hasEnded };
}

/** Says each time whether runs have found a session dead since the last time: the next run begins its import anew. */
function deathWatch(resources: readonly PlayedResource[]): () => boolean {
  let known = deadAmong(resources);
  return () => {
    const former = known;
    known = deadAmong(resources);
    return [...known].some((id) => !former.has(id));
  };
}

function deadAmong(resources: readonly PlayedResource[]): ReadonlySet<string> {
  const sessions = resources.flatMap((resource) => resource.sessions.map(([, session]) => session));
  return new Set(sessions.flatMap(({ id, state }) => (isKnownState(state) && isDeadRecord(state) ? id : [])));
}

/** States that the array leaves by itself in a moment. */
const passing: ReadonlySet<unknown> = new Set([
  "In_Progress",
  "Cutover_In_Progress",
  "Cancel_In_Progress",
  "Cleanup_In_Progress",
]);

type Present = Pick<Plan, "imports"> & Pick<Played, "resources"> & { readonly rows: readonly SimulatedRow[] };

/** When the array does something next by itself, or windows change what is to be with an import; Infinity: never. */
function nextMoment(present: Present, now: number): number {
  return Math.min(nextOfArray(present.rows, now), nextOfWindows(present, now));
}

function nextOfArray(rows: readonly SimulatedRow[], now: number): number {
  const parents = new Set(rows.map(({ parent_session_id }) => parent_session_id));
  let next = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const { id, state, automatic_cutover, estimated_completion_timestamp, scheduled_timestamp } = row;
    const isPassing = passing.has(state) || (state === "Ready_For_Cutover" && automatic_cutover === true);
    // A group is In_Progress for as long as its members copy.
    if (isPassing && !parents.has(id)) return now + 1;
    const at = state === "Scheduled" ? scheduled_timestamp : isMoving(row) && estimated_completion_timestamp;
    if (typeof at === "string") next = Math.min(next, Math.max(Date.parse(at), now + 1));
  }
  return next;
}

const isMoving = ({ state, current_transfer_rate }: SimulatedRow) =>
  state === "Copy_In_Progress" && current_transfer_rate !== 0;

/** Of those that have ended none: windows open and close for ever. */
function nextOfWindows({ rows, resources, imports }: Present, now: number): number {
  const recorded = new Map(resources.flatMap(({ sessions }) => sessions));
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  let next = Number.POSITIVE_INFINITY;
  for (const { label, inputs } of imports) {
    const session = recorded.get(label);
    const state = session && (states.get(session.id) ?? session.state);
    if (hasWindows(inputs))
      next = Math.min(next, nextChangeOf(inputs, isKnownState(state) ? { state } : undefined, now));
  }
  return next;
}

/** The first run at this moment or after it. */
function tickAfter(moment: number, { now, everySeconds }: Plan): number {
  const every = everySeconds * 1000;
  return now + Math.ceil((moment - now) / every) * every;
}

function moveTo(array: SimulatedArray, moment: number): void {
  if (moment > array.now()) array.advance((moment - array.now()) / 1000);
}
