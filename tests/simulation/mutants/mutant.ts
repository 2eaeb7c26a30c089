import type { History } from "../history";
import type { Build } from "../process";

/** A provider with one thing gone wrong, and the invariants that may catch it first. */
export type Mutant = Build & {
  readonly name: string;
  readonly caughtBy: readonly string[];
  /** A history that leads there, where chance would need thousands. */
  readonly example?: History;
};
