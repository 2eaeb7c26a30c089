import { MEMBERS_PER_CALL } from "../../../powerstore/api/universalGroups";
import { firstToName } from "../../arrayObject/volumeNames";
import type { Run, Step } from "../../operation/converge";
import type { GroupInputs } from "../inputs/inputs";
import type { ObservedGroup } from "../inputs/outputs";
import { deadEndText, NOTHING_IN_IT_TEXT, unreadyText } from "./texts";

export type GroupAction =
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "add" | "remove"; readonly volumeIds: readonly string[] }
  | { readonly kind: "nameVolume"; readonly volumeId: string; readonly name: string };

/** What the program wants of a group, and of what only that which it has changed. */
export type GroupGoals = Pick<GroupInputs, "waitFor" | "importUniversalVolumeIds"> & {
  readonly name?: string;
  readonly volumeNames?: Readonly<Record<string, string>>;
};

type Verdict = "reached" | "brief" | "deadEnd";

// biome-ignore format: a criterion is a row; CGImportableCriteriaEnum, classes inferred
const criteria: Readonly<Record<string, Verdict>> = {
  Ready: "reached",
  Ready_For_Agentless_Import: "reached",
  In_Progress: "reached",
  Imported: "reached",
  No_Members: "brief",
  Members_Not_Ready: "brief",
  Not_In_Sync: "brief",
  Undetermined: "brief",
  Max_Members: "deadEnd",
  Incompatible_Firmware: "deadEnd",
};

const POLL_SECONDS = 3;
/** What does not become ready by itself within this does not do so at all: somebody has to mend it. */
const BRIEF_SECONDS = 60;

export type GroupStep = Step<GroupAction>;

/** The next step on the way to the group that the program wants: its name, who joins, who leaves, names of volumes, and then whether it is ready. */
export function decideGroup(group: ObservedGroup, goals: GroupGoals, run: Run<GroupAction>): GroupStep {
  const action = nextAction(group, goals, run);
  if (action) return isSent(action, run) ? waitOrFail(group, run) : { kind: "act", action };
  if (goals.waitFor === "None") return { kind: "finish" };
  if (goals.importUniversalVolumeIds.length === 0) return { kind: "finish" };
  const verdict = group.importableCriteria === undefined ? "brief" : (criteria[group.importableCriteria] ?? "reached");
  if (verdict === "reached") return { kind: "finish" };
  return verdict === "deadEnd" ? { kind: "fail", reason: deadEndText(group) } : waitOrFail(group, run);
}

/**
 * Who joins comes before who leaves: a group without members would be another one. Unless that was refused and somebody stays: who joins may be in another group, which
 * waits for who leaves here.
 */
function nextAction(group: ObservedGroup, goals: GroupGoals, { refusal }: Run<GroupAction>): GroupAction | undefined {
  if (goals.name !== undefined && group.name !== goals.name) return { kind: "rename", name: goals.name };
  const present = new Set(group.members.map(({ id }) => id));
  const wanted = new Set(goals.importUniversalVolumeIds);
  const joining = [...wanted].filter((id) => !present.has(id));
  const leaving = [...present].filter((id) => !wanted.has(id));
  const isLeavingFirst = refusal !== undefined && leaving.length > 0 && leaving.length < present.size;
  if (joining.length > 0 && !isLeavingFirst) return { kind: "add", volumeIds: joining.slice(0, MEMBERS_PER_CALL) };
  if (leaving.length > 0) return { kind: "remove", volumeIds: leaving.slice(0, MEMBERS_PER_CALL) };
  const wishOf = ({ id }: { readonly id: string }) => goals.volumeNames?.[id];
  const next = firstToName(group.members, wishOf);
  return next && { kind: "nameVolume", volumeId: next.id, name: wishOf(next) ?? "" };
}

const isSent = (action: GroupAction, { accepted }: Run<GroupAction>) =>
  accepted.some((each) => JSON.stringify(each) === JSON.stringify(action));

function waitOrFail(group: ObservedGroup, run: Run<GroupAction>): GroupStep {
  if ((run.shownSeconds ?? 0) < BRIEF_SECONDS) return { kind: "wait", pollSeconds: POLL_SECONDS };
  const isEmpty = group.importableCriteria === "No_Members";
  return { kind: "fail", reason: isEmpty ? NOTHING_IN_IT_TEXT : unreadyText(group) };
}

/** What counts as "the array has moved". */
export const stateOf = ({ name, importableCriteria, members }: ObservedGroup): string =>
  JSON.stringify([name, importableCriteria, members.map(({ id, name: own }) => [id, own])]);

export function isReady({ importableCriteria, members }: ObservedGroup): boolean {
  return (
    members.length === 0 ||
    (importableCriteria !== undefined && (criteria[importableCriteria] ?? "reached") === "reached")
  );
}
