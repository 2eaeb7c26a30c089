import type { ImportSessionOutputs } from "../../../provider/lifecycle/importSession/inputs/outputs";
import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import type { Surface } from "../surfaces/surface";
import type { Goal } from "./engine";
import type { Entry, StackState } from "./state";
import { put } from "./state";

/** How a resource's object gets into the state file: what a create or update answers, also where it fails with an id. */
export function objects(state: StackState, goal: Goal, surface: Surface) {
  const entry = (recorded: Pick<Entry, "id" | "inputs" | "outputs">): Entry => ({
    ...recorded,
    urn: goal.urn,
    surface: goal.surface,
    retainOnDelete: goal.options.retainOnDelete,
    ...(goal.options.isDeletedWithOther && { deletedWith: goal.other }),
  });
  const recordIncomplete = (error: unknown, inputs: RawInputs, place: Entry | undefined) => {
    if (!(error instanceof IncompleteError)) return;
    const outputs = error.outputs as ImportSessionOutputs;
    put(state, place, { ...entry({ id: error.id, inputs, outputs }), initFailed: true });
  };
  return {
    /** @param place the entry that gives way */
    async create(inputs: RawInputs, place: Entry | undefined): Promise<"created" | "replaced"> {
      try {
        const { id, outputs } = await surface.create(inputs);
        put(state, place, entry({ id, inputs, outputs }));
      } catch (error) {
        recordIncomplete(error, inputs, place);
        throw error;
      }
      return place ? "replaced" : "created";
    },
    /** Also where nothing changed, the state has URN, inputs and options as they are now. */
    async update(before: Entry, inputs: RawInputs, hasChanges: boolean): Promise<"updated" | "unchanged"> {
      if (!hasChanges && !before.initFailed) {
        put(state, before, entry({ id: before.id, inputs, outputs: before.outputs }));
        return "unchanged";
      }
      try {
        put(state, before, entry({ id: before.id, inputs, outputs: await surface.update(before, inputs) }));
      } catch (error) {
        recordIncomplete(error, inputs, before);
        throw error;
      }
      return "updated";
    },
  };
}
