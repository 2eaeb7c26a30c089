/** What a play came to, as a document. Pure. */

import { withWindowsInForce } from "../../provider/lifecycle/importSession/decide/goals";
import { isCompleted, isKnownState, isPastCopy, stateRow } from "../../provider/lifecycle/importSession/decide/states";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { isFailure } from "../../provider/lifecycle/importWave/decide/places";
import { ignoredOf } from "../../provider/lifecycle/importWave/inputs/member";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { Traces } from "../program/goneAndDone";
import { isGoneAndDone } from "../program/goneAndDone";
import type { ProgramResource, WantedImport } from "../program/program";
import { standingOf } from "../sessions/standing";
import type { Forecast, ForecastImport } from "./document";
import { forecastOf } from "./document";
import type { Ending } from "./ending";
import { endingFinder } from "./ending";
import type { SessionHistory } from "./history";
import { missedWindows } from "./misses";
import type { Reason, RecordedSession } from "./play";
import { isStill } from "./rates";
import { queueOf } from "./snapshot";
import { keyIn, presentOf, wavePlaces } from "./wavePlaces";

export type Conclusion = {
  readonly array: string;
  readonly now: number;
  readonly sessions: readonly ListedSession[];
  readonly histories: readonly SessionHistory[];
  readonly hasEnded: boolean;
  /** What the array shows of an import that has no session. */
  readonly tracesOf: (wanted: WantedImport) => Traces;
};

/** Of a program: each wave, and each import that is alone. */
export function forecastProgram(
  {
    resource,
    imports,
    played,
    reasonOf,
  }: {
    readonly resource: ProgramResource;
    readonly imports: readonly WantedImport[];
    /** What the last run has recorded, by label. */
    readonly played: ReadonlyMap<string, RecordedSession>;
    /** Why the one with this label has not begun. */
    readonly reasonOf: (label: string) => Reason;
  },
  play: Conclusion,
): Forecast {
  const places = resource.kind === "ImportWave" ? wavePlaces(resource, imports, play.sessions) : undefined;
  const endingOf = endingFinder(play.histories);
  const forecasts = imports.map((wanted): ForecastImport => {
    const { label, inputs } = wanted;
    const present = presentOf(wanted, play.sessions);
    const isMissing = wanted.sessionId !== undefined && !present;
    const isGone = isMissing && isGoneAndDone(wanted, play.tracesOf(wanted));
    const ending = endingOf({ name: inputs.name, present, played: played.get(label), isGoneAndDone: isGone });
    const copied = ending.history && copiedAt(ending.history);
    const place = places?.get(label);
    return {
      ...forecastImport({ label, present, ending, isToComplete: completes(wanted), reasonOf }, play),
      ...(place !== undefined && { wavePlace: place }),
      missed: [...missedWindows(inForce(resource, wanted), { now: play.now, copied })],
    };
  });
  return forecastOf(play.array, resource.name, forecasts);
}

/** Of the sessions that are there and have not ended, members of groups left out. */
export function forecastSessions(play: Conclusion): Forecast {
  const endingOf = endingFinder(play.histories);
  const open = play.sessions.filter(({ state, parentSessionId }) => parentSessionId === undefined && isOpen(state));
  const forecasts = open.map((present): ForecastImport => {
    const label = present.name ?? present.id;
    const played = { id: present.id, state: present.state };
    const about = { label, present, ending: endingOf({ name: label, present, played }) };
    return { ...forecastImport({ ...about, isToComplete: present.automaticCutover === true }, play), missed: [] };
  });
  const byName = forecasts.toSorted((one, other) => one.label.localeCompare(other.label));
  return forecastOf(play.array, "", byName);
}

const isOpen = (state: string) => isKnownState(state) && !isCompleted(state) && !isFailure(state);

const completes = ({ inputs }: WantedImport) => inputs.advanceTo === "Import_Completed" || inputs.automaticCutover;

/** What is left to whoever is at the array misses no window. */
function inForce(
  { kind, name, ignored }: ProgramResource,
  { label, inputs }: WantedImport,
): Pick<WantedImport, "inputs"> {
  const own = kind === "ImportWave" ? ignoredOf(ignored, keyIn(name, label)) : ignored;
  return { inputs: withWindowsInForce(inputs, own) };
}

type About = {
  readonly label: string;
  readonly present: ListedSession | undefined;
  readonly ending: Ending;
  readonly isToComplete: boolean;
  readonly reasonOf?: (label: string) => Reason;
};

function forecastImport(
  { label, present, ending, isToComplete, reasonOf }: About,
  play: Conclusion,
): Omit<ForecastImport, "missed"> {
  const { state, endState, history } = ending;
  const queuePlace = queueOf(play.sessions).indexOf(present?.id ?? "") + 1;
  const isStuck = present !== undefined && isStill(present, play.sessions);
  const outcome = isStuck ? "stands" : outcomeOf(endState, isToComplete, play.hasEnded);
  const copied = history && copiedAt(history);
  const done = history && (outcome === "ready" ? copied : history.reached.get(endState));
  const isStanding = outcome === "stands" || outcome === "failed";
  const { failure, hold } = reasonOf?.(label) ?? {};
  const own = endState === NOT_STARTED ? (failure ?? (isStanding ? hold : undefined)) : undefined;
  const ofState = isStanding && endState !== NOT_STARTED ? standingOf(endState).todo : undefined;
  const todo = isStuck ? "its copy does not move" : (own ?? ofState);
  return {
    label,
    ...(present && { sessionId: present.id }),
    state,
    ...(queuePlace > 0 && { queuePlace }),
    outcome,
    endState,
    ...(copied !== undefined && { copyEndsAt: new Date(copied).toISOString() }),
    ...(done !== undefined &&
      (outcome === "completed" || outcome === "ready") && { endsAt: new Date(done).toISOString() }),
    ...(todo !== undefined && { todo }),
  };
}

function outcomeOf(state: string, isToComplete: boolean, hasEnded: boolean): ForecastImport["outcome"] {
  if (!isKnownState(state)) return hasEnded ? "stands" : "beyond";
  if (state === "Import_Completed") return "completed";
  if (stateRow(state).order === undefined || isCompleted(state)) return "failed";
  if (state === "Ready_For_Cutover" && !isToComplete) return "ready";
  return hasEnded ? "stands" : "beyond";
}

/** When its copy was done; undefined where that is past, or never comes. */
function copiedAt({ reached }: SessionHistory): number | undefined {
  const past = [...reached].filter(([state]) => isKnownState(state) && isPastCopy(state)).map(([, at]) => at);
  return past.length === 0 ? undefined : Math.min(...past);
}
