/** The wave as a whole, from what is known of its members. Pure. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { isCompleted, isKnownState, isPastCopy } from "../../importSession/decide/states";
import type { MemberStatus, Members, Phase } from "../inputs/outputs";
import { isFailure } from "./places";

export const NOT_STARTED = "Not_Started";

/** A state that this version does not know counts as none of the questions asks. */
const knownState = ({ id, state }: MemberStatus): ImportSessionState | undefined =>
  id !== undefined && isKnownState(state) ? state : undefined;

export function countStates(members: Members): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { id, state } of Object.values(members)) {
    const name = id === undefined ? NOT_STARTED : (state ?? "Unknown");
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** @param isHeld nothing new starts and nothing is cut over. */
export function phaseOf(members: Members, isHeld: boolean): Phase {
  const all = Object.values(members);
  const states = all.map(knownState);
  const are = (...wanted: readonly (ImportSessionState | undefined)[]) =>
    states.every((state) => wanted.includes(state));
  if (states.every(isCompleted)) return "Completed";
  const isOver = states.every((state) => isCompleted(state) || isFailure(state));
  if (isOver) return "Failed";
  if (isHeld) return "Held";
  if (are(undefined, "Scheduled", "Queued") && all.every(({ id, state }) => id === undefined || state !== undefined))
    return "Waiting";
  const isReady = (state: ImportSessionState | undefined) =>
    state === "Ready_For_Cutover" || isCompleted(state) || isFailure(state);
  const isCuttingOver = (state: ImportSessionState | undefined) => state === "Cutover_In_Progress";
  // A next wave goes by both: as long as one of this one is to be copied, neither is said.
  if (!states.every((state) => isReady(state) || isCuttingOver(state))) return "Running";
  return states.some(isCuttingOver) ? "CuttingOver" : "Ready";
}

/** What is copied of all, each counted alike. */
export function progressOf(members: Members): number | undefined {
  const all = Object.values(members);
  if (all.length === 0) return undefined;
  const sum = all.reduce((total, member) => total + percentOf(member), 0);
  return Math.floor(sum / all.length);
}

/** A part must not pass for the whole: without the size of one of them nothing is said. */
export function bytesOf(members: Members): { readonly bytesCopied?: number; readonly bytesTotal?: number } {
  const all = Object.values(members);
  const bytesTotal = all.reduce((sum, { sizeBytes = Number.NaN }) => sum + sizeBytes, 0);
  if (all.length === 0 || Number.isNaN(bytesTotal)) return {};
  if (all.some(hidesProgress)) return { bytesTotal };
  const bytesCopied = all.reduce((sum, member) => sum + ((member.sizeBytes ?? 0) * percentOf(member)) / 100, 0);
  return { bytesCopied: Math.floor(bytesCopied), bytesTotal };
}

function hidesProgress(member: MemberStatus): boolean {
  const state = knownState(member);
  return (state === "Copy_In_Progress" || state === "Paused") && member.progressPercentage === undefined;
}

function percentOf(member: MemberStatus): number {
  const state = knownState(member);
  if (state === undefined || isFailure(state)) return 0;
  if (isPastCopy(state)) return 100;
  return member.progressPercentage ?? 0;
}
