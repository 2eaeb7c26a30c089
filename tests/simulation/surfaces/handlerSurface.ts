import { accessArray } from "../../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { ImportSessionHandler } from "../../../provider/lifecycle/importSession/importSession";
import { importSessionHandler } from "../../../provider/lifecycle/importSession/importSession";
import type { ImportSessionInputs } from "../../../provider/lifecycle/importSession/inputs/inputs";
import type { OperationContext } from "../../../provider/lifecycle/operation/handler";
import { resources } from "../../../provider/lifecycle/resources";
import type { Phase } from "../requests";
import type { ProviderSurface, Surroundings } from "./surface";

/** The lifecycle without an adapter before it. */
export async function openHandlerSurface(surroundings: Surroundings): Promise<ProviderSurface> {
  const { clock, connection, connect, mutation } = surroundings;
  const sessions = mutation.handler?.(importSessionHandler) ?? importSessionHandler;
  const run = mutation.engineRun?.(surroundings.ledger) ?? new EngineRun(surroundings.ledger);
  const open = () => surroundings.surround(accessArray(connect(connection), { clock, random: () => 0 }));
  const array = open();
  const stopping = new AbortController();
  const means = {
    run,
    array: () => (mutation.forgetsArrays ? open() : array),
    signal: stopping.signal,
  };
  return {
    resource: (urn) => {
      const contextOf = newContext(surroundings, { ...means, urn });
      const handler = isSession(urn) ? sessions : handlerOf(urn, mutation);
      return {
        check: async (recorded, program) => handler.check(recorded, program, contextOf("check")),
        diff: async ({ id, outputs }, inputs) => {
          const { changes, replaces } = await handler.diff(id, outputs, inputs, contextOf("diff"));
          return { changes, replaces };
        },
        preview: async () => undefined,
        create: (inputs) => handler.create(inputs as ImportSessionInputs, contextOf("create")),
        read: ({ id, outputs }) => handler.read(id, outputs, contextOf("read")),
        update: ({ id, outputs }, inputs) =>
          handler.update(id, outputs, inputs as ImportSessionInputs, contextOf("update")),
        delete: ({ id, outputs }) => handler.delete(id, outputs, contextOf("delete")),
      };
    },
    cancel: () => stopping.abort(),
    close: async () => {
      await array.powerStore.close(1);
      run.close();
    },
  };
}

const kindOf = (urn: string): string => urn.split("::")[2]?.split(":").at(-1) ?? "";
const isSession = (urn: string): boolean => kindOf(urn) === "ImportSession";

/** Of what is around sessions. Whoever asks knows what the outputs are. */
function handlerOf(urn: string, { around }: Surroundings["mutation"]): ImportSessionHandler {
  const definition = resources[kindOf(urn)];
  if (!definition) throw new TypeError(`there is no resource of ${urn}`);
  return (around?.(definition.handler, definition.name) ?? definition.handler) as unknown as ImportSessionHandler;
}

function newContext(
  { clock, settings, timeoutSeconds, enter, say }: Surroundings,
  means: Pick<OperationContext, "run" | "array" | "signal" | "urn">,
): (phase: Phase) => OperationContext {
  return (phase) => {
    enter(phase);
    return {
      ...means,
      clock,
      settings,
      report: { warning: say, info: say, progress: say },
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    };
  };
}
