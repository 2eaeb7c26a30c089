import type { AskedRequest, DiffVerdict, Making, ObjectRef, Wish } from "./facts";
import { isProvenSame, isSameObject } from "./facts";

/** What is known of a resource of the program in this run. */
export type ResourceEntry = {
  readonly urn: string;
  wish?: Wish;
  /** The process that has told it, where each phase of a command has its own. */
  wishedBy?: string | undefined;
  /** It was checked with the inputs of an earlier run: the stack has an object for it. */
  wasRecorded: boolean;
  /** After that it was checked as a new one: the engine is replacing it. */
  isMadeAnew: boolean;
  /** It was checked as a new one last, and its create is still to come. */
  isToCreate: boolean;
  /** What its delete was to end before that create, and has left to it. */
  left?: { readonly object: ObjectRef; readonly reason: string };
  compared?: {
    readonly object: ObjectRef;
    readonly verdict: DiffVerdict;
    readonly seen?: string;
    readonly isOver?: boolean;
    readonly sole?: readonly string[];
    readonly by?: string;
  };
  /** It may have made an object of which it does not know the id. */
  making?: Pick<Making, "clusterId" | "mark" | "secrets">;
  /** What it is about to take over. */
  taking?: ObjectRef;
  /** What its create found, and was not allowed to take over. */
  notTaken?: ObjectRef;
  /** What it has made, claimed or adopted in this run. */
  taken?: ObjectRef;
  /** By which process, where each phase of a command has its own. */
  takenBy?: string | undefined;
  /** By a request of its own, and not found. */
  isMade?: boolean;
  /** That was claimed by its name, and may be another stack's. */
  isTakenUnproven?: boolean;
  /** That it had before, and its replacement was not made. */
  isPutBack?: boolean;
  /** What the stack had for it before the run, certainly its own. */
  readonly had: ObjectRef[];
  /** What this run has shown as changed and not as made anew. */
  readonly toUpdate: ObjectRef[];
  /** What the program reads under its URN, or is about to import. */
  readonly lookedUp: ObjectRef[];
  /** What two entries of the state have for it, of which one is to go. */
  readonly twice: ObjectRef[];
  /** Deletes under its URN: under way, and done. */
  readonly ending: ObjectRef[];
  readonly ended: ObjectRef[];
  /** Requests that are open on the array. */
  asked: { readonly object: ObjectRef; readonly request: AskedRequest }[];
  /** What its deletes have left to another resource. */
  readonly resigned: ObjectRef[];
};

export const includes = (objects: readonly ObjectRef[], object: ObjectRef) =>
  objects.some((each) => isSameObject(each, object));

/** Whether the resource has the object now: taken in this run, or compared with it and neither to be replaced nor deleted since. */
export function isHolding(entry: ResourceEntry, object: ObjectRef): boolean {
  if (entry.taken && isSameObject(entry.taken, object)) return true;
  const { compared } = entry;
  return (
    compared !== undefined &&
    compared.verdict !== "replace" &&
    isSameObject(compared.object, object) &&
    !includes(entry.ended, object)
  );
}

/** Whether the engine replaces the resource that has the object, whatever its diff has said, and nothing has taken its place yet. */
export function isReplacing({ compared, isMadeAnew, taken }: ResourceEntry, object: ObjectRef): boolean {
  const isTakenAgain = taken !== undefined && isSameObject(taken, object);
  return isMadeAnew && compared !== undefined && isSameObject(compared.object, object) && !isTakenAgain;
}

/**
 * Whether a delete of the resource gives up, or has given up, what the stack has on record for it: of two entries that are both to go one has to be ended. Not where the
 * resource stays, and only a second entry of it goes.
 */
export function isResigning(entry: ResourceEntry, object: ObjectRef): boolean {
  if (entry.wish || entry.taken || includes(entry.twice, object)) return false;
  return includes(entry.ending, object) || includes(entry.resigned, object);
}

export function isTaking({ taking }: ResourceEntry, object: ObjectRef): boolean {
  return taking !== undefined && isSameObject(taking, object);
}

export const hadOwn = ({ had }: ResourceEntry, object: ObjectRef) => had.some((each) => isProvenSame(each, object));

/** Whether the resource had or has taken the object, and no other stack can have made it. */
export function hasAsOwn(entry: ResourceEntry, object: ObjectRef): boolean {
  const { taken, isTakenUnproven } = entry;
  return hadOwn(entry, object) || (taken !== undefined && !isTakenUnproven && isProvenSame(taken, object));
}

export function isEnding(entry: ResourceEntry, object: ObjectRef): boolean {
  return includes(entry.ending, object);
}

/** Whether the resource has an object at all; one that was recorded and is not compared yet has its own. */
export function hasObject(entry: ResourceEntry): boolean {
  if (entry.taken) return true;
  return entry.compared ? entry.compared.verdict !== "replace" : entry.wasRecorded && !entry.isMadeAnew;
}

/** Whether the resource goes on with an object of its own, as it was compared, and not with this one, which is on the same array. */
export function isBeside({ compared }: ResourceEntry, object: ObjectRef): boolean {
  if (!compared || compared.isOver || compared.verdict === "replace" || isSameObject(compared.object, object))
    return false;
  return object.clusterId !== undefined && compared.object.clusterId === object.clusterId;
}
