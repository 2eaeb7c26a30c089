/** Sentences about sessions. Each begins with its verb: the handler puts `import session "name" (id) on endpoint` in front. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { printable } from "../../../powerstore/http/errorTexts";
import type { GoneJudgement } from "./decideGone";
import type { Gate, GateAction } from "./states";
import { stateRow } from "./states";

/** `import session "db-01" (17) on https://...`: what every message is about. The endpoint is left out where the array is not asked. */
export function sessionLabel(
  session: { readonly id: string; readonly name?: string | undefined },
  endpoint?: string,
): string {
  const where = endpoint === undefined ? "" : ` on ${endpoint}`;
  return `import session ${session.name ? `"${session.name}" (${session.id})` : session.id}${where}`;
}

/** A message about a session without what tells it from others, as far as it begins with its name. */
export function withoutLabel(message: string): string {
  return message.replace(/^import session (?:"(?:[^"\\]|\\.)*" \([^()]*\)|\S+)(?: on https?:\S+)? /, "");
}

/** `Copy_In_Progress (63 %)`: the percentage where it means something (0 before the copy [API]). */
export function stateAndProgress(session: Pick<ImportSession, "state" | "progressPercentage">): string {
  const isCopy = session.state === "Copy_In_Progress" || session.state === "Paused";
  return isCopy && session.progressPercentage !== undefined
    ? `${session.state} (${session.progressPercentage} %)`
    : session.state;
}

/** What the array itself says is wrong, ready to follow a state. */
export function arrayError(session: Pick<ImportSession, "error">): string {
  const { code, message } = session.error ?? {};
  if (!code && !message) return "";
  return `: the array says ${[message && `"${printable(message)}"`, code && `(${printable(code)})`].filter(Boolean).join(" ")}`;
}

/** What became of a session whose record is gone, and what to do about it. */
export function goneText({ verdict, facts, importer }: GoneJudgement): string {
  switch (verdict) {
    case "deleted":
      return `was deleted on the array. Run "pulumi refresh"; the next "pulumi up" then imports again from 0.`;
    case "completed":
      return "was completed and its record is gone from the array: the resource stays in the stack.";
    case "importedElsewhere":
      return (
        `is not on the array any more, and another session has imported its source since: ${facts}. The state stays as it was, and nothing is imported again. ` +
        `To leave it so, take the resource out of the program, which touches nothing on the array${importer ? adoptInstead(importer) : ""}.`
      );
    case "unknown":
      return (
        `is not on the array any more, and nothing proves whether it was completed: ${facts}. The state stays as it was. Find out on the array before the ` +
        `source is retired or imported again. If it was completed, take the resource out of the program, which touches nothing on the array. If nothing came of it, "pulumi state delete <urn>" takes it out of the state; as long as the program has the ` +
        `resource, the next "pulumi up" then imports from 0.`
      );
  }
}

/** Its own session is gone: the replacement deletes nothing and takes the other one over. */
function adoptInstead(importer: ImportSession): string {
  return `; to have ${sessionLabel(importer)} in its place, unless another stack has it, set adoptSessionId: "${importer.id}" and run "pulumi up --replace <urn>"`;
}

/** Members of a group under way that left the way: the group's own state shows nothing of them until its end. Undefined where all is well. */
export function membersInTrouble(members: readonly ImportSession[]): string | undefined {
  const lost = members.filter((member) => stateRow(member.state).order === undefined);
  if (lost.length === 0) return undefined;
  const each = lost.map((member) => `"${member.name ?? member.id}" is ${member.state}${arrayError(member)}`);
  return `goes on without ${lost.length} of its ${members.length} members: ${each.join("; ")}.`;
}

/** Why a start is not moved to a time that has passed: the array would begin at once. */
export function pastStartReason(
  { scheduledTimestamp: shown }: { readonly scheduledTimestamp?: string | undefined },
  { scheduledTimestamp: wanted }: { readonly scheduledTimestamp?: string | undefined },
): string {
  return (
    `is Scheduled for ${shown} and scheduledTimestamp ${wanted} lies in the past, by which it would start at once. Give a time to come (soon, if it is to start now), ` +
    `or put the former value back; the array was told nothing.`
  );
}

/** What has to happen on the hosts before a gate of an agentless import is passed [ARRAY transitions]. */
export const hostSteps: Readonly<Record<GateAction, string>> = {
  enable_destination_volume: "shut the applications down on the hosts that use the source volume",
  start_copy: "start the hosts' applications on the destination volume",
  cutover: "check that the hosts' applications run well on the destination volume",
};

/** A gate that the inputs do not pass: which one, what happens on the hosts first, which value passes it. */
export function gateAhead(
  session: ImportSession,
  gate: Gate,
  goals: { readonly type: string; readonly advanceTo?: string | undefined },
): string {
  const first = goals.type === "Agentless" ? `${hostSteps[gate.action]}, then ` : "";
  const wanted =
    goals.advanceTo && goals.advanceTo !== gate.next
      ? ` (advanceTo ${goals.advanceTo} comes later: one gate at a time)`
      : "";
  return `waits at ${session.state} for somebody to pass the gate${wanted}: ${first}set advanceTo to "${gate.next}" and run "pulumi up".`;
}

/** Of a pause that the program did not ask for; ends so that what is done about it can follow. */
export const FOREIGN_PAUSE =
  "was paused on the array, by nobody of this program as far as its state shows. To keep it so, set paused: true; as long as the program says paused: false,";

/** Why a state ends a wait, and what to do. */
export function deadEndReason(session: ImportSession, goals: { readonly paused?: boolean }): string {
  const error = arrayError(session);
  switch (session.state) {
    case "Paused":
      return goals.paused ? "is Paused, as the program wants." : "is Paused.";
    case "Failed":
      return `is Failed${error}. Mend the cause; the next "pulumi up" replaces it and imports again from 0.`;
    case "Cancelled":
      return `is Cancelled${error}. It is not started again by itself: run "pulumi up --replace <urn>" to import from 0, or take the resource out of the program.`;
    case "Cancel_Required":
      return `is Cancel_Required${error}. Shut the applications down, let the hosts use the source again, set hostsOnSource: true, run "pulumi up --target <urn>" to record it, and then "pulumi destroy --target <urn>", which cancels it.`;
    case "Cleanup_Required":
      return `is Cleanup_Required${error}. "pulumi destroy --target <urn>" cleans it up and deletes it, "pulumi up --replace <urn>" then also imports again from 0; or run cleanup on the array.`;
    case "Cancel_Failed":
      return `is Cancel_Failed${error}. "pulumi destroy --target <urn>" tries the cancel once more; or cancel it on the array.`;
    case "Import_Cutover_Incomplete":
      return `is Import_Cutover_Incomplete${error}: some members are not cut over. Set advanceTo to "Import_Completed" and run "pulumi up" to try again.`;
    default:
      return `is ${session.state}${error}. This needs somebody at the array; Dell support can help.`;
  }
}
