import type { ImportSessionInputs } from "../../provider/lifecycle/importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../provider/lifecycle/importSession/inputs/outputs";
import type { CheckFailure, RawInputs } from "../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../provider/lifecycle/operation/lifecycleErrors";
import type { Calls } from "./processes";
import type { Command, Declared, Entry, Program } from "./stack";
import { currentOf } from "./stack";

/** The state file, written as the run goes: whenever it ends, this is what was recorded up to then. */
export type StateFile = {
  entries: readonly Entry[];
  /** Whether a step of this run was an update or more, as the engine counts them. */
  hasChanged: boolean;
};

/** What failed in a run; of the resource where there is one. */
export type Failure = { readonly urn: string; readonly error: unknown };

export class InvalidProgramError extends Error {
  constructor(failures: readonly CheckFailure[]) {
    super(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
    this.name = "InvalidProgramError";
  }
}

/**
 * The engine's order of calls for a stack of some resources [ENGINE diff, init-failed, replacement, refresh], one resource after the other: program
 * order, replacements that delete first in their place, all other deletes at the end and only where nothing failed or
 * `--continue-on-error` was given.
 */
export async function deploy(state: StateFile, command: Command, program: Program, calls: Calls): Promise<Failure[]> {
  const failures: Failure[] = [];
  const attempt = async (urn: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failures.push({ urn, error });
    }
  };
  const isOver = () => failures.length > 0 && !(command.verb === "up" && command.continueOnError);
  switch (command.verb) {
    case "up":
    case "preview": {
      const target = command.verb === "up" ? command.target : undefined;
      for (const declared of program.filter(({ urn }) => target === undefined || urn === target)) {
        if (isOver()) return failures;
        await attempt(declared.urn, () => step(state, declared, command, calls));
      }
      if (command.verb === "preview") return failures;
      for (const entry of superfluous(state, program, target)) {
        if (isOver()) return failures;
        await attempt(entry.urn, () => drop(state, entry, program, calls));
      }
      return failures;
    }
    case "refresh":
      for (const entry of state.entries) if (!isOver()) await attempt(entry.urn, () => refresh(state, entry, calls));
      return failures;
    case "destroy":
      for (const entry of state.entries.toReversed()) {
        if (!isOver()) await attempt(entry.urn, () => drop(state, entry, [], calls));
      }
      return failures;
  }
}

/** What an up deletes at its end: replaced ones, and what the program has no more. */
function superfluous({ entries }: StateFile, program: Program, target: string | undefined): readonly Entry[] {
  const kept = new Set(program.map((declared) => currentOf(entries, declared)));
  return entries.toReversed().filter((entry) => (target === undefined || entry.urn === target) && !kept.has(entry));
}

async function step(state: StateFile, declared: Declared, command: Command, calls: Calls): Promise<void> {
  const isReplace = command.verb === "up" && command.isReplace === true;
  const old = currentOf(state.entries, declared);
  const inputs = check(calls, declared, isReplace ? undefined : old?.inputs);
  const isPreview = command.verb === "preview";
  if (!old) return isPreview ? undefined : create(state, declared, inputs, undefined, calls);
  const diff = isReplace ? undefined : await calls.diff(declared, old, inputs);
  const isForced = declared.replaceOnChanges === true && diff?.changes === true;
  if (old.pendingReplacement || !diff || diff.replaces.length > 0 || isForced) {
    const fresh = isReplace ? inputs : check(calls, declared, undefined);
    if (isPreview) return;
    await replace(state, declared, { old, fresh, isFirst: diff === undefined && !declared.deleteBeforeReplace }, calls);
    return;
  }
  if (isPreview) return;
  if (diff.changes || old.initFailed) return update(state, declared, old, inputs, calls);
  put(state, old, { ...old, urn: declared.urn, process: declared.process, inputs });
}

/** @param plan.isFirst the create comes before the delete, which is then the matter of the run's end. */
async function replace(
  state: StateFile,
  declared: Declared,
  plan: { readonly old: Entry; readonly fresh: RawInputs; readonly isFirst: boolean },
  calls: Calls,
): Promise<void> {
  const { old, fresh, isFirst } = plan;
  if (isFirst && !old.pendingReplacement) {
    return create(state, declared, fresh, { entry: old, becomes: { ...old, isToDelete: true } }, calls);
  }
  if (!old.pendingReplacement && !declared.retainOnDelete) await calls.delete(old);
  const pending: Entry = { ...old, urn: declared.urn, pendingReplacement: true };
  put(state, old, pending);
  await create(state, declared, fresh, { entry: pending, becomes: undefined }, calls);
}

async function drop(state: StateFile, entry: Entry, program: Program, calls: Calls): Promise<void> {
  const isRetained = program.some(({ urn, retainOnDelete }) => urn === entry.urn && retainOnDelete);
  state.hasChanged = true;
  if (!entry.pendingReplacement && !isRetained) await calls.delete(entry);
  put(state, entry, undefined);
}

async function refresh(state: StateFile, entry: Entry, calls: Calls): Promise<void> {
  if (entry.pendingReplacement) return;
  const read = await calls.read(entry);
  if (!read) return put(state, entry, undefined);
  await calls.diff(entry, { ...entry, ...read }, entry.inputs);
  const { urn, process, isToDelete } = entry;
  put(state, entry, { urn, process, ...(isToDelete && { isToDelete }), ...read });
}

function check(calls: Calls, declared: Declared, recorded: RawInputs | undefined): RawInputs {
  const { inputs, failures } = calls.check(declared, recorded);
  if (failures.length > 0) throw new InvalidProgramError(failures);
  return inputs;
}

type Before = { readonly entry: Entry; readonly becomes: Entry | undefined };

async function create(
  state: StateFile,
  { urn, process }: Declared,
  inputs: RawInputs,
  before: Before | undefined,
  calls: Calls,
): Promise<void> {
  const record = (made: Pick<Entry, "id" | "outputs" | "initFailed">) => {
    if (before) put(state, before.entry, before.becomes);
    state.entries = [...state.entries, { urn, process, inputs, ...made }];
  };
  state.hasChanged = true;
  try {
    record(await calls.create({ urn, process }, inputs as ImportSessionInputs));
  } catch (error) {
    if (error instanceof IncompleteError) record(incomplete(error));
    throw error;
  }
}

async function update(
  state: StateFile,
  { urn, process }: Declared,
  old: Entry,
  inputs: RawInputs,
  calls: Calls,
): Promise<void> {
  const record = (made: Pick<Entry, "id" | "outputs" | "initFailed">) =>
    put(state, old, { urn, process, inputs, ...made });
  state.hasChanged = true;
  try {
    const outputs = await calls.update({ urn, process }, old, inputs as ImportSessionInputs);
    record({ id: old.id, outputs });
  } catch (error) {
    if (error instanceof IncompleteError) record(incomplete(error));
    throw error;
  }
}

/** Init-failed: id, inputs and properties are recorded [ENGINE init-failed]. */
function incomplete({ id, outputs }: IncompleteError): Pick<Entry, "id" | "outputs" | "initFailed"> {
  return { id, outputs: outputs as ImportSessionOutputs, initFailed: true };
}

function put(state: StateFile, entry: Entry, becomes: Entry | undefined): void {
  state.entries = state.entries.flatMap((each) => (each === entry ? (becomes ?? []) : each));
}
