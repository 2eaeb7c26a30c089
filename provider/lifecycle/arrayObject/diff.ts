import type { DiffVerdict, GONE } from "../engineRun/facts";
import { isAdopted } from "../operation/adopted";
import type { DiffResult, OperationContext, RawInputs } from "../operation/handler";
import { judgedNow } from "../operation/judgedNow";

/** What stands in the way of a mere update, as the array shows it now; whole sentences. `seen`: nothing, for there is no such object any more. */
export type ChangeVerdict<Name extends string> =
  | { readonly kind: "update" }
  | { readonly kind: "replace"; readonly names: readonly Name[]; readonly seen?: typeof GONE; readonly warning: string }
  | { readonly kind: "refuse"; readonly reason: string };

export type Comparing<Name extends string> = {
  readonly id: string;
  readonly recorded: RawInputs;
  /** Without an endpoint: a diff may send nothing. */
  readonly label: string;
  readonly adoptInput: string;
  readonly changed: readonly Name[];
  /** A wish that an earlier run has not come to; asked where no replacement is in sight. */
  readonly open: Name | undefined;
  judge(): Promise<ChangeVerdict<Name>>;
};

/**
 * What a run would do. It never fails for what concerns this one object: the engine would end the whole deployment. What cannot be is an update with a
 * warning here, and an error of that update.
 */
export async function diffObject<Name extends string>(
  comparing: Comparing<Name>,
  context: OperationContext,
): Promise<DiffResult<Name>> {
  const { id, recorded, label, adoptInput, changed } = comparing;
  const { run, urn } = context;
  const object = { id, clusterId: recorded.clusterId as string | undefined };
  const isConfirmed = isAdopted(recorded[adoptInput], { id, name: recorded.name }, context);
  run.had(urn, object, recorded.claimed === true && !isConfirmed);
  if (run.isRefreshing) return { changes: changed.length > 0, replaces: [], changed };
  const { result, seen } = await compare(comparing, context);
  const verdict: DiffVerdict = result.replaces.length > 0 ? "replace" : result.changes ? "update" : "same";
  run.compared(urn, object, verdict, { seen });
  const other = verdict === "replace" ? undefined : run.otherHolder(urn, object);
  if (other) {
    context.report.warning(
      `${label} belongs to ${other} in this program as well: neither ends it for the other. Take one of the two out of the program and, by "pulumi state delete", out of the stack.`,
    );
  }
  return result;
}

async function compare<Name extends string>(
  { changed, open, judge }: Comparing<Name>,
  context: OperationContext,
): Promise<{ readonly result: DiffResult<Name>; readonly seen?: typeof GONE | undefined }> {
  const judged = await judgedNow(judge, context.signal);
  if (judged.kind === "refuse") {
    context.report.warning(`${judged.reason} The update will fail for this reason; nothing is sent to the array.`);
    return { result: { changes: true, replaces: [], changed } };
  }
  if (judged.kind === "replace") {
    context.report.warning(judged.warning);
    return { result: { changes: true, replaces: judged.names, changed }, seen: judged.seen };
  }
  const all = open !== undefined && !changed.includes(open) ? [...changed, open] : changed;
  return { result: { changes: all.length > 0, replaces: [], changed: all } };
}
