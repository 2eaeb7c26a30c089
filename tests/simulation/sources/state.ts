import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import type { Recorded } from "../engine";
import type { Surface } from "../surfaces/surface";

/** An object in a state file, whatever kind it is of. */
export type Entry = Omit<Recorded, "outputs"> & {
  readonly urn: string;
  readonly outputs: RawInputs;
  /** URNs that inputs took their values from, by the inputs' names. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** All that it comes after, `dependsOn` included. */
  readonly after: readonly string[];
};

/** A state file, written as a run goes: whenever the run ends, the state is what was recorded up to then. */
export type StackState = { entries: readonly Entry[] };

/** What an engine asks of a process of the provider for one resource of any kind. */
export interface AnySurface {
  check: Surface["check"];
  diff(entry: Entry, inputs: RawInputs): ReturnType<Surface["diff"]>;
  create(inputs: RawInputs): Promise<{ readonly id: string; readonly outputs: RawInputs }>;
  read(entry: Entry): Promise<Pick<Entry, "id" | "inputs" | "outputs"> | undefined>;
  update(entry: Entry, inputs: RawInputs): Promise<RawInputs>;
  delete(entry: Entry): Promise<void>;
}

export function entryOf({ entries }: StackState, urn: string): Entry | undefined {
  return entries.find((entry) => entry.urn === urn);
}

export function put(state: StackState, entry: Entry): void {
  const old = entryOf(state, entry.urn);
  state.entries = old ? state.entries.map((each) => (each === old ? entry : each)) : [...state.entries, entry];
}

export function drop(state: StackState, urn: string): void {
  state.entries = state.entries.filter((entry) => entry.urn !== urn);
}

/** Entries so that what depends on others comes before them, as deletes go. */
export function dependentsFirst(entries: readonly Entry[]): readonly Entry[] {
  const ordered: Entry[] = [];
  const visit = (entry: Entry) => {
    if (ordered.includes(entry)) return;
    for (const other of entries) if (other.after.includes(entry.urn)) visit(other);
    ordered.push(entry);
  };
  for (const entry of entries) visit(entry);
  return ordered;
}
