import { RefusalError } from "../../operation/lifecycleErrors";
import { decideTarget } from "../decide/decideTarget";
import type { ImportSessionInputs } from "../inputs/inputs";
import { decideStart } from "../inputs/schedule";
import type { SessionContext } from "./sessionContext";

/**
 * The inputs as the array is to have them now: outside of its start windows it is told when the next one opens, so that nobody has to run then. Throws a
 * RefusalError for a new wish that lies in the past, and where no window opens again.
 */
export function withStart(inputs: ImportSessionInputs, context: SessionContext): ImportSessionInputs {
  const { scheduledTimestamp, warning } = startNow(inputs, context);
  if (warning !== undefined) context.report.warning(warning);
  return { ...inputs, scheduledTimestamp };
}

/** When the array is to start it; with the reason where that is not when the program says. Sends and says nothing. */
export function startNow(
  inputs: ImportSessionInputs,
  { run, urn, clock, acceptedStart }: SessionContext,
): { readonly scheduledTimestamp: string | undefined; readonly warning?: string } {
  if (inputs.startWindows) {
    const { mayStart, startAt, reason } = decideTarget(inputs, undefined, clock.now());
    if (mayStart || startAt !== undefined) return { scheduledTimestamp: startAt };
    throw new RefusalError(`creating import session "${inputs.name}": ${reason}. Nothing was started.`);
  }
  const former = acceptedStart ?? (run.formerOf(urn)?.scheduledTimestamp as string | undefined);
  const start = decideStart(inputs.scheduledTimestamp, former, clock.now());
  if (start.kind === "asGiven") return { scheduledTimestamp: inputs.scheduledTimestamp };
  const creating = `creating import session "${inputs.name}"`;
  if (start.kind === "refuse") throw new RefusalError(`${creating}: ${start.reason}`);
  return { scheduledTimestamp: undefined, warning: `${creating}: ${start.warning}` };
}
