/** Waves whose imports are a secret in the stack's state: which sessions are theirs nobody can read there. Pure. */
import * as z from "zod";
import { isCompleted, isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { partsOf } from "../../provider/lifecycle/operation/memberUrn";
import { countText } from "../text/units";
import { typeNameOf } from "./managedImports";
import type { StackResource } from "./stackResources";

export type SecretWave = {
  readonly wave: string;
  /** How many of its imports were not completed when its last run ended; at least one where that is not known. */
  readonly imports: number;
  /** How many its last run has counted in which state; empty where that is not known. */
  readonly counts: Readonly<Record<string, number>>;
  /** The same as the next run takes it; absent where it is not known. */
  readonly states?: Readonly<Record<string, number>>;
};

/** The plugin makes a secret of all that is recorded of the imports of a wave that has one among its inputs. */
export function secretWaves(resources: readonly StackResource[]): readonly SecretWave[] {
  return resources.flatMap(({ urn, type, outputs = {}, hasSecretMembers, pendingReplacement }) => {
    if (!hasSecretMembers || typeNameOf(type) !== "ImportWave") return [];
    const counts = countsSchema.safeParse(outputs.counts).data;
    if (counts === undefined) return [{ wave: partsOf(urn).name, imports: 1, counts: {} }];
    // What a replacement has deleted is begun anew, whatever is on record of it.
    const states = pendingReplacement ? { [NOT_STARTED]: sumOf(Object.values(counts)) } : counts;
    return [{ wave: partsOf(urn).name, imports: openIn(states), counts, states }];
  });
}

const countsSchema = z.record(z.string(), z.int().nonnegative());

const openIn = (states: Readonly<Record<string, number>>): number =>
  sumOf(Object.entries(states).map(([state, count]) => (isKnownState(state) && isCompleted(state) ? 0 : count)));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** Of those in these states alone; undefined where there are none. In which state they are that nobody has counted is not known. */
export function secretIn(wave: SecretWave, wanted: readonly string[]): SecretWave | undefined {
  if (wave.states === undefined) return wave;
  const states = Object.fromEntries(Object.entries(wave.states).filter(([state]) => wanted.includes(state)));
  return sumOf(Object.values(states)) === 0 ? undefined : { ...wave, states, imports: openIn(states) };
}

/** How many imports nobody can tell of. */
export const secretImports = (waves: readonly SecretWave[]): number =>
  waves.reduce((sum, { imports }) => sum + imports, 0);

/** Absent where there are none, and in documents of earlier versions. */
export const secretSchema = z
  .int()
  .optional()
  .describe(
    "With a stack: how many imports its waves have that were not completed when their last run ended, and that are a secret in its state. Which sessions are theirs is not known.",
  );

/** Beside what is told of the others. */
export const secretLine = (imports: number): string =>
  `A secret in the stack's state: ${countText(imports, "import")}, of which nobody knows the sessions here`;

/** What makes it so, in a clause. */
export const secretReason = "an input of their wave is a secret";

/** What is told of a wave. */
export function secretText({ wave, counts }: SecretWave): string {
  const known = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  const counted = known.length === 0 ? "" : `; its last run has counted ${known.join(", ")}`;
  return `wave ${wave}: an input of it is a secret, and so are its imports in the stack's state: which sessions are theirs is not known${counted}`;
}
