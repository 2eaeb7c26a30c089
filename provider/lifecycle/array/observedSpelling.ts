import type { ArrayAccess, OperationContext } from "../operation/handler";
import { ReferenceNotFoundError } from "../operation/lifecycleErrors";
import { nameIn } from "../operation/reference";

type Reference = {
  readonly collection: "remote_system" | "volume_group" | "policy";
  /** As the last run has recorded it. */
  readonly recorded: string | undefined;
  /** The id that the array shows now. */
  readonly observed: string | undefined;
};

/**
 * The user's spelling as long as it means what is observed; also where it means nothing any more, for what it meant may have been renamed: a read that fails for that would
 * stop a refresh of the whole stack, and with Terraform each plan, that with the new name among them.
 */
export async function observedSpelling(
  { collection, recorded, observed }: Reference,
  array: ArrayAccess,
  label: string,
  { report, signal }: Pick<OperationContext, "report" | "signal">,
): Promise<string | undefined> {
  if (recorded === undefined || recorded === observed || nameIn(recorded) === undefined) return observed;
  try {
    return (await array.resolve(collection, recorded, signal)) === observed ? recorded : observed;
  } catch (error) {
    if (!(error instanceof ReferenceNotFoundError)) throw error;
    report.warning(
      `${label} stays on record with ${recorded}, but no ${collection} has this name any more. It may have been renamed: use its new name or its id.`,
    );
    return recorded;
  }
}
