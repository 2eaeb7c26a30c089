/** What windows will hold of a session that is a resource of its own, told in a preview. A wave tells it of all of its imports together. */

import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { isHeldForGood } from "../decide/decideTarget";
import { knownOf, withWindowsInForce } from "../decide/goals";
import { sessionLabel } from "../decide/texts";
import { beginningOf, heldAhead } from "../decide/windowsAhead";
import type { InputName } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { diffImportSession } from "./diff";
import type { SessionContext } from "./sessionContext";

export function tellBeginning(
  inputs: RawInputs,
  { clock, report, ignored }: Pick<OperationContext, "clock" | "report" | "ignored">,
): void {
  const { kind, reason } = beginningOf(inputs, clock.now(), ignored);
  if (reason === undefined) return;
  if (kind === "never") report.warning(`${reason}: the create will be refused, unless an earlier run has begun it.`);
  else report.info(`this run creates it; ${reason}.`);
}

/** Of a replacement the create tells it. */
export async function diffTellingWindows(
  id: string,
  recorded: RawInputs,
  inputs: RawInputs,
  context: SessionContext,
): Promise<DiffResult<InputName>> {
  const result = await diffImportSession(id, recorded, inputs, context);
  if (result.replaces.length > 0 || context.run.isRefreshing) return result;
  const known: Partial<ImportSessionOutputs> = recorded;
  const now = context.clock.now();
  const reason = heldAhead(inputs, known, now, context.ignored);
  if (reason === undefined) return result;
  const text = `${sessionLabel({ id, name: known.name })} was last seen ${known.state}; ${reason}.`;
  // Nothing comes of it by itself any more: whoever counts on the windows would wait for ever.
  if (isHeldForGood(withWindowsInForce(inputs, context.ignored), knownOf(known), now)) context.report.warning(text);
  else if (result.changes) context.report.info(text);
  return result;
}
