import type { Account } from "./account";
import type { ObjectRef } from "./facts";
import { isSameObject } from "./facts";
import type { ResourceEntry } from "./resourceEntry";
import { includes, isEnding, isHolding, isTaking } from "./resourceEntry";

export type TakingDecision =
  | { readonly kind: "allowed" }
  /** The account does not reach the other processes of the run: nobody can know who else has the object. `why` is the reason. */
  | { readonly kind: "unshared"; readonly why: string }
  /** Another resource of this run has it. */
  | { readonly kind: "held"; readonly by: string }
  /** Another resource's delete is ending it right now. */
  | { readonly kind: "ending"; readonly by: string }
  /** The stack has it for this very resource already, and the engine has not deleted it first. */
  | { readonly kind: "ownBeforeDelete" };

/** Whether a create may take over an object that is there already. */
export function decideTaking(account: Account, urn: string, object: ObjectRef, unshared?: string): TakingDecision {
  if (isOwnBeforeDelete(account, urn, object) && !isAsWanted(account, urn)) return { kind: "ownBeforeDelete" };
  if (unshared !== undefined) return { kind: "unshared", why: unshared };
  for (const other of account.others(object, urn)) {
    if (isHolding(other, object) || isTaking(other, object)) return { kind: "held", by: other.urn };
    if (isEnding(other, object)) return { kind: "ending", by: other.urn };
  }
  return { kind: "allowed" };
}

/** Who else has the object or is taking it, also where the resource has it itself: its URN. */
export function findOtherHolder(account: Account, urn: string, object: ObjectRef): string | undefined {
  for (const other of account.others(object, urn)) {
    if (isHolding(other, object) || isTaking(other, object)) return other.urn;
  }
  return undefined;
}

/**
 * A replacement whose old object is still there: the engine creates first, or keeps the old one. It is known by the object where a diff has
 * compared it, and by the resource alone where the engine replaces without asking for one.
 */
export function isOwnBeforeDelete(account: Account, urn: string, object: ObjectRef): boolean {
  const own = account.resource(urn);
  if (!own || !isBeforeDelete(own)) return false;
  return own.compared ? isSameObject(own.compared.object, object) : true;
}

/** Whether a create of the resource that comes now is one of a replacement whose old object this run has not ended. */
export function isBeforeDelete({ wasRecorded, compared, ended }: ResourceEntry): boolean {
  return wasRecorded && !(compared ? includes(ended, compared.object) : ended.length > 0);
}

/**
 * What the diff does not want to replace may be taken over: that is the way back from a replacement that an option (retainOnDelete) kept from
 * deleting, for the engine creates then, whatever the diff says.
 */
function isAsWanted(account: Account, urn: string): boolean {
  const compared = account.resource(urn)?.compared;
  return compared !== undefined && compared.verdict !== "replace";
}
