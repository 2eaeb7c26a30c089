import type { ImportSession } from "../../powerstore/schemas/importSession";
import type { InputName } from "./inputs";
import { changeKinds } from "./inputs";
import { stateRow } from "./states";
import { arrayError, stateAndProgress } from "./texts";

/** What a change of identity or create-only inputs comes to, given the session as the array shows it now. */
export type ReplacementDecision =
  | { readonly kind: "replace"; readonly warning: string }
  /** Recorded, nothing changes on the array. */
  | { readonly kind: "record"; readonly warning: string }
  | { readonly kind: "refuse"; readonly reason: string };

/** Never throw away a copy by surprise (design.md 4, "Replacing"). `changed` are identity and create-only inputs only; not empty. */
export function decideReplacement(session: ImportSession, changed: readonly InputName[]): ReplacementDecision {
  const list = changed.join(", ");
  switch (stateRow(session.state).replacement) {
    case "free":
      return {
        kind: "replace",
        warning: `is ${session.state} and will be replaced, because ${list} changed: no copied data is lost.`,
      };
    case "finished":
      return changed.some((name) => changeKinds[name] === "identity")
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

/** A session in a state that only a new one gets out of, although no input changed. */
export function decideRestart(session: ImportSession): ReplacementDecision | undefined {
  if (session.state === "Failed") {
    return { kind: "replace", warning: `failed${arrayError(session)}. It will be replaced and imports again from 0.` };
  }
  if (session.state === "Cancelled") return { kind: "refuse", reason: cancelledReason(session) };
  return undefined;
}

function cancelledReason(session: ImportSession): string {
  return (
    `was Cancelled on the array, not by this program, and is not started again by itself. To import again from 0 run ` +
    `"pulumi up --replace <urn>"; to leave it, take the resource out of the program${arrayError(session)}.`
  );
}
