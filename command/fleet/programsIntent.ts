/** What a program wants of a session at a moment, by the provider's own decisions. Pure. */

import { decideAdvance } from "../../provider/lifecycle/importSession/decide/decideAdvance";
import { decideRestart } from "../../provider/lifecycle/importSession/decide/decideReplacement";
import { heldNow } from "../../provider/lifecycle/importSession/decide/decideTarget";
import type { AdvanceAction, Advancing } from "../../provider/lifecycle/importSession/decide/decideWait";
import { gateOf } from "../../provider/lifecycle/importSession/decide/decideWait";
import { type Goals, goalsOf, withWindowsInForce } from "../../provider/lifecycle/importSession/decide/goals";
import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import type { ImportSessionState } from "../../provider/powerstore/api/schemas/importSession";
import type { SessionView } from "../sessions/sessionView";
import type { ManagedImport } from "../stack/managedImports";
import { takenOut } from "./takenOut";

export type ProgramsIntent = {
  /** Why the program leaves it where it stands, in a clause. */
  readonly held?: string;
  /** Why its runs fail for this import, in a clause: it has it no more, and may not end it. */
  readonly refused?: string;
  /** It wants it, and no run begins it anew by itself. */
  readonly isStopped?: true;
  /** What its next run does, whoever starts that; absent where it does nothing. */
  readonly nextAction?: AdvanceAction;
  /** What the program would have to say for it to pass its gate. */
  readonly missing?: string;
  /** When windows next change what is to be with it, ISO 8601. */
  readonly nextChangeAt?: string;
};

/** @param now milliseconds since 1970 */
export function programsIntent(managed: ManagedImport, session: SessionView, now: number): ProgramsIntent {
  const { state } = session;
  // A state of a newer array: nobody knows what the program would do.
  if (!isKnownState(state)) return {};
  const { inputs, recorded, ignored, brake, onRemove } = managed;
  if (onRemove !== undefined) return takenOut(state, onRemove);
  const seen = { ...(session as Partial<Advancing>), state } as Advancing;
  if (decideRestart(seen)?.kind === "refuse") return { isStopped: true };
  const about = { clock: { now: () => now }, ignored, brake: () => brake };
  const goals = goalsOf({ ...defaults, ...inputs }, recorded, about, seen);
  const held = heldBy(seen, goals);
  const { nextChangeAt } = heldNow(withWindowsInForce(inputs, ignored), { state }, now);
  return {
    ...(held !== undefined ? { held } : intentOf(seen, goals)),
    ...(nextChangeAt !== undefined && { nextChangeAt }),
  };
}

/** Of what a state file hides, as a secret. */
const defaults = { waitFor: "Started" } as const satisfies Partial<Goals>;

function intentOf(session: Advancing, goals: Goals): ProgramsIntent {
  const step = decideAdvance(session, goals, { accepted: [] });
  if (step.kind === "act") return { nextAction: step.action };
  const gate = gateOf(session, goals);
  return gate === undefined || isAsFarAsWanted(session.state, goals) ? {} : { missing: `advanceTo: "${gate.next}"` };
}

function heldBy(session: Advancing, goals: Goals): string | undefined {
  const { state } = session;
  const { held = {} } = goals;
  const gate = gateOf(session, goals);
  if (state === "Scheduled") return held.start?.reason;
  if (state === "Paused") return held.copy?.reason ?? (goals.paused ? "the program says paused: true" : undefined);
  if (gate === undefined) return undefined;
  if (goals.paused && !held.copy) return "the program says paused: true, and so passes no gate";
  if (goals.advanceTo === gate.next) return (held.gate ?? held.copy)?.reason;
  return isAsFarAsWanted(state, goals) ? `the program says waitFor: "${goals.waitFor}", and no more` : undefined;
}

/** The program waits for this very gate and says nothing of what comes behind it: that is for a later time. */
const isAsFarAsWanted = (state: ImportSessionState, { waitFor }: Goals) =>
  state === "Ready_For_Cutover" && waitFor === state;
