import { linkAbort, unlessAborted } from "../../abort";
import { inWords } from "./customTimeouts";
import type { OperationContext, RawInputs, ResourceHandler } from "./handler";
import { WaitTimeoutError } from "./lifecycleErrors";

/** What is read: its id, or `name:<name>` in an import, and what is recorded of it, if anything. */
type About = { readonly id: string; readonly recorded: RawInputs | undefined };

type Labelled = Pick<ResourceHandler<string, RawInputs, RawInputs>, "label">;

/**
 * Reads for no longer than the resource's `customTimeouts.read`; without it, until the array has answered or is given up. What others read by the
 * same request goes on for them.
 */
export async function withinReadTimeout<T>(
  handler: Labelled,
  about: About,
  context: OperationContext,
  read: (context: OperationContext) => Promise<T>,
): Promise<T> {
  const { timeoutSeconds, clock, signal } = context;
  if (timeoutSeconds === undefined) return read(context);
  const late = linkAbort();
  const stop = linkAbort(signal, late.signal);
  clock.sleep(timeoutSeconds, stop.signal).then(late.abort, () => undefined);
  try {
    return await unlessAborted(read({ ...context, signal: stop.signal }), late.signal);
  } catch (error) {
    if (!late.signal.aborted) throw error;
    throw new WaitTimeoutError(lateText(handler, about, context, timeoutSeconds));
  } finally {
    stop.abort();
    stop.unlink();
  }
}

function lateText(
  handler: Labelled,
  { id, recorded = {} }: About,
  { array }: OperationContext,
  seconds: number,
): string {
  const profile = typeof recorded.array === "string" ? recorded.array : undefined;
  const label = handler.label(id, recorded, array(profile).powerStore.endpoint);
  return `reading ${label}: the array has not answered within ${inWords(seconds)}. What is recorded stays as it was. Run the same command again, or raise customTimeouts.read.`;
}
