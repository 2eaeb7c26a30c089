import type { CallOptions } from "../../powerstore/http/contract";
import type { OperationContext } from "../operation/handler";

/** For a change: its job, if the array makes one of it, is waited for as long as the operation may take; the request itself is heard out. */
export function changeOptions(context: OperationContext, deadline: number): CallOptions {
  const timeoutSeconds = Math.max(0, (deadline - context.clock.monotonic()) / 1000);
  return { job: { signal: context.signal, timeoutSeconds, progress: (text) => context.report.progress(text) } };
}
