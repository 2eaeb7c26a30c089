import { uncountedText, waitedText } from "../../importSession/act/placeOnArray";
import type { OperationContext } from "../../operation/handler";
import type { LifecycleError } from "../../operation/lifecycleErrors";
import { InterruptedError, RefusalError, WaitTimeoutError } from "../../operation/lifecycleErrors";
import { importsText } from "../decide/texts";
import type { WavePlaces } from "./arrayPlaces";
import type { Member } from "./roster";
import { isAwaited } from "./turns";

/** Those that the run ends without: an error of each that was to be waited for, a warning of those that the next run may begin. */
export function endPlaceless(
  members: readonly Member[],
  places: WavePlaces,
  { clock, signal, report, startedAt, deadline }: Pick<OperationContext, "clock" | "signal" | "report"> & Times,
): void {
  const { lack, reason = "" } = places;
  if (!lack || members.length === 0) return;
  const now = clock.monotonic();
  const isOver = signal.aborted || now >= deadline;
  const left = members.filter((member) => lack.kind === "full" && !(isAwaited(member) && isOver));
  for (const member of members) if (!left.includes(member)) member.failure = failureOf();
  if (left.length === 0) return;
  report.warning(
    `${importsText(left.length)} ${left.length === 1 ? "waits" : "wait"} for a place: ${reason}; run "pulumi up" again.`,
  );

  function failureOf(): LifecycleError {
    if (signal.aborted)
      return new InterruptedError(`stopped waiting for a place: nothing was begun of it. Run "pulumi up" again.`);
    if (lack?.kind === "silent") return new RefusalError(uncountedText("beginning it", lack.error));
    return new WaitTimeoutError(`it ${waitedText((now - startedAt) / 1000, reason)}`);
  }
}

type Times = { readonly startedAt: number; readonly deadline: number };
