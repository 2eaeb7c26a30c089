import { accessArray } from "../../../provider/lifecycle/arrayAccess";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { OperationContext } from "../../../provider/lifecycle/handler";
import { importSessionHandler } from "../../../provider/lifecycle/importSession/handler";
import type { ImportSessionInputs } from "../../../provider/lifecycle/importSession/inputs";
import { URN } from "../program";
import type { Phase } from "../requests";
import type { Surface, Surroundings } from "./surface";

/** The lifecycle without an adapter before it. */
export async function openHandlerSurface(surroundings: Surroundings): Promise<Surface> {
  const { clock, connection, connect, mutation } = surroundings;
  const handler = mutation.handler?.(importSessionHandler) ?? importSessionHandler;
  const run = new EngineRun();
  const open = () => surroundings.surround(accessArray(connect(connection), { clock, random: () => 0 }));
  const array = open();
  const stopping = new AbortController();
  const contextOf = newContext(surroundings, {
    run,
    array: () => (mutation.forgetsArrays ? open() : array),
    signal: stopping.signal,
  });
  return {
    async check(recorded, program) {
      return handler.check(recorded, program, contextOf("check"));
    },
    diff: ({ id, outputs }, inputs) => handler.diff(id, outputs, inputs, contextOf("diff")),
    preview: async () => undefined,
    create: (inputs) => handler.create(inputs as ImportSessionInputs, contextOf("create")),
    read: ({ id, outputs }) => handler.read(id, outputs, contextOf("read")),
    update: ({ id, outputs }, inputs) =>
      handler.update(id, outputs, inputs as ImportSessionInputs, contextOf("update")),
    delete: ({ id, outputs }) => handler.delete(id, outputs, contextOf("delete")),
    cancel: () => stopping.abort(),
    close: () => array.powerStore.close(1),
  };
}

function newContext(
  { clock, settings, timeoutSeconds, enter, say }: Surroundings,
  means: Pick<OperationContext, "run" | "array" | "signal">,
): (phase: Phase) => OperationContext {
  return (phase) => {
    enter(phase);
    return {
      ...means,
      clock,
      settings,
      urn: URN,
      report: { warning: say, info: say, progress: say },
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    };
  };
}
