import type { PowerStoreError } from "../../powerstore/http/powerStoreErrors";
import { JobPendingError, RefusedError } from "../../powerstore/http/powerStoreErrors";
import type { OperationContext } from "../operation/handler";
import { FoundError, InterruptedError } from "../operation/lifecycleErrors";
import { keepInDoubt, mayBeDone } from "../operation/lostRequest";
import type { Fingerprints } from "./fingerprints";
import { refusedTakingText } from "./ownershipTexts";

/** A POST is sent this often at most, each time after a look that found nothing. */
const MAX_POSTS = 3;
const MAX_LOOKS = 40;
const LOOK_SECONDS = 3;

/** What a create wants to have once, and how it is found. */
export type Wanted<Row> = {
  /** What is made, for messages: `remote system "unity-01"`. */
  readonly what: string;
  readonly clusterId: string;
  /** By which the account of the run knows it. */
  readonly mark: string;
  /** The input that takes an existing one over. */
  readonly adoptInput: string;
  /** Its name was made for this very resource: whoever has it was made for it, or for one of the same project and stack name. */
  readonly hasGeneratedName: boolean;
  /** What was found bears a name that no other stack gives, which a namespace sees to. Whoever found it by something else knows nothing by that. */
  isNamespaced(found: Row): boolean;
  /** What was found bears the name that the POST gives, as far as that gives one: a POST whose answer was lost has made nothing else. */
  isAsPosted(found: Row): boolean;
  look(): Promise<Row | undefined>;
  /** What is otherwise than wanted and makes it another one, in words. What may be another stack's has to be the same in all that it shows. */
  differences(found: Row, isProven: boolean): readonly string[];
  /** Why it cannot be taken over whatever else is so. */
  unfit(found: Row): string | undefined;
  label(found: Row): string;
  /** Of what the POST carries and the array never shows: for a later run that finds what was made. */
  readonly secretFingerprints?: Fingerprints;
  post(): Promise<string>;
  /** What else is known about a refusal, to be said with it. */
  explain(refusal: RefusedError): Promise<Error>;
};

/**
 * `made`: by this very create. `claimed`: found; `isProven`: no other stack can have made it. `isOwnPost`: this run's inputs are what it was made with.
 * `madeWith`: fingerprints of the secrets that the earlier run which has made it wrote down.
 */
export type Obtained = { readonly id: string } & (
  | { readonly kind: "made" }
  | {
      readonly kind: "claimed";
      readonly isProven: boolean;
      readonly isOwnPost: boolean;
      readonly madeWith?: Fingerprints | undefined;
    }
);

/** `lost`: what became of a POST whose outcome is not known, as long as nothing has shown it. */
type Sent = { lost?: PowerStoreError | undefined };

/**
 * One object for this resource, however often and in whatever middle earlier attempts were lost: look, POST, and whenever the outcome is unknown or
 * the array refuses, look again before anything else.
 */
export async function obtain<Row extends { readonly id: string }>(
  wanted: Wanted<Row>,
  context: OperationContext,
): Promise<Obtained> {
  const sent: Sent = {};
  const obtained = await obtainOnce(wanted, sent, context).catch((error: unknown) => {
    throw inDoubt(error, sent.lost);
  });
  context.run.settled(context.urn, wanted.clusterId, wanted.mark);
  return obtained;
}

async function obtainOnce<Row extends { readonly id: string }>(
  wanted: Wanted<Row>,
  sent: Sent,
  context: OperationContext,
): Promise<Obtained> {
  let found = await wanted.look();
  // A hook of the engine for errors may have it create once more what has an id already.
  const taken = context.run.takenBefore(context.urn, wanted.clusterId);
  if (found && found.id === taken?.id)
    return { kind: "claimed", id: found.id, isProven: true, isOwnPost: taken.isMade };
  let isFree = !found;
  let posts = 0;
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    if (found && !context.run.hasEnded({ clusterId: wanted.clusterId, id: found.id })) {
      const isOwnPost = isFree && sent.lost !== undefined && wanted.isAsPosted(found);
      // Somebody else was there first: no later run is to take it for what this one has made.
      if (sent.lost && isFree && !isOwnPost) context.run.notMade(context.urn);
      return claim(found, wanted, isOwnPost, context);
    }
    if (found) {
      // The array still shows what this run has deleted.
      await waitForNextLook(wanted, context);
      found = await wanted.look();
      if (!found) [isFree, sent.lost] = [true, undefined];
      continue;
    }
    refuseIfStopped(wanted, context);
    const attempt = await post(wanted, sent, context);
    if (typeof attempt === "string") return { kind: "made", id: attempt };
    found = await wanted.look();
    if (found) continue;
    if (attempt instanceof RefusedError) throw await wanted.explain(attempt);
    if (++posts >= MAX_POSTS) throw attempt;
    await waitForNextLook(wanted, context);
    found = await wanted.look();
  }
  throw new FoundError(`creating ${wanted.what}: an earlier one does not go away. Run "pulumi up" again later.`);
}

