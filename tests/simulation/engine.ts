import { IncompleteError } from "../../provider/lifecycle/errors";
import type { CheckFailure, RawInputs } from "../../provider/lifecycle/handler";
import type { ImportSessionInputs } from "../../provider/lifecycle/importSession/inputs";
import type { ImportSessionOutputs } from "../../provider/lifecycle/importSession/outputs";
import type { ProviderProcess } from "./process";
import { URN } from "./program";

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
 * `pulumi up` in the engine's order of calls (pulumi-observed.md 1, 2 and 12), with the state file written as it goes: whenever
 * the process ends, the state is what was recorded up to then.
 * @param replace the resource was named by `--replace`.
 */
export async function up(
  state: StateFile,
  program: RawInputs,
  process: ProviderProcess,
  replace = false,
): Promise<UpResult> {
  const { recorded } = state;
  const inputs = check(recorded?.inputs, program, process);
  if (!recorded) {
    await create(state, inputs, process);
    return "created";
  }
  const diff = replace
    ? undefined
    : await process.handler.diff(recorded.id, recorded.outputs, inputs, {
        ...process.enter("diff"),
        refreshing: false,
      });
  if (recorded.pendingReplacement || !diff || diff.replaces.length > 0) {
    const fresh = check(undefined, program, process);
    if (!recorded.pendingReplacement)
      await process.handler.delete(recorded.id, recorded.outputs, process.enter("delete"));
    state.recorded = { ...recorded, pendingReplacement: true };
    await create(state, fresh, process);
    return "replaced";
  }
  if (diff.changes || recorded.initFailed) {
    await update(state, recorded, inputs, process);
    return "updated";
  }
  state.recorded = { ...recorded, inputs };
  return "unchanged";
}

/** `pulumi preview` of an existing resource: a diff and no more. */
export async function preview(state: StateFile, program: RawInputs, process: ProviderProcess): Promise<void> {
  const inputs = check(state.recorded?.inputs, program, process);
  if (!state.recorded) return;
  const { id, outputs } = state.recorded;
  await process.handler.diff(id, outputs, inputs, { ...process.enter("diff"), refreshing: false });
}

/** `pulumi refresh`: read, then the diff that decides what is reported. */
export async function refresh(state: StateFile, process: ProviderProcess): Promise<"unchanged" | "changed" | "gone"> {
  const before = state.recorded;
  if (!before || before.pendingReplacement) return "unchanged";
  const read = await process.handler.read(before.id, before.outputs, process.enter("read"));
  if (!read) {
    state.recorded = undefined;
    return "gone";
  }
  const context = { ...process.enter("diff"), refreshing: true };
  const diff = await process.handler.diff(read.id, read.outputs, before.inputs, context);
  state.recorded = { id: read.id, inputs: read.inputs, outputs: read.outputs };
  return diff.changes ? "changed" : "unchanged";
}

/** `pulumi destroy`. What is pending replacement was deleted already: the engine only forgets it. */
export async function destroy(state: StateFile, process: ProviderProcess): Promise<void> {
  const { recorded } = state;
  if (recorded && !recorded.pendingReplacement)
    await process.handler.delete(recorded.id, recorded.outputs, process.enter("delete"));
  state.recorded = undefined;
}

function check(recorded: RawInputs | undefined, program: RawInputs, process: ProviderProcess): RawInputs {
  process.enter("check");
  const { inputs, failures } = process.handler.check(recorded, program, { clock: process.clock, urn: URN });
  if (failures.length > 0) throw new InvalidProgramError(failures);
  return inputs;
}

async function create(state: StateFile, inputs: RawInputs, process: ProviderProcess): Promise<void> {
  try {
    const { id, outputs } = await process.handler.create(inputs as ImportSessionInputs, process.enter("create"));
    state.recorded = { id, inputs, outputs };
  } catch (error) {
    recordIncomplete(state, error, inputs);
    throw error;
  }
}

async function update(state: StateFile, before: Recorded, inputs: RawInputs, process: ProviderProcess): Promise<void> {
  try {
    const context = process.enter("update");
    const { id, outputs: old } = before;
    const outputs = await process.handler.update(id, old, inputs as ImportSessionInputs, context);
    state.recorded = { id, inputs, outputs };
  } catch (error) {
    recordIncomplete(state, error, inputs);
    throw error;
  }
}

/** Init-failed: id, inputs and properties are recorded (pulumi-observed.md 2). */
function recordIncomplete(state: StateFile, error: unknown, inputs: RawInputs): void {
  if (!(error instanceof IncompleteError)) return;
  state.recorded = { id: error.id, inputs, outputs: error.outputs as ImportSessionOutputs, initFailed: true };
}
