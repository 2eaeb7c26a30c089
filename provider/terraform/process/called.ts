/** Whether the one that has started this process has ever come: if it was killed before, no stream can tell of its end [TERRAFORM end]. */

import type { afterSeconds } from "../../clock";

/** By then go-plugin has given up as well. */
const UNCALLED_SECONDS = 60;

/** @returns to be told that somebody has come: then its streams tell when it goes */
export function untilCalled(after: typeof afterSeconds, left: () => void): () => void {
  return after(UNCALLED_SECONDS, left);
}
