/** A judgement of a change, where the array may not tell what it takes. */

import { PowerStoreError } from "../../powerstore/http/powerStoreErrors";
import { LifecycleError, sentenceOf } from "./lifecycleErrors";

/** A change that cannot be made; the reason in whole sentences. */
export type Refused = { readonly kind: "refuse"; readonly reason: string };

/** What cannot be judged now is refused, if it is still so when the update comes. */
export async function judgedNow<Verdict>(
  judge: () => Promise<Verdict>,
  signal: AbortSignal,
): Promise<Verdict | Refused> {
  try {
    return await judge();
  } catch (error) {
    const isForeseen = error instanceof LifecycleError || error instanceof PowerStoreError;
    if (!isForeseen || signal.aborted) throw error;
    return { kind: "refuse", reason: sentenceOf(error) };
  }
}
