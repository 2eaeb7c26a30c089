import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { OperationContext } from "../../operation/handler";
import { heldNow } from "../decide/decideTarget";
import { withWindowsInForce } from "../decide/goals";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";

/** Outputs of a session as it is, and what windows hold back at this moment. */
export function outputsNow(
  inputs: ImportSessionInputs,
  session: ImportSession,
  standing: Standing,
  { clock, ignored }: Pick<OperationContext, "clock" | "ignored">,
): ImportSessionOutputs {
  const held = heldNow(withWindowsInForce(inputs, ignored), session.state, clock.now());
  return toOutputs(inputs, session, { ...standing, ...held });
}
