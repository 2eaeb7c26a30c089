import type { HoldingSession } from "../../powerstore/api/schemas/remoteSystem";
import { printable } from "../../powerstore/http/errorTexts";
import { RefusedError } from "../../powerstore/http/powerStoreErrors";
import { assertSameCluster } from "../array/arrayAccess";
import { isAdopted } from "../operation/adopted";
import type { ArrayAccess, OperationContext, RawInputs } from "../operation/handler";
import { messageOf, RefusalError, sentenceOf } from "../operation/lifecycleErrors";
import { leavingText, notDeletedText, objectionText, unprovenText } from "./ownershipTexts";

/** A delete of one object, as its resource knows it. */
export type Removing = {
  readonly id: string;
  readonly recorded: RawInputs;
  readonly array: ArrayAccess;
  /** `remote system "unity-01" (4) on https://...`. */
  readonly label: string;
  /** Everything that the object is known by. */
  readonly marks: readonly string[];
  readonly adoptInput: string;
  /** Ends the object; returns when it is gone. */
  end(): Promise<void>;
};

/**
 * Ends an object, unless somebody else in this run of the engine has or wants it. Where that fails as the first half of a replacement, the second
 * half says so and puts the object on record again (docs/decisions/023); but not where the run is being stopped, for then there is none.
 */
export async function removeObject(removing: Removing, context: OperationContext): Promise<void> {
  const { id, recorded, label } = removing;
  try {
    await remove(removing, context);
  } catch (error) {
    const object = { id, clusterId: recorded.clusterId as string | undefined };
    const reason = messageOf(error);
    if (context.signal.aborted || !context.run.leaveToCreate(context.urn, { object, recorded, reason })) throw error;
    context.report.warning(notDeletedText(label));
  }
}

async function remove(removing: Removing, context: OperationContext): Promise<void> {
  const { id, recorded, array, label, marks, adoptInput } = removing;
  const { run, urn, report, settings, signal } = context;
  const clusterId = await assertSameCluster(array, recorded.clusterId, `deleting ${label}: it`, signal);
  const object = { clusterId, id };
  const isConfirmed = isAdopted(recorded[adoptInput], { id, name: recorded.name }, context);
  const isUnproven = recorded.claimed === true && !isConfirmed && !run.isOwn(urn, object);
  run.had(urn, object, isUnproven);
  const { nameOrigin: origin, successor } = context;
  const decision = run.beginEnding({ urn, object, marks, origin, successors: successor?.urns });
  if (decision.kind === "leave") return report.warning(leavingText(label, decision.objection));
  if (decision.kind === "refuse") throw new RefusalError(objectionText(label, decision.objection, urn));
  try {
    // No data is lost with such an object: what only an import would have to be saved from is no objection here.
    const isWanted = decision.kind === "unlessAtStake" && decision.objection.because === "wanted";
    if (isWanted) throw new RefusalError(objectionText(label, decision.objection, urn));
    if (isUnproven && !settings.cancelClaimed) throw new RefusalError(unprovenText(label, id, adoptInput));
    await removing.end();
    run.ended(urn, object);
  } catch (error) {
    run.kept(urn, object);
    throw error;
  }
}

/** Needs somebody at the array. */
const STUCK = "Cleanup_Failed";

/** Imports that are over do not hold what they came from [I]; what needs somebody at the array is left to the array to judge. */
const notHolding: ReadonlySet<string> = new Set([
  "Import_Completed",
  "Import_Completed_With_Errors",
  "Cancelled",
  "Failed",
  "Invalid",
  STUCK,
]);

const SHOWN = 10;

/** Sessions that what they use cannot be taken from. Members go with their group's session, which is named. */
export function holdersAmong(sessions: readonly HoldingSession[]): readonly HoldingSession[] {
  return sessions.filter(({ state, parentSessionId }) => !notHolding.has(state) && parentSessionId === undefined);
}

/** A refusal, with the sessions of which the array alone knows whether they hold what is to be deleted. */
export function withStuck(refusal: unknown, sessions: readonly HoldingSession[]): unknown {
  const stuck = sessions.filter(({ state, parentSessionId }) => state === STUCK && parentSessionId === undefined);
  if (!(refusal instanceof RefusedError) || stuck.length === 0) return refusal;
  return new RefusalError(
    `${sentenceOf(refusal)} ${heldText(stuck)}, and the array takes no further operation on that: ask Dell support to put it in order, and run this again then.`,
  );
}

/** `2 import sessions still use it: "db-01" (17) is Copy_In_Progress; ...`. */
export function heldText(holders: readonly HoldingSession[]): string {
  const each = holders
    .slice(0, SHOWN)
    .map(({ name, id, state }) => `${name ? `"${printable(name)}" (${id})` : id} is ${printable(state)}`);
  const more = holders.length > each.length ? `; and ${holders.length - each.length} more` : "";
  const use = holders.length === 1 ? "import session still uses it" : "import sessions still use it";
  return `${holders.length} ${use}: ${each.join("; ")}${more}`;
}
