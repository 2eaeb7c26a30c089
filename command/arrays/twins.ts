/** An array that is reached by two addresses is one: what it tells is told once. */
import {
  ForbiddenError,
  NotFoundError,
  NotPowerStoreError,
  RefusedError,
} from "../../provider/powerstore/http/powerStoreErrors";
import { type Answered, askEach, type OpenArray } from "./openArrays";

/** What tells an array from others, as far as it has said so. */
type Identified = { readonly clusterId?: string | undefined };

/** Who does not tell its cluster may tell all the rest. */
const unwilling = [ForbiddenError, NotFoundError, RefusedError, NotPowerStoreError];

/** The cluster of one among several arrays. */
export async function clusterAmong({ powerStore }: OpenArray, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await powerStore.inventory.getClusterId({ signal });
  } catch (error) {
    if (unwilling.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

/** The first answer of each array, with the names of the others. Pure. */
export function withoutTwins<T extends Identified>(answers: readonly Answered<T>[]): readonly Answered<T>[] {
  const names = new Map<string, string[]>();
  const firsts = answers.filter(({ name, answer }) => {
    const id = answer?.clusterId;
    const known = id === undefined ? undefined : names.get(id);
    known?.push(name);
    if (id !== undefined && known === undefined) names.set(id, []);
    return known === undefined;
  });
  return firsts.map((each) => {
    const alsoNamed = names.get(each.answer?.clusterId ?? "") ?? [];
    return alsoNamed.length === 0 ? each : { ...each, alsoNamed };
  });
}

/** As `askEach`, and each array once, whatever is asked. */
export async function askEachOnce<T>(
  arrays: readonly OpenArray[],
  ask: (array: OpenArray) => Promise<T>,
  signal: AbortSignal,
): Promise<readonly Answered<T>[]> {
  const answers = await askEach(arrays, async (array) => {
    const clusterId = arrays.length > 1 ? await clusterAmong(array, signal) : undefined;
    return { clusterId, own: await ask(array) };
  });
  return withoutTwins(answers).map((each) =>
    each.failure === undefined ? { ...each, answer: each.answer.own } : each,
  );
}

type Named = { readonly name: string; readonly alsoNamed?: readonly string[] | undefined };

/** A connection that is left out, and the one that leads to the same array. */
export type Twin = { readonly name: string; readonly of: string };

export const twinsAmong = (asked: readonly Named[]): readonly Twin[] =>
  asked.flatMap(({ name: of, alsoNamed = [] }) => alsoNamed.map((name) => ({ name, of })));

/** One for each. */
export const twinTexts = (twins: readonly Twin[]): readonly string[] =>
  twins.map(({ name, of }) => `${name}: leads to the same array as ${of}, and is left out: what it has is told once`);

/** Whether a connection leads to it. */
export const isCalled = ({ name, alsoNamed = [] }: Named, connection: unknown): boolean =>
  [name, ...alsoNamed].some((each) => each === connection);
