/** What is written into the account of a run of the engine. The surfaces' processes may be of different versions: unknown kinds are skipped. */

/** An object on an array. Ids of two clusters may be equal; where the cluster is not known, equal ids count as the same object. */
export type ObjectRef = { readonly clusterId?: string | undefined; readonly id: string };

/**
 * What a resource of the program would find its object by, as marks such as `name:db-01`. The object's own marks are compared with them.
 */
export type Wish = {
  /** Whoever bears one of these is the very object. */
  readonly exact: readonly string[];
  /** Whoever bears one of these stands in the way of a new object, if it is not the one itself. */
  readonly likely: readonly string[];
  /** Of all that bear one of these, on one array, only one can be under way at a time. Absent in what former versions wrote. */
  readonly sole?: readonly string[];
};

/** What a diff has seen of an object that is not there any more. */
export const GONE = "gone";

/** What a diff concluded. */
export type DiffVerdict = "same" | "update" | "replace";

/** What it asks for is up to the resource. */
export type AskedRequest = { readonly action: string; readonly jobId: string };

export type Fact =
  /** The program has this resource. `isRecorded`: it was checked with the inputs of an earlier run. `by`: by which process, where each phase has its own. */
  | {
      readonly kind: "checked";
      readonly urn: string;
      readonly isRecorded: boolean;
      readonly wish: Wish;
      readonly by?: string;
    }
  /** The stack has no object for it, whatever its check said: what was recorded of it are wishes alone, as one of several that are checked together. */
  | { readonly kind: "unmade"; readonly urn: string }
  /**
   * `seen`: the state that a replacement was decided on, `gone` among them. `isOver`: the object has done what it was there for. `sole`: what a resource that goes on with the object wants, which
   * may be another one's, as in its wish; so process `by` has found, where each phase has its own.
   */
  | {
      readonly kind: "compared";
      readonly urn: string;
      readonly object: ObjectRef;
      readonly verdict: DiffVerdict;
      readonly seen?: string;
      readonly isOver?: boolean;
      readonly sole?: readonly string[];
      readonly by?: string;
    }
  /**
   * A request is about to be sent that makes an object which bears this mark, and which nothing bore a moment before. `secrets`: by input, fingerprints of
   * those it carries, for the array will never show them.
   */
  | {
      readonly kind: "making";
      readonly urn: string;
      readonly clusterId: string;
      readonly mark: string;
      readonly secrets?: Readonly<Record<string, string>>;
    }
  /** It has certainly not been made. */
  | { readonly kind: "notMade"; readonly urn: string }
  /** The resource is about to take over an object that is there: written before a claim or adoption acts. */
  | { readonly kind: "taking"; readonly urn: string; readonly object: ObjectRef }
  /**
   * It has the object: made (`isMade`), claimed or adopted. `isUnproven`: claimed by its name, which another stack may give as well. `isPutBack`: it had it before,
   * and what should have replaced it was not made. `by`: by which process, where each phase has its own.
   */
  | {
      readonly kind: "holds";
      readonly urn: string;
      readonly object: ObjectRef;
      readonly isMade?: boolean;
      readonly isUnproven?: boolean;
      readonly isPutBack?: boolean;
      readonly by?: string | undefined;
    }
  /** The stack had the object for the resource before the run, and without such a doubt. */
  | { readonly kind: "had"; readonly urn: string; readonly object: ObjectRef }
  /** It was shown as one that is changed, by an engine that compares anew before it changes. */
  | { readonly kind: "toUpdate"; readonly urn: string; readonly object: ObjectRef }
  /** That was done, or is planned anew. */
  | { readonly kind: "updated"; readonly urn: string; readonly object: ObjectRef }
  /** Process `by` makes what the URN stands for on that array, or has made it, where an engine tells no addresses: another one makes a twin. */
  | { readonly kind: "begun"; readonly urn: string; readonly clusterId: string; readonly by: string }
  /** It has not made it after all; without `by`: what was made is gone, whoever has made it. */
  | { readonly kind: "begunOver"; readonly urn: string; readonly clusterId: string; readonly by?: string }
  /** Process `by` reads the object that is recorded, to plan, once for each entry of it. The URN says nothing. */
  | { readonly kind: "read"; readonly urn: string; readonly id: string; readonly by: string }
  /**
   * What a plan of process `by` makes of the object; `replaced`: it has kept it first, and is to replace it by force. `marks`: of one that is to be destroyed, or that its resource is to end and to be kept without, what it is found by. `isLate`: the process
   * has applied before.
   */
  | {
      readonly kind: "planned";
      readonly urn: string;
      readonly object: ObjectRef;
      readonly fate: "kept" | "destroyed" | "replaced";
      readonly by: string;
      readonly isLate?: boolean;
      readonly marks?: readonly string[];
    }
  /** Plans begin anew: what was planned before, and found twice by that, is done, or will never be. The URN says nothing. */
  | { readonly kind: "plansBegin"; readonly urn: string }
  /** What process `by` has planned to make is done, or will never be. The URN says nothing. */
  | { readonly kind: "wishesOver"; readonly urn: string; readonly by: string }
  /** Process `by` is asked no more. `hasApplied`: what was read before was read for plans that are over. The URN says nothing. */
  | { readonly kind: "phaseOver"; readonly urn: string; readonly by: string; readonly hasApplied?: boolean }
  /** A plan has said that two entries of the state have the object. The URN says nothing. */
  | { readonly kind: "twofold"; readonly urn: string; readonly id: string }
  /** Two entries of the state have the object for it, and a delete ends the other one. */
  | { readonly kind: "twice"; readonly urn: string; readonly object: ObjectRef }
  /** All entries of the object go: what was planned of it before counts no more. The URN says nothing. */
  | { readonly kind: "allEnd"; readonly urn: string; readonly id: string }
  /** The program looks it up, and does not have it: there is no check of the resource then. */
  | { readonly kind: "lookedUp"; readonly urn: string; readonly object: ObjectRef }
  /** It wanted to take it over and was not allowed to. */
  | { readonly kind: "notTaken"; readonly urn: string; readonly object: ObjectRef }
  /** It did not take it after all. */
  | { readonly kind: "released"; readonly urn: string; readonly object: ObjectRef }
  /** A delete is about to act on the object. */
  | { readonly kind: "ending"; readonly urn: string; readonly object: ObjectRef }
  /** The delete is over: the object is gone. */
  | { readonly kind: "ended"; readonly urn: string; readonly object: ObjectRef }
  /** The delete is over, and has left the object alone or failed. */
  | { readonly kind: "kept"; readonly urn: string; readonly object: ObjectRef }
  /** It has left the object to another resource that has it: the entry goes, and is nobody whom a later delete would leave it to. */
  | { readonly kind: "resigned"; readonly urn: string; readonly object: ObjectRef }
  /** What was on record under the URN is so under another one from now on: it is called by what it was made for, and that reads otherwise now. */
  | { readonly kind: "renamed"; readonly urn: string; readonly object: ObjectRef }
  /** It has left it to the create that follows: this is to record the object again, and to fail for the reason. */
  | { readonly kind: "left"; readonly urn: string; readonly object: ObjectRef; readonly reason: string }
  /** A request for the object, which the array has made a job of, has ended without being carried out, and may yet be: nothing else tells later runs. */
  | { readonly kind: "asked"; readonly urn: string; readonly object: ObjectRef; readonly request: AskedRequest }
  /** The job is over. */
  | { readonly kind: "answered"; readonly urn: string; readonly jobId: string }
  /** The create of a resource that was checked as a new one has come. */
  | { readonly kind: "creating"; readonly urn: string };

/** As evidence: what is not known proves nothing. */
export function isProvenSame(one: ObjectRef, other: ObjectRef): boolean {
  return one.id === other.id && one.clusterId !== undefined && one.clusterId === other.clusterId;
}

export function isSameObject(one: ObjectRef, other: ObjectRef): boolean {
  const { clusterId } = one;
  return (
    one.id === other.id && (clusterId === undefined || other.clusterId === undefined || clusterId === other.clusterId)
  );
}

/** A request that makes an object with a mark. */
export type Making = Omit<Extract<Fact, { kind: "making" }>, "kind">;
