import type { ImportSessionOutputs } from "../../provider/lifecycle/importSession/inputs/outputs";
import type { CheckFailure, RawInputs } from "../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../provider/lifecycle/operation/lifecycleErrors";
import type { Surface } from "./surfaces/surface";

/** What the engine keeps of a resource in its state file. */
export type Recorded = {
  readonly id: string;
  readonly inputs: RawInputs;
  readonly outputs: ImportSessionOutputs;
  /** Create or update kept the id but failed: the next up updates, whatever diff says. */
  readonly initFailed?: true;
  /** Deleted for a replacement that is not there yet: the next up creates, whatever diff says. */
  readonly pendingReplacement?: true;
};

/** The state file of a stack with one resource. */
export type StateFile = { recorded: Recorded | undefined };

export type UpResult = "created" | "updated" | "replaced" | "unchanged";

export class InvalidProgramError extends Error {
  readonly failures: readonly CheckFailure[];

  constructor(failures: readonly CheckFailure[]) {
    super(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
    this.name = "InvalidProgramError";
    this.failures = failures;
  }
}

/**
 * `pulumi up` in the engine's order of calls [ENGINE diff, init-failed, replacement], with the state file written as it goes: whenever
 * the process ends, the state is what was recorded up to then.
 * @param replace the resource was named by `--replace`.
 */
export async function up(state: StateFile, program: RawInputs, surface: Surface, replace = false): Promise<UpResult> {
  const { recorded } = state;
  const inputs = await check(replace ? undefined : recorded?.inputs, program, surface);
  if (!recorded) {
    await create(state, inputs, surface);
    return "created";
  }
  const diff = replace ? undefined : await surface.diff(recorded, inputs);
  if (recorded.pendingReplacement || !diff || diff.replaces.length > 0) {
    const fresh = replace ? inputs : await check(undefined, program, surface);
    if (!recorded.pendingReplacement) await surface.delete(recorded);
    state.recorded = { ...recorded, pendingReplacement: true };
    await create(state, fresh, surface);
    return "replaced";
  }
  if (diff.changes || recorded.initFailed) {
    await update(state, recorded, inputs, surface);
    return "updated";
  }
  state.recorded = { ...recorded, inputs };
  return "unchanged";
}

/** `pulumi preview`: diff and previews, as far as the surface has any; nothing is recorded. */
export async function preview(state: StateFile, program: RawInputs, surface: Surface): Promise<string> {
  const { recorded } = state;
  const inputs = await check(recorded?.inputs, program, surface);
  if (!recorded) {
    await surface.preview(undefined, inputs);
    return "creates";
  }
  const { changes, replaces } = await surface.diff(recorded, inputs);
  if (replaces.length > 0) {
    await surface.preview(undefined, await check(undefined, program, surface));
    return `replaces by ${replaces.join(", ")}`;
  }
  if (changes) await surface.preview(recorded, inputs);
  return changes ? "updates" : "changes nothing";
}

/** `pulumi refresh`: read, then the diff that decides what is reported. */
export async function refresh(state: StateFile, surface: Surface): Promise<"unchanged" | "changed" | "gone"> {
  const before = state.recorded;
  if (!before || before.pendingReplacement) return "unchanged";
  const read = await surface.read(before);
  if (!read) {
    state.recorded = undefined;
    return "gone";
  }
  const diff = await surface.diff(read, before.inputs);
  state.recorded = { id: read.id, inputs: read.inputs, outputs: read.outputs };
  return diff.changes ? "changed" : "unchanged";
}

/** `pulumi destroy`. What is pending replacement was deleted already: the engine only forgets it. */
export async function destroy(state: StateFile, surface: Surface): Promise<void> {
  const { recorded } = state;
  if (recorded && !recorded.pendingReplacement) await surface.delete(recorded);
  state.recorded = undefined;
}

export async function check(recorded: RawInputs | undefined, program: RawInputs, surface: Surface): Promise<RawInputs> {
  const { inputs, failures } = await surface.check(recorded, program);
  if (failures.length > 0) throw new InvalidProgramError(failures);
  return inputs;
}

async function create(state: StateFile, inputs: RawInputs, surface: Surface): Promise<void> {
  try {
    const { id, outputs } = await surface.create(inputs);
    state.recorded = { id, inputs, outputs };
  } catch (error) {
    recordIncomplete(state, error, inputs);
    throw error;
  }
}

async function update(state: StateFile, before: Recorded, inputs: RawInputs, surface: Surface): Promise<void> {
  try {
    state.recorded = { id: before.id, inputs, outputs: await surface.update(before, inputs) };
  } catch (error) {
    recordIncomplete(state, error, inputs);
    throw error;
  }
}

/** Init-failed: id, inputs and properties are recorded [ENGINE init-failed]. */
function recordIncomplete(state: StateFile, error: unknown, inputs: RawInputs): void {
  if (!(error instanceof IncompleteError)) return;
  state.recorded = { id: error.id, inputs, outputs: error.outputs as ImportSessionOutputs, initFailed: true };
}
