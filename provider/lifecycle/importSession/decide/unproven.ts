/** What is recorded of a session that was found and may be another stack's, and when that ends. */

import type { ObjectRef } from "../../engineRun/facts";
import { isAdopted } from "../../operation/adopted";
import type { OperationContext } from "../../operation/handler";
import type { Origin } from "../../operation/names";
import type { ImportSessionOutputs } from "../inputs/outputs";

type Recorded = Partial<ImportSessionOutputs>;
type Run = Pick<OperationContext, "run" | "urn">;

/** Whether the recorded session may be another stack's, as far as this run and what earlier ones have left can tell. */
export function mayBeAnothers(recorded: Recorded, session: ObjectRef, context: Run & Origin): boolean {
  const { adoptSessionId, name } = recorded;
  return isStillClaimed(recorded, session, context) && !isAdopted(adoptSessionId, { id: session.id, name }, context);
}

/** What is to be recorded of that from now on; the wish to adopt it may be taken back, and settles nothing then. */
export function isStillClaimed({ claimed }: Recorded, session: ObjectRef, { run, urn }: Run): boolean {
  return claimed === true && !run.isOwn(urn, session);
}
