import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { InvalidProgramError } from "../engine";
import type { AnySurface, Entry, StackState } from "./state";
import { dependentsFirst, drop, entryOf, put } from "./state";

/** What a program registers with the engine, when it comes to it. */
export type Goal = {
  readonly urn: string;
  /** By the names of inputs: URNs whose outputs these are. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly after: readonly string[];
  /** From the outputs of what was registered before; undefined where the program itself fails. */
  inputs(): RawInputs | undefined;
};

/** What a run of the engine does about one resource. */
export type Deed = {
  readonly kind: "goal" | "removal" | "refresh";
  readonly urn: string;
  readonly before: Entry | undefined;
  readonly goal?: Goal;
};

/** How the engine reaches providers, and who watches it. `play` says whether the deed went well. */
export type Means = {
  surface(urn: string): Promise<AnySurface>;
  play(deed: Deed, work: () => Promise<string>): Promise<boolean>;
};

export type UpOptions = { readonly continueOnError: boolean; readonly replace?: string | undefined };

class ProgramError extends Error {}

/**
 * `pulumi up` in the engine's order of calls [ENGINE replacement]: what a program registers one after the other, then the deletes. Who depends on what
 * failed is left as it is; a run that fails deletes nothing, but with `--continue-on-error`.
 */
export async function upAll(
  state: StackState,
  goals: readonly Goal[],
  options: UpOptions,
  means: Means,
): Promise<void> {
  const failed = new Set<string>();
  for (const goal of goals) {
    if (goal.after.some((urn) => failed.has(urn))) {
      failed.add(goal.urn);
      continue;
    }
    const before = entryOf(state, goal.urn);
    const work = () => upOne(state, goal, options.replace === goal.urn, means);
    if (await means.play({ kind: "goal", urn: goal.urn, before, goal }, work)) continue;
    if (!options.continueOnError) return;
    failed.add(goal.urn);
  }
  const kept = new Set(goals.map(({ urn }) => urn));
  const leaving = dependentsFirst(state.entries).filter(({ urn }) => !kept.has(urn));
  await deleteAll(state, leaving, options.continueOnError, means);
}

async function upOne(state: StackState, goal: Goal, isReplace: boolean, means: Means): Promise<string> {
  const program = goal.inputs();
  if (!program) throw new ProgramError("what the program looks for is not there");
  const before = entryOf(state, goal.urn);
  const surface = await means.surface(goal.urn);
  const inputs = await checked(surface, isReplace ? undefined : before?.inputs, program);
  if (!before) return create(state, goal, inputs, surface);
  const diff = isReplace ? undefined : await surface.diff(before, inputs);
  if (before.pendingReplacement) return create(state, goal, await checked(surface, undefined, program), surface);
  if (!diff || diff.replaces.length > 0) return replace(state, before, { goal, program, surface }, means);
  if (!diff.changes && !before.initFailed) {
    put(state, { ...before, ...placeOf(goal), inputs });
    return "unchanged";
  }
  return update(state, before, goal, inputs, surface);
}

type Replacing = { readonly goal: Goal; readonly program: RawInputs; readonly surface: AnySurface };

/** Deletes first, and before that whatever would have to be replaced with it. */
async function replace(
  state: StackState,
  before: Entry,
  { goal, program, surface }: Replacing,
  means: Means,
): Promise<string> {
  const fresh = await checked(surface, undefined, program);
  for (const entry of await replacedWith(state, before, means)) {
    await (await means.surface(entry.urn)).delete(entry);
    put(state, { ...entry, pendingReplacement: true });
  }
  await surface.delete(before);
  put(state, { ...before, pendingReplacement: true });
  return create(state, goal, fresh, surface);
}

/** Dependents whose own diff asks for a replacement when nobody knows yet what they depend on [ENGINE replacement]; the last first. */
async function replacedWith(state: StackState, before: Entry, means: Means): Promise<readonly Entry[]> {
  const replaced = new Set([before.urn]);
  for (const entry of dependentsFirst(state.entries).toReversed()) {
    const open = Object.entries(entry.dependencies).filter(([, urn]) => replaced.has(urn));
    if (open.length === 0 || entry.pendingReplacement) continue;
    const unknown = Object.fromEntries(open.map(([input]) => [input, UNKNOWN]));
    const diff = await (await means.surface(entry.urn)).diff(entry, { ...entry.inputs, ...unknown });
    if (diff.replaces.length > 0) replaced.add(entry.urn);
  }
  return dependentsFirst(state.entries).filter(({ urn }) => urn !== before.urn && replaced.has(urn));
}

async function checked(surface: AnySurface, recorded: RawInputs | undefined, program: RawInputs): Promise<RawInputs> {
  const { inputs, failures } = await surface.check(recorded, program);
  if (failures.length > 0) throw new InvalidProgramError(failures);
  return inputs;
}

const placeOf = ({ urn, dependencies, after }: Goal) => ({ urn, dependencies, after });

async function create(state: StackState, goal: Goal, inputs: RawInputs, surface: AnySurface): Promise<string> {
  const result = entryOf(state, goal.urn) ? "replaced" : "created";
  await recording(state, goal, inputs, () => surface.create(inputs));
  return result;
}

async function update(
  state: StackState,
  before: Entry,
  goal: Goal,
  inputs: RawInputs,
  surface: AnySurface,
): Promise<string> {
  await recording(state, goal, inputs, async () => ({ id: before.id, outputs: await surface.update(before, inputs) }));
  return "updated";
}

/** Init-failed: id, inputs and properties are recorded [ENGINE init-failed]. */
async function recording(
  state: StackState,
  goal: Goal,
  inputs: RawInputs,
  work: () => Promise<Pick<Entry, "id" | "outputs">>,
): Promise<void> {
  try {
    const { id, outputs } = await work();
    put(state, { ...placeOf(goal), id, inputs, outputs });
  } catch (error) {
    if (error instanceof IncompleteError) {
      put(state, { ...placeOf(goal), id: error.id, inputs, outputs: error.outputs as RawInputs, initFailed: true });
    }
    throw error;
  }
}

/** `pulumi refresh`: all are read, whatever fails. */
export async function refreshAll(state: StackState, means: Means): Promise<void> {
  for (const before of state.entries) {
    if (before.pendingReplacement) continue;
    await means.play({ kind: "refresh", urn: before.urn, before }, async () => {
      const surface = await means.surface(before.urn);
      const read = await surface.read(before);
      if (!read) {
        drop(state, before.urn);
        return "gone";
      }
      const { changes } = await surface.diff({ ...before, ...read }, before.inputs);
      const { initFailed: _, ...entry } = before;
      put(state, { ...entry, id: read.id, inputs: read.inputs, outputs: read.outputs });
      return changes ? "changed" : "unchanged";
    });
  }
}

/** `pulumi destroy`. */
export async function destroyAll(state: StackState, continueOnError: boolean, means: Means): Promise<void> {
  await deleteAll(state, dependentsFirst(state.entries), continueOnError, means);
}

/** What was deleted for a replacement is only forgotten; what others still depend on stays. */
async function deleteAll(
  state: StackState,
  leaving: readonly Entry[],
  continueOnError: boolean,
  means: Means,
): Promise<void> {
  for (const before of leaving) {
    if (state.entries.some(({ after }) => after.includes(before.urn))) continue;
    const isWell = await means.play({ kind: "removal", urn: before.urn, before }, async () => {
      if (!before.pendingReplacement) await (await means.surface(before.urn)).delete(before);
      drop(state, before.urn);
      return before.pendingReplacement ? "forgotten" : "deleted";
    });
    if (!isWell && !continueOnError) return;
  }
}
