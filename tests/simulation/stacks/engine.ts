import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { check } from "../engine";
import type { Surface, SurfaceName } from "../surfaces/surface";
import { objects } from "./objects";
import type { Options } from "./resource";
import type { Entry, StackState } from "./state";
import { drop, put } from "./state";

/** What a program registers with the engine. */
export type Goal = {
  readonly urn: string;
  readonly aliases: readonly string[];
  readonly surface: SurfaceName;
  readonly inputs: RawInputs;
  readonly options: Options;
  /** What its session is called on the array, unless it adopts one. */
  readonly sessionName: string;
  /** The URN that `deletedWith` and `replaceWith` name. */
  readonly other?: string | undefined;
};

/** What a run of the engine does about one resource. */
export type Deed = {
  readonly kind: "goal" | "removal" | "refresh";
  readonly urn: string;
  readonly before: Entry | undefined;
  readonly goal?: Goal | undefined;
  /** `--replace` names the resource. */
  readonly isReplace?: boolean;
};

export type DeedEnd =
  | "done"
  /** The step failed: what becomes of the others is up to `--continue-on-error`. */
  | "failed"
  /** No step could be made of it: the engine ends the run, whatever the flags. */
  | "fatal";

/** How the engine reaches providers, and who watches it. */
export type Means = {
  surface(urn: string, surface: SurfaceName): Promise<Surface>;
  play(deed: Deed, work: () => Promise<string>): Promise<DeedEnd>;
};

export type UpOptions = {
  readonly continueOnError: boolean;
  readonly replace?: string | undefined;
  readonly target?: string | undefined;
};

/** An error of check or diff, of which the engine makes no failed step but the end of the run. */
export class GenerationError extends Error {
  constructor(cause: unknown) {
    super("no step", { cause });
    this.name = "GenerationError";
  }
}

/** An error of a delete before a replacement in a run that goes on after errors: the program is not told, and waits for ever [ENGINE replacement]. */
export class UnheardError extends Error {
  /** Without a diff the create cannot be told what it would have to record. */
  readonly isCompared: boolean;

  constructor(cause: unknown, isCompared: boolean) {
    super("nobody hears of it", { cause });
    this.name = "UnheardError";
    this.isCompared = isCompared;
  }
}

/**
 * `pulumi up` of several resources, one after the other, in the engine's order of calls [ENGINE replacement, options, targets]:
 * first all that the program registers, then the deletes. A run that fails deletes nothing, but with `--continue-on-error`.
 */
export async function upAll(
  state: StackState,
  goals: readonly Goal[],
  options: UpOptions,
  means: Means,
): Promise<void> {
  const replaced = new Set<string>();
  const kept = new Set<string>();
  const consumed = new Set<Entry>();
  for (const goal of goals) {
    const before = oldOf(state, goal, consumed);
    kept.add(goal.urn);
    if (before) consumed.add(before);
    const isReplace = options.replace === goal.urn && before !== undefined;
    const work = () => upOne(state, { goal, before, isReplace, replaced, options }, means);
    const end = await means.play({ kind: "goal", urn: goal.urn, before, goal, isReplace }, work);
    if (end === "fatal" || (end === "failed" && !options.continueOnError)) return;
  }
  const leaving = state.entries.filter((entry) => entry.isSecond || !(kept.has(entry.urn) || consumed.has(entry)));
  const isTargeted = ({ urn }: Entry) => options.target === undefined || options.target === urn;
  await deleteAll(state, leaving.toReversed().filter(isTargeted), options.continueOnError, means);
}

/** The object that the resource had so far, under its URN or one of its aliases. */
function oldOf(state: StackState, { urn, aliases }: Goal, consumed: ReadonlySet<Entry>): Entry | undefined {
  const entries = state.entries.filter((entry) => !entry.isSecond && !consumed.has(entry));
  return [urn, ...aliases].flatMap((candidate) => entries.filter((entry) => entry.urn === candidate))[0];
}

type Registration = {
  readonly goal: Goal;
  readonly before: Entry | undefined;
  readonly isReplace: boolean;
  readonly replaced: Set<string>;
  readonly options: UpOptions;
};

