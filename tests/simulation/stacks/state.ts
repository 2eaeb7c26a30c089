import type { Recorded } from "../engine";
import type { SurfaceName } from "../surfaces/surface";

/** An object in a state file. */
export type Entry = Recorded & {
  readonly urn: string;
  /** Whose process the engine gives it to. */
  readonly surface: SurfaceName;
  /** An object that its resource has already replaced: the engine deletes it at the end of an up. */
  readonly isSecond?: true;
  /** Options as they were recorded last: only these count for a delete. */
  readonly retainOnDelete: boolean;
  readonly deletedWith?: string | undefined;
};

/** A state file, written as a run goes: whenever the run ends, the state is what was recorded up to then. */
export type StackState = { entries: readonly Entry[] };

/** Puts an entry in the place of another, or at the end. */
export function put(state: StackState, old: Entry | undefined, entry: Entry): void {
  state.entries = old ? state.entries.map((each) => (each === old ? entry : each)) : [...state.entries, entry];
}

export function drop(state: StackState, entry: Entry): void {
  state.entries = state.entries.filter((each) => each !== entry);
}
