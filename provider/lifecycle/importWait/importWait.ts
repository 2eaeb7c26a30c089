/** A resource that is there once sessions have got somewhere: how an apply of Terraform ends with an error until they have (docs/decisions/041). */

import { isDeepStrictEqual } from "node:util";
import { defineResource } from "../operation/definition";
import type { OperationContext, RawInputs } from "../operation/handler";
import { RefusalError } from "../operation/lifecycleErrors";
import type { ImportWaitInputs, ImportWaitOutputs } from "./inputs";
import { checkWaitInputs, inputNames, inputShape, outputShape } from "./inputs";
import { waitForSessions } from "./wait";

const WAIT = `A wait until import sessions have got to a goal. It is nothing on the array: creating it looks at the sessions until all of them are there, and fails if they do not get there; then nothing is recorded, and the next apply waits again. Once it is there it is not asked again, deleting it does nothing, and a change of anything makes it anew. It begins no import, passes no gate and resumes nothing.`;

export const importWait = defineResource({
  name: "ImportWait",
  description: WAIT,
  inputs: inputShape,
  outputs: outputShape,
  replacing: inputNames,
  identity: [],
  foundBy: [],
  surfaces: ["terraform"],
  // A session is the resource's that imports it, never a wait's.
  objects: () => [],
  handler: {
    check: checkWaitInputs,
    diff: async (_, recorded, wanted) => {
      const changed = inputNames.filter((name) => !isDeepStrictEqual(recorded[name], wanted[name]));
      return { changes: changed.length > 0, replaces: changed, changed };
    },
    create: createWait,
    read: async (id, recorded) =>
      recorded && { id, inputs: inputsIn(recorded), outputs: recorded as ImportWaitOutputs },
    update: async (_, recorded) => recorded,
    delete: async () => undefined,
    findImported: async () => {
      throw new RefusalError(
        "importing a wait: it is nothing on the array. Write it into the configuration: applying that waits.",
      );
    },
    label: (id) => `wait ${id}`,
  },
});

async function createWait(inputs: ImportWaitInputs, context: OperationContext) {
  const sessions = await waitForSessions(inputs, context);
  const states = Object.fromEntries(sessions.map(({ id, state }) => [id, state]));
  const reachedAt = new Date(context.clock.now()).toISOString();
  return { id: `${inputs.waitFor}/${reachedAt}`, outputs: { ...inputs, states, reachedAt } };
}

const inputsIn = (recorded: RawInputs) =>
  Object.fromEntries(inputNames.flatMap((name) => (recorded[name] === undefined ? [] : [[name, recorded[name]]])));
