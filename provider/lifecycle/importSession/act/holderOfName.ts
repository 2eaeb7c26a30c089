/** Who has the generated name that a create wants, without a request for each: after a crash that is so for all that the run before it has begun. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { decideClaim } from "../decide/decideClaim";
import { resolveReferences } from "../inputs/createBody";
import type { ImportSessionInputs } from "../inputs/inputs";
import { sessionsOn } from "../sessions/sessions";

type Wanting = { readonly inputs: ImportSessionInputs; readonly array: ArrayAccess; readonly clusterId: string };

/** `free`: nobody, within the last minute. `perhaps`: nobody, or nobody knows. `somebody`: to be looked for by the name. `claimable`: can be taken over as it is. */
export type NameHolder =
  | { readonly kind: "free" | "perhaps" | "somebody" }
  | { readonly kind: "claimable"; readonly session: ImportSession };

/**
 * Of what many share only a session that can be taken over as it is counts. Whatever else there is to be done with what has the name (to refuse, to wait,
 * to delete its record) is concluded from a read of its own (docs/decisions/009).
 */
export async function holderOfName(
  { inputs, array, clusterId }: Wanting,
  { run, signal }: OperationContext,
): Promise<NameHolder> {
  const sessions = sessionsOn(array);
  const use = await sessions.useOfName(inputs.name, signal);
  if (use.kind !== "inUse") return { kind: use.kind === "free" ? "free" : "perhaps" };
  // What this run has ended had the name when the array was asked.
  if (run.hasEnded({ clusterId, id: use.id })) return { kind: "perhaps" };
  try {
    const session = await sessions.sessionOfName(inputs.name, signal);
    if (!session) return { kind: "somebody" };
    const isOne = await isClaimable(session, { inputs, array }, signal);
    return isOne ? { kind: "claimable", session } : { kind: "somebody" };
  } catch (error) {
    return { kind: error instanceof NotFoundError ? "perhaps" : "somebody" };
  }
}

/** Whether a session of a generated name can be taken over as it is: it imports what the inputs say, and goes on or is completed. */
export async function isClaimable(
  session: ImportSession,
  { inputs, array }: Pick<Wanting, "inputs" | "array">,
  signal: AbortSignal,
): Promise<boolean> {
  const wanted = await resolveReferences(inputs, array, signal);
  const { kind } = decideClaim(session, wanted, { generated: true, wasFree: false }, array.powerStore.endpoint);
  return kind === "claim";
}