/** The id, or why there may be none. Everything that looking does not help is thrown. */
async function post<Row>(
  wanted: Wanted<Row>,
  sent: Sent,
  { run, urn }: OperationContext,
): Promise<string | PowerStoreError> {
  run.making(urn, wanted.clusterId, wanted.mark, wanted.secretFingerprints);
  try {
    const id = await wanted.post();
    run.made(urn, { clusterId: wanted.clusterId, id });
    return id;
  } catch (error) {
    // It may be made yet, once somebody has approved it: what is made then is this resource's.
    if (error instanceof JobPendingError) throw error;
    if (mayBeDone(error)) sent.lost = error;
    else if (!sent.lost) run.notMade(urn);
    if (mayBeDone(error) || error instanceof RefusedError) return error;
    throw error;
  }
}

function inDoubt(error: unknown, lost: PowerStoreError | undefined): unknown {
  const next = `run "pulumi up" before anything else, which finds it; a "pulumi destroy" now would not know of it.`;
  return keepInDoubt(error, lost, `It may have been made: ${next}`);
}

function claim<Row extends { readonly id: string }>(
  found: Row,
  wanted: Wanted<Row>,
  isOwnPost: boolean,
  context: OperationContext,
): Obtained {
  const { run, urn } = context;
  const object = { clusterId: wanted.clusterId, id: found.id };
  const label = wanted.label(found);
  const isProven =
    isOwnPost ||
    (wanted.hasGeneratedName && wanted.isNamespaced(found)) ||
    run.isOwn(urn, object) ||
    run.wasMadeEarlier(urn, object, wanted.mark);
  const refuse = (text: string): never => {
    run.notTaken(urn, object);
    throw new FoundError(`creating ${wanted.what}: ${text}`);
  };
  const unfit = wanted.unfit(found);
  if (unfit !== undefined) refuse(`${label} ${unfit}`);
  const differences = wanted.differences(found, isProven);
  if (differences.length > 0) {
    refuse(
      `there is ${label} already, and it is another one: ${differences.join("; ")}. Let the program say what is there, or remove that one on the array; nothing was changed.`,
    );
  }
  if (!isProven && !wanted.hasGeneratedName) {
    refuse(
      `there is ${label} already, which this program has not made as far as it can tell. Take it over with ${wanted.adoptInput}: "${found.id}", unless another stack has it; nothing was changed.`,
    );
  }
  const taking = run.take(urn, object, !isProven);
  if (taking.kind !== "allowed") throw new FoundError(`creating ${wanted.what}: ${refusedTakingText(label, taking)}`);
  const doubt = isProven
    ? ""
    : ` If it was not, because another stack has the same project and stack name, take this resource out by "pulumi state delete" and set powerstore-import:namespace.`;
  if (!isOwnPost) {
    context.report.warning(
      `${label} was made by an earlier, interrupted run of this program: it is taken over.${doubt}`,
    );
  }
  const madeWith = isOwnPost ? undefined : run.secretsMadeEarlierWith(urn, object, wanted.mark);
  return { kind: "claimed", id: found.id, isProven, isOwnPost, madeWith };
}

/** After Ctrl-C nothing is made any more, whatever was waited for meanwhile; a POST under way is heard out. */
function refuseIfStopped<Row>({ what }: Wanted<Row>, { signal }: OperationContext): void {
  if (!signal.aborted) return;
  throw new InterruptedError(`stopped creating ${what}. Run "pulumi up" again: it makes it, or goes on with it.`);
}

async function waitForNextLook<Row>(wanted: Wanted<Row>, context: OperationContext): Promise<void> {
  try {
    await context.clock.sleep(LOOK_SECONDS, context.signal);
  } catch (error) {
    refuseIfStopped(wanted, context);
    throw error;
  }
}
