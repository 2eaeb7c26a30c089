import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { InputName } from "../inputs/inputs";
import { changeKinds } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { hasPassed } from "../inputs/schedule";
import type { GoneJudgement } from "./decideGone";
import { stateRow } from "./states";
import { arrayError, goneText, stateAndProgress } from "./texts";

/** What a change of identity or create-only inputs comes to, given the session as the array shows it now. */
export type ReplacementDecision =
  | { readonly kind: "replace"; readonly warning: string }
  /** Recorded, nothing changes on the array. */
  | { readonly kind: "record"; readonly warning: string }
  | { readonly kind: "refuse"; readonly reason: string };

/** Never throw away a copy by surprise (docs/lifecycle.md, "Replacing"). `changed` are identity and create-only inputs only; not empty. */
export function decideReplacement(session: ImportSession, changed: readonly InputName[]): ReplacementDecision {
  const list = changed.join(", ");
  switch (stateRow(session.state).replacement) {
    case "free":
      return {
        kind: "replace",
        warning: `is ${session.state} and will be replaced, because ${list} changed: no copied data is lost.`,
      };
    case "finished":
      return isOfAnotherSource(changed)
        ? {
            kind: "replace",
            warning: `is ${session.state}: because ${list} changed, its record will be deleted and a new import starts; the destination volume stays.`,
          }
        : {
            kind: "record",
            warning: `is ${session.state}: the change of ${list} is recorded and changes nothing on the array.`,
          };
    case "stopped":
      return { kind: "refuse", reason: cancelledReason(session) };
    case "refused":
      return {
        kind: "refuse",
        reason:
          `is ${stateAndProgress(session)}: changing ${list} would throw this import away. Take the change back; or, to cancel it and start ` +
          `again from 0, run "pulumi up --replace <urn>".`,
      };
  }
}

/** The id of a source is of one object on the cluster: the same one through another remote system, such as one that was made anew, is the same source. */
const isOfAnotherSource = (changed: readonly InputName[]): boolean => changed.includes("sourceResourceId");

/** A session in a state that only a new one gets out of, although no input changed. */
export function decideRestart(session: ImportSession): ReplacementDecision | undefined {
  if (session.state === "Failed") {
    return { kind: "replace", warning: `failed${arrayError(session)}. It will be replaced and imports again from 0.` };
  }
  if (session.state === "Cancelled") return { kind: "refuse", reason: cancelledReason(session) };
  return undefined;
}

/** What is on record of how far it was, and of when it was to start. */
type RecordedStart = Pick<Partial<ImportSessionOutputs>, "state" | "scheduledTimestamp">;

/**
 * The same where the session is gone from the array. A replacement that deleted and could not create leads here: the engine asks for
 * a diff before it creates, whatever the diff says [ENGINE replacement], and an error would shut the stack for good. Another source is
 * another import; the same source is imported again only where nothing of it was completed: because that is certain, or nothing can have been copied.
 * @param changed identity and create-only inputs that differ; may be empty.
 * @param now as the array has it, which starts what is scheduled.
 */
export function decideGoneReplacement(
  recorded: RecordedStart,
  judgement: GoneJudgement,
  changed: readonly InputName[],
  now: number,
): { readonly replaces: readonly InputName[]; readonly warning: string } {
  const { verdict } = judgement;
  const gone = "is not on the array any more";
  const isAgainSafe = verdict === "deleted" || (verdict === "unknown" && !mayHaveGoneOn(recorded, now));
  const identities = changed.filter((name) => changeKinds[name] === "identity");
  const replaces = isAgainSafe ? changed : isOfAnotherSource(changed) ? identities : [];
  if (replaces.length > 0) {
    return { replaces, warning: `${gone}: because ${replaces.join(", ")} changed, a new import starts.` };
  }
  if (changed.length > 0) {
    const outcome =
      verdict === "completed"
        ? `and was completed: the change of ${changed.join(", ")} is recorded, no more.`
        : `and its source may be imported already: the change of ${changed.join(", ")} starts no new import.`;
    return { replaces, warning: `${gone}, ${outcome}` };
  }
  if (recorded.state === "Failed" && isAgainSafe) {
    return { replaces: ["sourceResourceId"], warning: `failed and ${gone}. It imports again from 0.` };
  }
  return { replaces, warning: goneText(judgement) };
}

/** What waits for its turn, and for a time that has come, moves on by itself: to its completion, unseen. */
function mayHaveGoneOn({ state, scheduledTimestamp }: RecordedStart, now: number): boolean {
  if (state === "Failed") return false;
  return state !== "Scheduled" || scheduledTimestamp === undefined || hasPassed(scheduledTimestamp, now);
}

function cancelledReason(session: ImportSession): string {
  return (
    `was Cancelled on the array, by somebody or by a destroy or replacement that was cut short, and is not started again by itself. To import again from 0 run ` +
    `"pulumi up --replace <urn>"; to leave it, take the resource out of the program${arrayError(session)}.`
  );
}
