/** What a play came to, as a document. Pure. */

import { withWindowsInForce } from "../../provider/lifecycle/importSession/decide/goals";
import { isCompleted, isKnownState, isPastCopy, stateRow } from "../../provider/lifecycle/importSession/decide/states";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { inOrder, isFailure } from "../../provider/lifecycle/importWave/decide/places";
import type { WaveMember } from "../../provider/lifecycle/importWave/inputs/inputs";
import { ignoredOf } from "../../provider/lifecycle/importWave/inputs/member";
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { ProgramResource, WantedImport } from "../program/program";
import { standingOf } from "../sessions/standing";
import type { Forecast, ForecastImport } from "./document";
import { forecastOf } from "./document";
import type { SessionHistory } from "./history";
import { missedWindows } from "./misses";
import type { Reason } from "./play";
import { queueOf } from "./snapshot";

export type Conclusion = {
  readonly array: string;
  readonly now: number;
  readonly sessions: readonly ListedSession[];
  readonly histories: readonly SessionHistory[];
  readonly hasEnded: boolean;
};

/** Of a program: each wave, and each import that is alone. */
export function forecastProgram(
  {
    resource,
    imports,
    reasonOf,
  }: {
    readonly resource: ProgramResource;
    readonly imports: readonly WantedImport[];
    /** Why the one with this label has not begun. */
    readonly reasonOf: (label: string) => Reason;
  },
  play: Conclusion,
): Forecast {
  const places = resource.kind === "ImportWave" ? wavePlaces(resource, imports, play) : undefined;
  const byName = new Map(play.histories.map((history) => [history.name.toLowerCase(), history]));
  const byId = new Map(play.histories.map((history) => [history.id, history]));
  const forecasts = imports.map((wanted): ForecastImport => {
    const present = presentOf(wanted, play);
    const own = (present && byId.get(present.id)) ?? byName.get(wanted.inputs.name.toLowerCase());
    const place = places?.get(wanted.label);
    return {
      ...forecastImport(
        { label: wanted.label, present, history: own, isToComplete: completes(wanted), reasonOf },
        play,
      ),
      ...(place !== undefined && { wavePlace: place }),
      missed: [...missedWindows(inForce(resource, wanted), { now: play.now, copied: own && copiedAt(own) })],
    };
  });
  return forecastOf(play.array, resource.name, forecasts);
}

/** Of the sessions that are there and have not ended, members of groups left out. */
export function forecastSessions(play: Conclusion): Forecast {
  const byId = new Map(play.histories.map((history) => [history.id, history]));
  const open = play.sessions.filter(({ state, parentSessionId }) => parentSessionId === undefined && isOpen(state));
  const forecasts = open.map((present): ForecastImport => {
    const about = { label: present.name ?? present.id, present, history: byId.get(present.id) };
    return { ...forecastImport({ ...about, isToComplete: present.automaticCutover === true }, play), missed: [] };
  });
  const byName = forecasts.toSorted((one, other) => one.label.localeCompare(other.label));
  return forecastOf(play.array, "", byName);
}

const isOpen = (state: string) => isKnownState(state) && !isCompleted(state) && !isFailure(state);

const completes = ({ inputs }: WantedImport) => inputs.advanceTo === "Import_Completed" || inputs.automaticCutover;

function presentOf({ sessionId, inputs }: WantedImport, { sessions }: Conclusion): ListedSession | undefined {
  if (sessionId !== undefined) return sessions.find(({ id }) => id === sessionId);
  return sessions.find(isMeantBy(inputs.adoptSessionId ?? `name:${inputs.name}`));
}

/** Those that are not there yet, in the order in which the wave begins them. */
function wavePlaces(
  { name, inputs }: ProgramResource,
  imports: readonly WantedImport[],
  play: Conclusion,
): ReadonlyMap<string, number> {
  const sessions = (inputs.sessions ?? {}) as Readonly<Record<string, WaveMember>>;
  const waiting = imports.filter((wanted) => presentOf(wanted, play) === undefined);
  const keyed = waiting.map(({ label }) => ({ label, key: keyIn(name, label) }));
  const inTurn = inOrder(keyed.map(({ label, key }) => ({ label, key, priority: sessions[key]?.priority })));
  return new Map(inTurn.map(({ label }, index) => [label, index + 1]));
}

/** What is left to whoever is at the array misses no window. */
function inForce(
  { kind, name, ignored }: ProgramResource,
  { label, inputs }: WantedImport,
): Pick<WantedImport, "inputs"> {
  const own = kind === "ImportWave" ? ignoredOf(ignored, keyIn(name, label)) : ignored;
  return { inputs: withWindowsInForce(inputs, own) };
}

/** The name of a wave may have a slash in it, as its keys may. */
const keyIn = (wave: string, label: string) => label.slice(wave.length + 1);

type About = {
  readonly label: string;
  readonly present: ListedSession | undefined;
  readonly history: SessionHistory | undefined;
  readonly isToComplete: boolean;
  readonly reasonOf?: (label: string) => Reason;
};

function forecastImport(
  { label, present, history, isToComplete, reasonOf }: About,
  play: Conclusion,
): Omit<ForecastImport, "missed"> {
  const endState = history?.state ?? present?.state ?? NOT_STARTED;
  const queuePlace = queueOf(play.sessions).indexOf(present?.id ?? "") + 1;
  const outcome = outcomeOf(endState, isToComplete, play.hasEnded);
  const copied = history && copiedAt(history);
  const done = history && (outcome === "ready" ? copied : history.reached.get(endState));
  const isStanding = outcome === "stands" || outcome === "failed";
  const { failure, hold } = reasonOf?.(label) ?? {};
  const own = endState === NOT_STARTED ? (failure ?? (isStanding ? hold : undefined)) : undefined;
  const todo = own ?? (isStanding && endState !== NOT_STARTED ? standingOf(endState).todo : undefined);
  return {
    label,
    ...(present && { sessionId: present.id }),
    state: present?.state ?? NOT_STARTED,
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
