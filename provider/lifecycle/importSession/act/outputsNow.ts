import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { OperationContext } from "../../operation/handler";
import { heldNow } from "../decide/decideTarget";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";

/** Outputs of a session as it is, and what windows hold back at this moment. */
export function outputsNow(
  inputs: ImportSessionInputs,
  session: ImportSession,
  standing: Standing,
  { clock }: Pick<OperationContext, "clock">,
): ImportSessionOutputs {
  return toOutputs(inputs, session, { ...standing, ...heldNow(inputs, session.state, clock.now()) });
}
