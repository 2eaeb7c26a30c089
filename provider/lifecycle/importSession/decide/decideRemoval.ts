import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { Run, Step } from "../../operation/converge";
import type { ObservedSession } from "../decide/observedSession";
import { hasFailedAgain, isCompleted, SHOWN_WITHIN_SECONDS, stateRow } from "./states";
import { arrayError } from "./texts";

export type RemovalAction = "cancel" | "cleanup" | "deleteRecord";

export type RemovalWish = {
  /** The agentless session's hosts are off, or back on the source. */
  readonly hostsOnSource: boolean;
};

type RemovalStep = Step<RemovalAction>;

/** The next step of delete for what was observed; undefined stands for "no such session" (docs/lifecycle.md, "Deleting"). */
export function decideRemoval(
  session: ObservedSession | undefined,
  wish: RemovalWish,
  run: Run<RemovalAction>,
): RemovalStep {
  if (!session) return { kind: "finish" };
  if (run.unseen && !hasFailedAgain(session.state, run.unseenSeconds)) return wait;
  switch (removalOf(session)) {
    case "wait":
      return wait;
    case "deleteRecord":
      return { kind: "act", action: "deleteRecord", last: true };
    case "cleanup":
      return { kind: "act", action: "cleanup" };
    case "cancel":
      return decideCancel(session, wish, run);
    case "cancelAgain":
      return decideCancelAgain(session, wish, run);
    case "finishCutover":
      return {
        kind: "fail",
        reason:
          `is Import_Cutover_Incomplete: some members already live on PowerStore, and a cancel would take them away, so it is not cancelled. Finish the cut-over ` +
          `(in the program with advanceTo: "Import_Completed", and "pulumi up --target <urn>"), then run the same command again.`,
      };
    case "support":
      return {
        kind: "fail",
        reason:
          `is ${session.state}${arrayError(session)}. The array takes no further operation on it: ask Dell support. To drop it from the ` +
          `stack and leave the array alone: "pulumi state delete <urn>".`,
      };
  }
}

/** [GUIDE 32, 40]: a group can be cancelled while it is In_Progress, whatever its members do; a volume's set-up cannot. */
function removalOf(session: ObservedSession) {
  return isGroupUnderWay(session) ? "cancel" : stateRow(session.state).removal;
}

const isGroupUnderWay = ({ ownState, destinationResourceType }: ObservedSession): boolean =>
  ownState === "In_Progress" && destinationResourceType === "volume_group";

const takingBack: readonly string[] = ["cancel", "cancelAgain", "cleanup"];

/**
 * Whether ending the session may take a volume away from hosts, so that it has to be seen in a read of its own first. The array takes a cancel of an
 * agentless session before and after its hosts have moved; a Non_Disruptive one it guards by itself.
 * @param recordedType what the state file says of a session that does not show its type.
 */
export function mayTakeVolumeAway(session: ObservedSession, recordedType: ImportSession["type"]): boolean {
  const mayBeAgentless = session.type === "Agentless" || (recordedType ?? session.type) !== "Non_Disruptive";
  return mayBeAgentless && takingBack.includes(removalOf(session));
}

/** Whatever a delete waits for takes seconds: a copy is cancelled, not waited for. */
const wait: RemovalStep = { kind: "wait", pollSeconds: 3 };

/** One run cancels twice at most. What a cancel takes from hosts was asked before the first one, unless that was somebody else's. */
function decideCancelAgain(session: ObservedSession, wish: RemovalWish, run: Run<RemovalAction>): RemovalStep {
  const cancels = run.accepted.filter((action) => action === "cancel").length;
  if (cancels === 0) return decideCancel(session, wish, run);
  return cancels === 1 ? { kind: "act", action: "cancel" } : cancelFailed(session);
}

function cancelFailed(session: ImportSession): RemovalStep {
  return {
    kind: "fail",
    reason: `is Cancel_Failed${arrayError(session)}, also after another try. Cancel it on the array; or "pulumi destroy --target <urn>" with POWERSTORE_IMPORT_FORCE_CANCEL=true cancels it without rolling back.`,
  };
}

/**
 * From here on the hosts of an agentless session use the destination, which a cancel takes away [API cancel, GUIDE 40]; of one whose cancel has failed
 * nobody knows what they use.
 */
const detaching: ReadonlySet<ImportSession["state"]> = new Set([
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Paused",
  "Ready_For_Cutover",
  "Cancel_Failed",
]);

function takesVolumeAway({ type, state }: ImportSession): boolean {
  return state === "Cancel_Required" || (type === "Agentless" && detaching.has(state));
}

/** A group's state is that of its least advanced member, but it is cancelled as a whole: each member's hosts count. */
function decideCancel(session: ObservedSession, wish: RemovalWish, run: Run<RemovalAction>): RemovalStep {
  const why = wish.hostsOnSource ? undefined : inUseText(session);
  if (why === undefined) return { kind: "act", action: "cancel" };
  if (isWithoutMembers(session) && (run.shownSeconds ?? 0) < SHOWN_WITHIN_SECONDS) return wait;
  return {
    kind: "fail",
    reason:
      `${why}. To cancel it, shut their applications down ` +
      `and let them use the source again, then confirm with hostsOnSource: true ("pulumi up --target <urn>" records it first), with the other change taken back where one was refused; or, for one run, ` +
      `POWERSTORE_IMPORT_HOSTS_ON_SOURCE=true with "pulumi destroy --target <urn>", or with the replacement, for it counts for every session that the run ends.`,
  };
}

/** What a cancel would take from hosts; undefined where it takes nothing. */
function inUseText(session: ObservedSession): string | undefined {
  if (isWithoutMembers(session)) {
    return `is ${session.ownState} and agentless, and the array shows none of its members: whether hosts use the destination volumes, which a cancel takes away, is not known`;
  }
  const inUse = [session, ...session.members].find(takesVolumeAway);
  if (!inUse) return undefined;
  const which = inUse === session ? "is" : "has a member that is";
  return `${which} ${inUse.state} and agentless: cancelling takes the destination volume away from its hosts`;
}

/** Only they tell how far a group is: an answer without any says nothing of them. */
const isWithoutMembers = (session: ObservedSession): boolean =>
  session.type === "Agentless" && isGroupUnderWay(session) && session.members.length === 0;

/** What stays on the array after the record is gone, for the message at the end. */
export function remainsAfter(session: ImportSession): string | undefined {
  if (!isCompleted(session.state) || !session.destinationResourceId) return undefined;
  return `is completed: its record was deleted, the ${session.destinationResourceType ?? "volume"} ${session.destinationResourceId} stays on the array.`;
}
