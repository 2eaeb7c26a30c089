import assert from "node:assert/strict";
import type { OperationContext, RawInputs, ResourceHandler } from "../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";

// biome-ignore lint/suspicious/noExplicitAny: a stage plays whatever resource it is given, as an adapter does
export type AnyHandler = ResourceHandler<string, any, any>;

export type Recorded<Outputs = RawInputs> = {
  readonly id: string;
  readonly inputs: RawInputs;
  readonly outputs: Outputs;
};

/** The state file's entry; undefined when the stack holds no resource. */
type StateFile<Outputs> = { recorded: Recorded<Outputs> | undefined };

/** What runs of the engine do for one resource, in its order of calls [ENGINE diff, replacement, refresh]. */
export type EngineCalls = {
  /** check, diff, then create, update or replace. Throws what the resource's failure is, after recording what the engine would. */
  up(program: RawInputs): Promise<"created" | "updated" | "replaced" | "unchanged">;
  create(inputs: RawInputs): Promise<void>;
  /** read, then the diff of a refresh; says whether the engine would report a change. */
  refresh(): Promise<"unchanged" | "changed" | "gone">;
  destroy(): Promise<void>;
  /** `pulumi import`: a read of which nothing is recorded. */
  import(id: string): Promise<void>;
};

/** @param begin called before each: a run of the engine of its own, or a part of one */
export function engineCalls<Outputs extends RawInputs>(
  handler: AnyHandler,
  state: StateFile<Outputs>,
  begin: () => void,
  context: () => OperationContext,
): EngineCalls {
  const checked = (recorded: RawInputs | undefined, program: RawInputs) => {
    const { inputs, failures } = handler.check(recorded, program, context());
    assert.deepEqual(failures, [], "check failures");
    return inputs;
  };
  /** Init-failed: id, inputs and properties are recorded [ENGINE init-failed]. */
  const recording = async (inputs: RawInputs, work: () => Promise<{ id: string; outputs: unknown }>) => {
    try {
      const { id, outputs } = await work();
      state.recorded = { id, inputs, outputs: outputs as Outputs };
    } catch (error) {
      if (error instanceof IncompleteError) {
        state.recorded = { id: error.id, inputs, outputs: error.outputs as Outputs };
      }
      throw error;
    }
  };
  const create = (inputs: RawInputs) => recording(inputs, async () => handler.create(inputs, context()));

  return {
    create,
    async up(program) {
      begin();
      const before = state.recorded;
      const inputs = checked(before?.inputs, program);
      if (!before) {
        await create(inputs);
        return "created";
      }
      const { id } = before;
      const diff = await handler.diff(id, before.outputs, inputs, context());
      if (diff.replaces.length > 0) {
        const fresh = checked(undefined, program);
        await handler.delete(id, before.outputs, context());
        state.recorded = undefined;
        await create(fresh);
        return "replaced";
      }
      if (!diff.changes) {
        state.recorded = { ...before, inputs };
        return "unchanged";
      }
      const update = async () => ({ id, outputs: await handler.update(id, before.outputs, inputs, context()) });
      await recording(inputs, update);
      return "updated";
    },

    async refresh() {
      const before = state.recorded;
      assert.ok(before, "nothing recorded to refresh");
      begin();
      const read = await handler.read(before.id, before.outputs, context());
      if (!read) {
        state.recorded = undefined;
        return "gone";
      }
      const diff = await handler.diff(read.id, read.outputs as RawInputs, before.inputs, context());
      assert.deepEqual(diff.replaces, [], "a refresh never replaces");
      state.recorded = { id: read.id, inputs: read.inputs as RawInputs, outputs: read.outputs as Outputs };
      return diff.changes ? "changed" : "unchanged";
    },

    async destroy() {
      assert.ok(state.recorded, "nothing recorded to destroy");
      begin();
      await handler.delete(state.recorded.id, state.recorded.outputs, context());
      state.recorded = undefined;
    },

    async import(id) {
      begin();
      const read = await handler.read(id, undefined, context());
      assert.ok(read, `nothing to import: ${id}`);
      state.recorded = { id: read.id, inputs: read.inputs as RawInputs, outputs: read.outputs as Outputs };
    },
  };
}
