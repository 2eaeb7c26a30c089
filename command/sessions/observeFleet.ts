import { type ArrayFailure, askEach, type OpenArray } from "../arrays/openArrays";
import type { Surroundings } from "../process/surroundings";
import { type AbsentImport, joinStack } from "../stack/joinStack";
import { managedImports } from "../stack/managedImports";
import type { StackResource } from "../stack/stackResources";
import { type WindowStanding, windowsNow } from "../stack/windowsNow";
import { observeSessions } from "./observeSessions";
import type { SessionView } from "./sessionView";

/** One array, as far as it has answered. */
export type SeenArray = {
  readonly name: string;
  readonly endpoint: string;
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
  /** Those of the stack. */
  readonly windows: readonly WindowStanding[];
};

/** Asks all arrays at once. One that does not answer hides none of the others. */
export async function observeFleet(
  arrays: readonly OpenArray[],
  { clock, stopped }: Pick<Surroundings, "clock" | "stopped">,
  stack?: Promise<readonly StackResource[]>,
): Promise<Fleet> {
  // Whoever fails is waited for below.
  stack?.catch(() => undefined);
  const answers = await askEach(arrays, async (array) => {
    const [observed, clusterId] = await Promise.all([
      observeSessions(array, { clock, stopped }),
      stack && array.powerStore.inventory.getClusterId({ signal: stopped }),
    ]);
    return { ...observed, clusterId };
  });
  const at = clock.now();
  const sessions = answers.flatMap(({ answer }) => answer?.sessions ?? []);
  const clusters = answers.flatMap(({ name, answer }) =>
    answer?.clusterId === undefined ? [] : [[name, answer.clusterId] as const],
  );
  const resources = await stack;
  const joined = resources && joinStack(sessions, managedImports(resources), new Map(clusters), at);
  return {
    at,
    arrays: answers.map(({ name, endpoint, answer, failure }) => ({
      name,
      endpoint,
      ...(failure && { failure }),
      ...(answer?.clockAheadSeconds !== undefined && { clockAheadSeconds: answer.clockAheadSeconds }),
      ...(answer?.sizesFailure !== undefined && { sizesFailure: answer.sizesFailure }),
    })),
    sessions: joined?.sessions ?? sessions,
    absent: joined?.absent ?? [],
    windows: resources === undefined ? [] : windowsNow(resources, at),
  };
}

/** Beyond this the array's times cannot be compared with a program's windows. */
const MOST_CLOCK_DIFFERENCE_SECONDS = 300;

/** What is to be told of arrays, beside what is told of their sessions. */
export function messagesOf({ arrays }: Pick<Fleet, "arrays">): readonly string[] {
  return arrays.flatMap(({ name, failure, sizesFailure, clockAheadSeconds = 0 }) => [
    ...(failure ? [`${name}: ${failure.message}`] : []),
    ...(sizesFailure ? [`${name}: no bytes are known: ${sizesFailure}`] : []),
    ...(Math.abs(clockAheadSeconds) > MOST_CLOCK_DIFFERENCE_SECONDS
      ? [
          `${name}: its clock is ${Math.round(Math.abs(clockAheadSeconds))} s ${clockAheadSeconds > 0 ? "ahead" : "behind"}`,
        ]
      : []),
  ]);
}