async function upOne(state: StackState, registration: Registration, means: Means): Promise<string> {
  const { goal, before, isReplace, replaced, options } = registration;
  const surface = await means.surface(goal.urn, goal.surface);
  const program = withoutIgnored(goal, before);
  const inputs = await generate(check(isReplace ? undefined : before?.inputs, program, surface));
  if (options.target !== undefined && options.target !== goal.urn) return before ? "untargeted" : "skipped";
  const { create, update } = objects(state, goal, surface);
  if (!before) return create(inputs, undefined);
  const isReplacedWith = goal.options.isReplacedWithOther && goal.other !== undefined && replaced.has(goal.other);
  const diff = isReplace || isReplacedWith ? undefined : await generate(surface.diff(before, inputs));
  const isByOption = diff?.changes && isChosen(goal.options.replaceOnChanges, diff.diffs ?? []);
  if (before.pendingReplacement || !diff || diff.replaces.length > 0 || isByOption) {
    replaced.add(goal.urn);
    const fresh = isReplace ? inputs : await generate(check(undefined, program, surface));
    if (before.pendingReplacement) return create(fresh, before);
    // Our diff always asks to delete first; where none was asked, the resource option alone decides.
    if (!diff && !goal.options.deleteBeforeReplace) return createFirst(state, before, () => create(fresh, undefined));
    if (!before.retainOnDelete) {
      const former = await means.surface(before.urn, before.surface);
      await former.delete(before).catch((error: unknown) => {
        throw options.continueOnError ? new UnheardError(error, diff !== undefined) : error;
      });
    }
    const pending = { ...before, urn: goal.urn, pendingReplacement: true } as const;
    put(state, before, pending);
    return create(fresh, pending);
  }
  return update(before, inputs, diff.changes);
}

/** The old object gets its mark when there is a new one, even one that is not as far as it should be. */
async function createFirst(state: StackState, before: Entry, create: () => Promise<string>): Promise<string> {
  const many = state.entries.length;
  try {
    return await create();
  } finally {
    if (state.entries.length > many) put(state, before, { ...before, isSecond: true });
  }
}

function isChosen(option: Options["replaceOnChanges"], diffs: readonly string[]): boolean {
  return option === "*" ? diffs.length > 0 : option !== undefined && diffs.includes(option);
}

/** `ignoreChanges`: the engine puts the old input in the place of the new one before it calls anything. */
function withoutIgnored({ inputs, options: { ignoreChanges } }: Goal, before: Entry | undefined): RawInputs {
  if (!ignoreChanges || !before) return inputs;
  return { ...inputs, [ignoreChanges]: before.inputs[ignoreChanges] };
}

async function generate<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new GenerationError(error);
  }
}

/** `pulumi refresh`: all are read, whatever fails. */
export async function refreshAll(state: StackState, means: Means): Promise<void> {
  for (const before of state.entries) {
    if (before.isSecond || before.pendingReplacement) continue;
    await means.play({ kind: "refresh", urn: before.urn, before }, async () => {
      const surface = await means.surface(before.urn, before.surface);
      const read = await surface.read(before);
      if (!read) {
        drop(state, before);
        return "gone";
      }
      const { changes } = await surface.diff({ ...before, ...read }, before.inputs);
      const { initFailed: _, ...entry } = before;
      put(state, before, { ...entry, id: read.id, inputs: read.inputs, outputs: read.outputs });
      return changes ? "changed" : "unchanged";
    });
  }
}

/** `pulumi destroy`. */
export async function destroyAll(state: StackState, continueOnError: boolean, means: Means): Promise<void> {
  await deleteAll(state, state.entries.toReversed(), continueOnError, means);
}

/** What is retained, goes with another, or was deleted for a replacement is only forgotten. */
async function deleteAll(
  state: StackState,
  leaving: readonly Entry[],
  continueOnError: boolean,
  means: Means,
): Promise<void> {
  const gone = new Set(leaving.filter(({ isSecond }) => !isSecond).map(({ urn }) => urn));
  for (const before of leaving) {
    const isWithAnother = before.deletedWith !== undefined && gone.has(before.deletedWith);
    const end = await means.play({ kind: "removal", urn: before.urn, before }, async () => {
      const isForgotten = before.retainOnDelete || isWithAnother || before.pendingReplacement;
      if (!isForgotten) await (await means.surface(before.urn, before.surface)).delete(before);
      drop(state, before);
      return isForgotten ? "forgotten" : "deleted";
    });
    if (end === "fatal" || (end === "failed" && !continueOnError)) return;
  }
}
