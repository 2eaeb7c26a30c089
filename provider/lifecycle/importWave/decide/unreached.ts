/** What no brake of a wave reaches: what the array was told before, it does by itself. Pure. */

import { isKnownState, stateRow, stateTable } from "../../importSession/decide/states";
import type { RawInputs } from "../../operation/handler";
import { listed } from "../inputs/keys";
import type { MemberStatus } from "../inputs/outputs";

/** By keys. */
export type Unreached = { readonly starts: readonly string[]; readonly cutsOver: readonly string[] };

type Braked = {
  readonly key: string;
  readonly status: MemberStatus;
  /** Absent: it is taken out of the program. */
  readonly wanted: RawInputs | undefined;
};

export function unreachedAmong(members: readonly Braked[]): Unreached {
  const own = members.filter(({ status, wanted }) => wanted && status.id !== undefined);
  const keysOf = (is: (member: Braked) => boolean) => own.filter(is).map(({ key }) => key);
  return { starts: keysOf(({ status }) => status.state === "Scheduled"), cutsOver: keysOf(cutsOverAlone) };
}

/** What it was made with counts. One that is to stand still does not come to its cut-over. */
function cutsOverAlone({ status: { state, applied }, wanted }: Braked): boolean {
  if (!isKnownState(state) || wanted?.paused === true) return false;
  const { order } = stateRow(state);
  const isAhead = order !== undefined && order <= stateTable.Ready_For_Cutover.order;
  return isAhead && (applied ?? wanted)?.automaticCutover === true;
}

/** Of a run, or of a hold, as clauses that begin with their verbs. */
export function unreachedTexts({ starts, cutsOver }: Unreached): readonly string[] {
  const are = starts.length === 1 ? "is" : "are";
  return [
    starts.length > 0 &&
      `does not keep the array from starting ${starts.length} that ${are} Scheduled: ${listed(starts)}`,
    cutsOver.length > 0 &&
      `does not keep the array from cutting over ${cutsOver.length} with automaticCutover: ${listed(cutsOver)}`,
  ].filter((text) => text !== false);
}

/** A warning; undefined where the hold reaches all of them. */
export function unreachedText(unreached: Unreached): string | undefined {
  const texts = unreachedTexts(unreached);
  if (texts.length === 0) return undefined;
  return (
    `the hold of the wave ${texts.join("; it ")}. A later scheduledTimestamp, or startWindows that open later, put a start off; ` +
    `paused: true stops a copy before its cut-over.`
  );
}
