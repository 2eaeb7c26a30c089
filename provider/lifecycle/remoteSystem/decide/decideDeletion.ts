import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import type { Run, Step } from "../../operation/converge";
import { isState } from "./states";

const POLL_SECONDS = 3;

/** How often a delete that stops half-way (Partial_Delete) is sent: once, and once more. */
const MAX_DELETES = 2;

/** A delete that shows no effect is believed to have had none after this. */
const UNSEEN_SECONDS = 60;

/** The next step of a delete. Undefined: it is gone. */
export function decideDeletion(system: RemoteSystem | undefined, run: Run<"delete">): Step<"delete"> {
  if (!system) return { kind: "finish" };
  const sent = run.accepted.length;
  if (sent === 0) return { kind: "act", action: "delete" };
  const isSeen = run.unseen === undefined || (run.unseenSeconds ?? 0) >= UNSEEN_SECONDS;
  if (!isState(system.state, "Partial_Delete") || !isSeen) return { kind: "wait", pollSeconds: POLL_SECONDS };
  if (sent < MAX_DELETES) return { kind: "act", action: "delete" };
  return {
    kind: "fail",
    reason:
      "is Partial_Delete, also after a second delete: its connections or the block half of it are not removed. Let PowerStore and the source reach each other, and run the same command again; what is left then needs somebody at the array.",
  };
}
