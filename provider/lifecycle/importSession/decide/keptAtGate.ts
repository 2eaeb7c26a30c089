import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import type { Goals } from "./goals";
import { hostsBack } from "./goals";
import { gateAt } from "./states";

export const PAUSED_AT_GATE = "paused: true passes no gate: take it away for the run that is to pass it";

/** What of the program itself keeps a session at the very gate that its advanceTo names, as a clause: no run passes it before the program changes. */
export function keptAtGate(state: ImportSessionState | undefined, goals: Goals): string | undefined {
  const gate = state && gateAt(state, goals.type);
  if (!gate || gate.next !== goals.advanceTo) return undefined;
  if (goals.paused && !goals.held?.copy) return PAUSED_AT_GATE;
  return goals.held?.gate === hostsBack ? hostsBack.reason : undefined;
}
