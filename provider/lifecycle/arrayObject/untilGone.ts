/** A delete of an object that is no session, followed until nothing is there. */

import type { CallOptions } from "../../powerstore/http/contract";
import { orUndefined } from "../../powerstore/http/powerStoreErrors";
import type { Run, Step } from "../operation/converge";
import { converge } from "../operation/converge";
import { changeOptions, inWords } from "../operation/customTimeouts";
import type { OperationContext } from "../operation/handler";

const DEFAULT_DELETE_SECONDS = 600;
const POLL_SECONDS = 3;

export type Deleting<Row> = {
  readonly label: string;
  secondsToPoll(intervalSeconds: number): number;
  find(): Promise<Row | undefined>;
  /** What is said of it while it is still there. */
  text(row: Row): string;
  send(options: CallOptions): Promise<void>;
  /** @default sent once, and waited for */
  decide?(row: Row | undefined, run: Run<"delete">): Step<"delete">;
};

/** Sends a delete, and returns when nothing is there any more. */
export async function deleteUntilGone<Row>(deleting: Deleting<Row>, context: OperationContext): Promise<void> {
  const { label, decide = decideOnce } = deleting;
  const timeoutSeconds = context.timeoutSeconds ?? DEFAULT_DELETE_SECONDS;
  const deadline = context.clock.monotonic() + timeoutSeconds * 1000;
  const state = (row: Row | undefined) => (row === undefined ? "gone" : deleting.text(row));
  await converge<Row | undefined, "delete">({
    observe: () => deleting.find(),
    secondsToPoll: deleting.secondsToPoll,
    stateOf: state,
    observed: (row) => context.report.progress(`deleting: ${state(row)}`),
    decide: (row, run) => {
      const step = decide(row, run);
      return step.kind === "fail" ? { ...step, reason: `deleting ${label}: it ${step.reason}` } : step;
    },
    act: () => orUndefined(deleting.send(changeOptions(context, deadline))),
    warn: (text) => context.report.warning(text),
    timedOut: (row) =>
      `deleting ${label}: still ${state(row)} after ${inWords(timeoutSeconds)}. Run the same command again to continue, or raise customTimeouts.delete.`,
    interrupted: (row) => `stopped deleting ${label}: it is ${state(row)}. Run the same command again to continue.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds,
  });
}

function decideOnce<Row>(row: Row | undefined, { accepted }: Run<"delete">): Step<"delete"> {
  if (row === undefined) return { kind: "finish" };
  return accepted.length === 0 ? { kind: "act", action: "delete" } : { kind: "wait", pollSeconds: POLL_SECONDS };
}
