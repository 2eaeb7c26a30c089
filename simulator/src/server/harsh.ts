import type { SimulatorOptions } from "./options";

/**
 * What `harsh: true` and `--harsh` stand for: every reading at once that the vendor's texts allow and that makes a client's life harder.
 * Without it the array is as kind as they allow. `answersWhenDone` is not in it: whoever waits for the end of an action does not
 * see that it takes time.
 */
export const HARSH = {
  queuedSeconds: 3,
  actionSeconds: 2,
  lateSeconds: 2,
  lateReads: 1,
  totalCopyBytesPerSecond: 48 * 1024 * 1024,
  destinationAtCancelled: "stays",
  destinationAtForcedCancel: "stays",
  destinationAtFailed: "stays",
  destinationAtPurge: "stays",
} as const satisfies SimulatorOptions;

/** The options with what `harsh` stands for; what is given beside it wins. */
export function withHarshness(options: SimulatorOptions): SimulatorOptions {
  if (options.harsh !== true) return options;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...HARSH, ...Object.fromEntries(given) };
}
