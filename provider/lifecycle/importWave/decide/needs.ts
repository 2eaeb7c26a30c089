/** Which imports of a wave need a person, and what for. Pure. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { gateOf } from "../../importSession/decide/decideWait";
import { isKnownState, stateRow } from "../../importSession/decide/states";
import { deadEndReason, hostSteps } from "../../importSession/decide/texts";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import type { MemberStatus } from "../inputs/outputs";
import { inMembersWords } from "./memberAdvice";

export type SummedMember = {
  readonly key: string;
  readonly status: MemberStatus;
  /** Absent: it is taken out of the program. */
  readonly wanted: ImportSessionInputs | undefined;
  /** The run's error says of it why, and what to do. */
  readonly hasFailed: boolean;
};

export type Need = {
  /** Who comes first: what stands until somebody mends it before what waits for a decision. */
  readonly rank: number;
  /** What is the matter with it, and what to do, as a clause that begins with its verb; the same for all whom it concerns. */
  readonly what: string;
};

const BROKEN = 0;
const HALTED = 1;
const GATE = 2;

/** Undefined where it goes on by itself, by its windows or by the program. */
export function needOf({ status, wanted, hasFailed }: SummedMember): Need | undefined {
  const { id, state } = status;
  if (id === undefined) return hasFailed ? { rank: BROKEN, what: "not begun: its error says why" } : undefined;
  if (state !== undefined && !isKnownState(state)) {
    return { rank: BROKEN, what: `${state}, a state that this version does not know: look at it on the array` };
  }
  const broken = state && whatIsBroken(state);
  if (broken) return { rank: BROKEN, what: broken };
  if (hasFailed) return { rank: BROKEN, what: `${state ?? "not seen yet"}: its error says what to do` };
  if (!state || !wanted || status.holdReason !== undefined) return undefined;
  if (state === "Paused" && wanted.paused === false) {
    return {
      rank: HALTED,
      what: 'Paused by somebody: to keep it so, paused: true in its entry; the next "pulumi up" may resume it',
    };
  }
  return gateNeed(state, status, wanted);
}

/** The array's own words are in the outputs, and in the error of the run. */
function whatIsBroken(state: ImportSessionState): string | undefined {
  if (state === "Import_Completed_With_Errors") {
    return "Import_Completed_With_Errors: some of its members failed and were cancelled by the array; import these anew";
  }
  const isStranded = stateRow(state).order === undefined && stateRow(state).removal !== "wait";
  if (!isStranded && state !== "Import_Cutover_Incomplete") return undefined;
  return inMembersWords(deadEndReason({ id: "", state } as Parameters<typeof deadEndReason>[0], {}))
    .replace(/^is /, "")
    .replace(/\.$/, "");
}

function gateNeed(
  state: ImportSessionState,
  { id = "" }: MemberStatus,
  { type, advanceTo, automaticCutover, waitFor }: ImportSessionInputs,
): Need | undefined {
  const gate = gateOf({ id, state } as Parameters<typeof gateOf>[0], {
    type,
    waitFor,
    automaticCutover,
    paused: false,
  });
  if (!gate || advanceTo === gate.next || (gate.action === "cutover" && automaticCutover)) return undefined;
  const first = type === "Agentless" ? `${hostSteps[gate.action]}, then ` : "";
  return { rank: GATE, what: `${state}: ${first}set advanceTo: "${gate.next}", for it or for the wave` };
}
