/** Waves whose imports are a secret in the stack's state: which sessions are theirs nobody can read there. Pure. */
import * as z from "zod";
import { isCompleted, isKnownState } from "../../provider/lifecycle/importSession/decide/states";
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
};

/** The plugin makes a secret of all that is recorded of the imports of a wave that has one among its inputs. */
export function secretWaves(resources: readonly StackResource[]): readonly SecretWave[] {
  return resources.flatMap(({ urn, type, outputs = {}, hasSecretMembers, pendingReplacement }) => {
    if (!hasSecretMembers || typeNameOf(type) !== "ImportWave") return [];
    const counts = countsSchema.safeParse(outputs.counts).data;
    if (counts === undefined) return [{ wave: partsOf(urn).name, imports: 1, counts: {} }];
    // What a replacement has deleted is begun anew, whatever is on record of it.
    const open = Object.entries(counts).filter(
      ([state]) => pendingReplacement || !isKnownState(state) || !isCompleted(state),
    );
    return [{ wave: partsOf(urn).name, imports: open.reduce((sum, [, count]) => sum + count, 0), counts }];
  });
}

const countsSchema = z.record(z.string(), z.int().nonnegative());

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
