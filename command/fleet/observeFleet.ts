import { MOST_CLOCK_DIFFERENCE_SECONDS } from "../../provider/lifecycle/importSession/act/clockDifference";
import { missingTexts } from "../arrays/missing";
import { type Answered, type ArrayFailure, askEach, type OpenArray } from "../arrays/openArrays";
import { clusterAmong, twinsAmong, twinTexts, withoutTwins } from "../arrays/twins";
import type { Surroundings } from "../process/surroundings";
import { type ObservedSessions, observeSessions } from "../sessions/observeSessions";
import type { SessionView } from "../sessions/sessionView";
import { VolumeSizes } from "../sessions/volumeSizes";
import { managedImports } from "../stack/managedImports";
import { type SecretWave, secretText, secretWaves } from "../stack/secretWaves";
import type { StackResource } from "../stack/stackResources";
import { type WindowStanding, windowsNow } from "../stack/windowsNow";
import { countText, durationText } from "../text/units";
import { type AbsentImport, joinStack } from "./joinStack";
import { type UnaskedImport, unaskedImports, unaskedTodo } from "./unasked";

/** One array, as far as it has answered. */
export type SeenArray = {
  readonly name: string;
  readonly endpoint: string;
  /** Other connections that lead to it. */
  readonly alsoNamed?: readonly string[];
  readonly failure?: ArrayFailure;
  readonly clockAheadSeconds?: number;
  readonly sizesFailure?: string;
};

/** All arrays at a moment. */
export type Fleet = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly arrays: readonly SeenArray[];
  readonly sessions: readonly SessionView[];
  readonly absent: readonly AbsentImport[];
  /** Of the stack: the imports that nothing is known of, for their array was not asked. */
  readonly elsewhere: readonly UnaskedImport[];
  /** Its waves whose sessions may be any, for what is on record of them cannot be read; absent where there are none. */
  readonly secret?: readonly SecretWave[];
  /** Those that are done, and have no session any more; absent where there are none. */
  readonly cleared?: readonly UnaskedImport[];
  /** The names of its waves. */
  readonly waves: readonly string[];
  /** Those of the stack. */
  readonly windows: readonly WindowStanding[];
};

/** What an array has answered. */
export type ArrayAnswer = ObservedSessions & {
  /** Asked for where a stack is to be compared with it, or it is one of several. */
  readonly clusterId?: string | undefined;
};

/** Asks all arrays at once. One that does not answer hides none of the others. */
export async function observeFleet(
  arrays: readonly OpenArray[],
  surroundings: Pick<Surroundings, "clock" | "stopped">,
  stack?: Promise<readonly StackResource[]>,
): Promise<Fleet> {
  // Its failure is waited for below.
  stack?.catch(() => undefined);
  const signal = surroundings.stopped;
  const answers = await askEach(arrays, async (array): Promise<ArrayAnswer> => {
    const sizes = new VolumeSizes(array.powerStore.volumes, surroundings.clock);
    const [observed, clusterId] = await Promise.all([
      observeSessions(array, sizes, surroundings),
      clusterFor(stack !== undefined, arrays.length)?.(array, signal),
    ]);
    return { ...observed, clusterId };
  });
  return fleetOf(answers, await stack, surroundings.clock.now());
}

export type ClusterReader = (array: OpenArray, signal: AbortSignal) => Promise<string | undefined>;

/** How the cluster of an array is asked for: with a stack nothing is known without it. Undefined: nobody needs it. */
export function clusterFor(hasStack: boolean, arrays: number): ClusterReader | undefined {
  if (hasStack) return ({ powerStore }, signal) => powerStore.inventory.getClusterId({ signal });
  return arrays > 1 ? clusterAmong : undefined;
}

/** What is known of each array, as one. Pure. @param at milliseconds since 1970 */
export function fleetOf(
  asked: readonly Answered<ArrayAnswer>[],
  stack: readonly StackResource[] | undefined,
  at: number,
): Fleet {
  const answers = withoutTwins(asked);
  const sessions = answers.flatMap(({ answer }) => answer?.sessions ?? []);
  const clusters = answers.flatMap(({ name, answer }) =>
    answer?.clusterId === undefined ? [] : [[name, answer.clusterId] as const],
  );
  const managed = managedImports(stack ?? []);
  const secret = secretWaves(stack ?? []);
  const joined = stack && joinStack(sessions, managed, new Map(clusters), at, secret);
  const silent = answers.flatMap(({ name, failure }) => (failure === undefined ? [] : [name]));
  return {
    at,
    arrays: answers.map(seenArray),
    sessions: joined?.sessions ?? sessions,
    absent: joined?.absent ?? [],
    elsewhere: unaskedImports(managed, new Set(clusters.map(([, id]) => id)), silent),
    ...(secret.length > 0 && { secret }),
    ...(joined && joined.cleared.length > 0 && { cleared: joined.cleared }),
    waves: joined?.waves ?? [],
    windows: stack === undefined ? [] : windowsNow(stack, at),
  };
}

const seenArray = ({ name, endpoint, alsoNamed, answer, failure }: Answered<ArrayAnswer>): SeenArray => ({
  name,
  endpoint,
  ...(alsoNamed && { alsoNamed }),
  ...(failure && { failure }),
  ...(answer?.clockAheadSeconds !== undefined && { clockAheadSeconds: answer.clockAheadSeconds }),
  ...(answer?.sizesFailure !== undefined && { sizesFailure: answer.sizesFailure }),
});

export type Notice = {
  readonly text: string;
  /** The same as long as it tells of the same thing, though its figures move. */
  readonly about: string;
};

/** What is to be told of arrays, beside what is told of their sessions. */
export function noticesOf({
  arrays,
  elsewhere,
  secret = [],
}: Pick<Fleet, "arrays" | "elsewhere" | "secret">): readonly Notice[] {
  const ofArrays = arrays.flatMap((array) => {
    const { name, failure, sizesFailure, clockAheadSeconds = 0 } = array;
    const isOff = Math.abs(clockAheadSeconds) > MOST_CLOCK_DIFFERENCE_SECONDS;
    const off = `${durationText(Math.abs(clockAheadSeconds))} ${clockAheadSeconds > 0 ? "ahead" : "behind"}`;
    return [
      ...[...missingTexts([{ name, failure }]), ...twinTexts(twinsAmong([array]))].map(asItStands),
      ...(sizesFailure ? [asItStands(`${name}: no bytes are known: ${sizesFailure}`)] : []),
      ...(isOff ? [{ text: `${name}: its clock is ${off}`, about: `${name}: its clock` }] : []),
    ];
  });
  const known = [...ofArrays, ...secret.map(secretText).map(asItStands)];
  if (elsewhere.length === 0) return known;
  const unasked = `the stack has ${countText(elsewhere.length, "import")} on arrays that were not asked: ${unaskedTodo}`;
  return [...known, asItStands(unasked)];
}

/** Told again when it is said otherwise. */
export const asItStands = (text: string): Notice => ({ text, about: text });
