import type { Discovery } from "../../../powerstore/api/discovery";
import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import type { Run, Step } from "../../operation/converge";
import type { InputName, RemoteSystemInputs } from "../inputs/inputs";
import type { RemoteSystemOutputs } from "../inputs/outputs";
import type { StateMeaning } from "./states";
import { dataConnectionStates, fileConnectionStates, isState, systemStates, verdictIn } from "./states";
import {
  lossText,
  MANAGEMENT_LOST_TEXT,
  NOTHING_FOUND_TEXT,
  PARTIAL_DELETE_TEXT,
  partlyText,
  SILENT_DISCOVERY_TEXT,
  updateNeededText,
} from "./texts";

/** A remote system as decisions see it. */
export type ObservedSystem = RemoteSystem & {
  /** Where the discovery stands; looked at while one is wanted. */
  readonly discovery?: Discovery | undefined;
};

export type SystemAction = "verify" | "discover";

/** How far a run brings a remote system. */
export type Goals = {
  readonly waitFor: "None" | "Connected";
  readonly discover: boolean;
  /** Only files are imported from it: there are no data connections to wait for. */
  readonly isFileOnly: boolean;
  /** This run has given another address, account or certificate: what was lost by the former one comes back in its time. */
  readonly isAnew?: boolean;
};

export type ConnectStep = Step<SystemAction>;

const POLL_SECONDS = 3;
/** A state that says nothing is believed to be all there is to hear after this. */
const BRIEF_SECONDS = 60;
/** A universal source on which nothing is found, or nothing new: no time stamp tells when the array has looked. */
const NOTHING_FOUND_SECONDS = 60;

/** Since nothing documents it of all types that the time stamp moves with each discovery, a run does not fail for one that does not. */
const SILENT_SECONDS = 300;

const wait: ConnectStep = { kind: "wait", pollSeconds: POLL_SECONDS };

/** One decision on the way to data connections and, if wished, to a finished discovery. */
export function decideConnection(
  system: ObservedSystem,
  goals: Goals,
  run: Run<SystemAction>,
  /** What was there before this run's POST discover. */
  before: Discovery | undefined,
): ConnectStep {
  if (isState(system.state, "Partial_Delete")) return { kind: "fail", reason: PARTIAL_DELETE_TEXT };
  if (goals.waitFor === "None" && !goals.discover) return { kind: "finish" };
  if (isState(system.state, "Management_Connection_Lost")) {
    const mayComeBack = goals.isAnew === true && (run.shownSeconds ?? 0) < BRIEF_SECONDS;
    return mayComeBack ? wait : { kind: "fail", reason: MANAGEMENT_LOST_TEXT };
  }
  const verdict = connectionVerdict(system, goals, run);
  switch (verdict) {
    case "verify":
      if (!run.accepted.includes("verify")) return { kind: "act", action: "verify" };
      // The array needs a moment to look again.
      return ((run.unseen === "verify" ? run.unseenSeconds : run.shownSeconds) ?? 0) < BRIEF_SECONDS
        ? wait
        : { kind: "fail", reason: updateNeededText(system) };
    case "pending":
      return wait;
    case "deadEnd":
      return { kind: "fail", reason: lossText(system) };
    default:
      return goals.discover && !isDiscovered(system, goals, run, before)
        ? discoverStep(run)
        : { kind: "finish", warnings: warningsOf(system, verdict, goals, run, before) };
  }
}

function discoverStep(run: Run<SystemAction>): ConnectStep {
  return run.accepted.includes("discover") ? wait : { kind: "act", action: "discover" };
}

/** Both sides of it: the relationship first, then what data or files go over. */
function connectionVerdict(system: ObservedSystem, { isFileOnly }: Goals, run: Run<SystemAction>): StateMeaning {
  if (verdictIn(systemStates, system.state) === "verify") return "verify";
  const verdict = isFileOnly
    ? verdictIn(fileConnectionStates, system.fileConnectionState)
    : verdictIn(dataConnectionStates, system.dataConnectionState);
  if (verdict === "brief" || (verdict === "unknown" && stateOf(system, isFileOnly) === undefined)) {
    return (run.shownSeconds ?? 0) < BRIEF_SECONDS ? "pending" : "warned";
  }
  return verdict === "unknown" ? "warned" : verdict;
}

const stateOf = ({ fileConnectionState, dataConnectionState }: ObservedSystem, isFileOnly: boolean) =>
  isFileOnly ? fileConnectionState : dataConnectionState;

/** A newer time stamp; of a universal source, rows that did not change between two looks; at once where there is nothing to show. */
function isDiscovered(
  { discovery }: ObservedSystem,
  goals: Goals,
  run: Run<SystemAction>,
  before: Discovery | undefined,
): boolean {
  if (!run.accepted.includes("discover") || discovery === undefined) return false;
  if (hasNothingToShow(discovery, goals)) return true;
  if (discovery.kind === "rows") {
    const isNews = discovery.count > 0 && !(before?.kind === "rows" && before.rows === discovery.rows);
    return quietSeconds(run) >= (isNews ? POLL_SECONDS : NOTHING_FOUND_SECONDS);
  }
  return hasMoved(discovery, before) || quietSeconds(run) >= SILENT_SECONDS;
}

/** The object with the time stamp stands for what volumes come from: there is none of a source whose files alone the array knows [I]. */
const hasNothingToShow = (discovery: Discovery, { isFileOnly }: Goals) =>
  isFileOnly && discovery.kind === "stamp" && discovery.at === undefined;

/** How long nothing has come of the discovery since it was sent, or since something has. */
const quietSeconds = (run: Run<SystemAction>) =>
  (run.unseen === "discover" ? run.unseenSeconds : run.shownSeconds) ?? 0;

function hasMoved(discovery: Discovery, before: Discovery | undefined): boolean {
  if (discovery.kind !== "stamp" || discovery.at === undefined) return false;
  const former = before?.kind === "stamp" ? before.at : undefined;
  return former === undefined || Date.parse(discovery.at) > Date.parse(former);
}

function warningsOf(
  system: ObservedSystem,
  verdict: StateMeaning,
  goals: Goals,
  run: Run<SystemAction>,
  before: Discovery | undefined,
): string[] {
  const warnings = verdict === "warned" ? [partlyText(system)] : [];
  const { discovery } = system;
  if (!goals.discover || !run.accepted.includes("discover") || discovery === undefined) return warnings;
  if (discovery.kind === "rows") return discovery.count > 0 ? warnings : [...warnings, NOTHING_FOUND_TEXT];
  const isWell = hasMoved(discovery, before) || hasNothingToShow(discovery, goals);
  return isWell ? warnings : [...warnings, SILENT_DISCOVERY_TEXT];
}

/**
 * Which wish an earlier run has not come to, as far as the state file shows: connections that were never seen, a discovery that did not end. A
 * source that is switched off later is neither: whoever has imported everything does that. One that a delete has left half-way is none any more, and the
 * update says what to do.
 */
export function findOpenGoal(
  recorded: Partial<RemoteSystemOutputs>,
  inputs: Pick<Partial<RemoteSystemInputs>, "waitFor" | "discover">,
): InputName | undefined {
  if (isState(recorded.state, "Partial_Delete")) return "waitFor";
  if (inputs.waitFor === "Connected" && recorded.connectedAt === undefined) return "waitFor";
  return inputs.discover === true && recorded.discoveredAt === undefined ? "discover" : undefined;
}
