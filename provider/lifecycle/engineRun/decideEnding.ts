import type { Account } from "./account";
import type { ObjectRef } from "./facts";
import { isSameObject } from "./facts";
import type { ResourceEntry } from "./resourceEntry";
import { hasObject, includes, isBeside, isHolding, isReplacing, isResigning, isTaking } from "./resourceEntry";

/** A delete, and what its object would be found by. */
export type Ending = {
  readonly urn: string;
  readonly object: ObjectRef;
  readonly marks: readonly string[];
  /** The URN under which a create of the resource comes, where an engine that tells no addresses has another one for what is recorded. */
  readonly origin?: string | symbol | undefined;
  /** The URNs under which its replacement is made, where the engine hands that over with the delete. */
  readonly successors?: ReadonlySet<string> | undefined;
};

/** Why a delete has nothing to end. */
export type Leaving =
  /** Another resource of this run has the object now. */
  | { readonly because: "held"; readonly by: string }
  /** Another entry of the state has it as well. */
  | { readonly because: "shared"; readonly by: string }
  /** So has the create of the resource itself, which came before this delete. */
  | { readonly because: "heldAnew" }
  /** The resource itself has it, unchanged: there is a second entry of it in the state. */
  | { readonly because: "leftOver" }
  /** The program reads it under the name of the resource, which has become a look-up. */
  | { readonly because: "lookedUp" };

/** Why a delete is not simply what its user asked for. */
export type Objection =
  /**
   * The resource itself has taken it in this run: the engine creates before it deletes. `isByOption`: its own comparison asked for no replacement, so an
   * option of the resource did, and does in each run until the change is done.
   */
  | { readonly because: "createdFirst"; readonly isByOption: boolean }
  /** Its own create in this run found it and was not allowed to have it: what is deleted is a second entry of it. */
  | { readonly because: "notTaken" }
  /** Another resource of this run wants it and did not get it. */
  | { readonly because: "wanted"; readonly by: string }
  /** The resource itself wants it, and has none: what is deleted is a second entry of it. */
  | { readonly because: "wantedAnew" }
  /** Another resource of this run has, or wants in the place of its own, an object of which only one can be under way, and this one is. `id` is this one's. */
  | { readonly because: "outlived"; readonly by: string; readonly id: string }
  /** The resource's own diff did not ask for a replacement: a resource option did. */
  | { readonly because: "option" }
  /** The account of the run does not reach its other processes. `why` is the reason. */
  | { readonly because: "unreadable"; readonly why: string };

export type EndingDecision =
  /** `seen`: the state on which the resource's own diff has decided to replace. */
  | { readonly kind: "allowed"; readonly seen?: string }
  /** Nothing is done to the object, and the engine may forget its entry. */
  | { readonly kind: "leave"; readonly objection: Leaving }
  /** An error, so that the entry stays. */
  | { readonly kind: "refuse"; readonly objection: Objection }
  /** Allowed as long as nothing can be lost with the object. */
  | { readonly kind: "unlessAtStake"; readonly objection: Objection };

/**
 * Whether a delete may end its object. An object that anyone in this run of the engine has or wants is not ended by somebody else's
 * delete; and what the resource's own comparison did not call a replacement is none (docs/decisions/023).
 */
export function decideEnding(account: Account, ending: Ending): EndingDecision {
  const { urn, object, origin } = ending;
  for (const other of account.others(object, urn)) {
    if (isHolding(other, object) && !isReplacing(other, object) && !isResigning(other, object))
      return { kind: "leave", objection: leavingTo(other, origin) };
    // It may see this delete and step back: then nobody would have the object.
    if (isTaking(other, object)) return { kind: "refuse", objection: { because: "wanted", by: other.urn } };
  }
  const own = account.resource(urn);
  const byOwn = own && decideByOwn(own, object);
  if (byOwn) return byOwn;
  for (const other of account.others(object, urn)) {
    const seen = replacementSeen(other, object);
    if (seen) return { kind: "allowed", ...seen };
  }
  const byWish = decideByWishes(account, ending);
  if (byWish) return byWish;
  const [keeper] = findKeepers(account, ending);
  if (keeper) return { kind: "unlessAtStake", objection: { because: "outlived", by: keeper.urn, id: object.id } };
  return { kind: "allowed" };
}

