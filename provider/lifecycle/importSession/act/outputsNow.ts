import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { OperationContext } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { heldNow } from "../decide/decideTarget";
import type { Goals } from "../decide/goals";
import { goalsOf, knownOf, withWindowsInForce } from "../decide/goals";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import type { SessionContext } from "./sessionContext";

/** Outputs of a session as it is, and what windows hold back at this moment. */
export function outputsNow(
  inputs: ImportSessionInputs,
  session: ImportSession,
  standing: Standing,
  { clock, ignored }: Pick<OperationContext, "clock" | "ignored">,
): ImportSessionOutputs {
  const held = heldNow(withWindowsInForce(inputs, ignored), knownOf(session), clock.now());
  return toOutputs(inputs, session, { ...standing, ...held });
}

/** The same of a session that an earlier run has recorded. */
export function outputsSince(
  recorded: Pick<Partial<ImportSessionOutputs>, "state" | "paused" | "startWindows" | "scheduledTimestamp">,
  inputs: ImportSessionInputs,
  session: ImportSession,
  standing: Standing,
  context: Pick<SessionContext, "clock" | "ignored" | "brake">,
): ImportSessionOutputs {
  const outputs = outputsNow(inputs, session, standing, context);
  return withFormerWindows(outputs, recorded, goalsOf(inputs, recorded, context, session));
}

/**
 * The program leaves a start to no windows any more, and the array has not been told: that the former ones are on record is what lets a later run
 * tell it so.
 */
export function withFormerWindows(
  outputs: ImportSessionOutputs,
  { startWindows, scheduledTimestamp }: Pick<Partial<ImportSessionOutputs>, "startWindows" | "scheduledTimestamp">,
  { isOtherStart, keepsStart }: Pick<Goals, "isOtherStart" | "keepsStart">,
): ImportSessionOutputs {
  const isOpen = outputs.state === "Scheduled" && (isOtherStart === true || keepsStart === true);
  if (!isOpen || startWindows === undefined || outputs.startWindows !== undefined) return outputs;
  return withoutUndefined({
    ...outputs,
    startWindows,
    scheduledTimestamp: outputs.scheduledTimestamp ?? scheduledTimestamp,
  });
}