/** Other resources that want what only one can have at a time, and go on with an object of their own; not what is made in the place of what is ended. */
export function findKeepers(account: Account, { urn, object, marks, successors }: Ending): readonly ResourceEntry[] {
  return [...account.keeping(marks, urn)].filter((other) => isBeside(other, object) && !successors?.has(other.urn));
}

function leavingTo({ urn, wish, taken }: ResourceEntry, origin: Ending["origin"]): Leaving {
  if (urn === origin) return { because: "heldAnew" };
  return { because: wish || taken ? "held" : "shared", by: urn };
}

/**
 * Who wants it and has nothing. The resource itself may be one: where its create has come to nothing, and the engine goes on to a second entry of it; and of an engine that tells no addresses,
 * for which what is recorded is apart from what is to be made.
 */
function decideByWishes(account: Account, ending: Ending): EndingDecision | undefined {
  const { urn, marks, origin } = ending;
  const own = account.resource(urn);
  const isApart = origin !== undefined && origin !== urn;
  const isWantedAnew = own && account.isWishing(own) && !own.wasRecorded && !own.taken && (isApart || !own.isToCreate);
  if (isWantedAnew && bears(marks, own.wish?.exact)) return { kind: "refuse", objection: { because: "wantedAnew" } };
  const others = wantedBy(account, ending);
  const exact = others.find(({ wish }) => bears(marks, wish?.exact));
  if (exact) return { kind: "refuse", objection: { because: "wanted", by: exact.urn } };
  const [likely] = others;
  return likely && { kind: "unlessAtStake", objection: { because: "wanted", by: likely.urn } };
}

/** Other resources of the run that want what bears one of the marks, and have nothing yet; not what is made in the place of what is ended. */
function wantedBy(account: Account, { urn, marks, successors }: Ending): readonly ResourceEntry[] {
  return [...account.wishing(marks, urn)].filter((other) => !hasObject(other) && !successors?.has(other.urn));
}

/** Who among them would make the same as the object is, not only call it the same. */
export function findHeir(account: Account, ending: Ending): string | undefined {
  return wantedBy(account, ending).find(({ wish }) => bears(ending.marks, wish?.likely))?.urn;
}

const bears = (marks: readonly string[], wished: readonly string[] = []) => wished.some((mark) => marks.includes(mark));

/** What the resource's own history in this run says; undefined where there is none, as in a destroy. */
function decideByOwn(own: ResourceEntry, object: ObjectRef): EndingDecision | undefined {
  if (own.taken && isSameObject(own.taken, object)) {
    return own.isPutBack
      ? { kind: "leave", objection: { because: "leftOver" } }
      : { kind: "refuse", objection: { because: "createdFirst", isByOption: isComparedSame(own, object) } };
  }
  if (own.notTaken && isSameObject(own.notTaken, object)) {
    return { kind: "refuse", objection: { because: "notTaken" } };
  }
  if (includes(own.twice, object)) return { kind: "leave", objection: { because: "leftOver" } };
  const seen = replacementSeen(own, object);
  if (seen) return { kind: "allowed", ...seen };
  if (!own.wish && includes(own.lookedUp, object)) return { kind: "leave", objection: { because: "lookedUp" } };
  if (!own.wasRecorded) return undefined;
  return isComparedSame(own, object) && !own.isMadeAnew
    ? { kind: "leave", objection: { because: "leftOver" } }
    : { kind: "unlessAtStake", objection: { because: "option" } };
}

/** Whether the resource was compared with the object in this run: `up --replace` asks for no comparison. */
const isComparedSame = ({ compared }: ResourceEntry, object: ObjectRef) =>
  compared !== undefined && isSameObject(compared.object, object);

function replacementSeen({ compared }: ResourceEntry, object: ObjectRef): { readonly seen?: string } | undefined {
  if (compared?.verdict !== "replace" || !isSameObject(compared.object, object)) return undefined;
  return compared.seen === undefined ? {} : { seen: compared.seen };
}
