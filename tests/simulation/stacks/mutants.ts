import type { Ending, EndingDecision } from "../../../provider/lifecycle/engineRun/decideEnding";
import type { TakingDecision } from "../../../provider/lifecycle/engineRun/decideTaking";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { Build } from "../process";

/** A provider with one thing gone wrong, and the invariants that may catch it first. */
export type StacksMutant = Build & { readonly name: string; readonly caughtBy: readonly string[] };

class EndsAnything extends EngineRun {
  override beginEnding(ending: Omit<Ending, "urn"> & { readonly urn?: string | undefined }): EndingDecision {
    super.beginEnding(ending);
    return { kind: "allowed" };
  }
}

class TakesAnything extends EngineRun {
  override take(urn: string | undefined, object: Parameters<EngineRun["take"]>[1]): TakingDecision {
    super.take(urn, object);
    return { kind: "allowed" };
  }
}

/** Wrong decisions about what is whose. */
export const stacksMutants: readonly StacksMutant[] = [
  {
    name: "ends whatever a delete names",
    caughtBy: ["noneOfAnothers", "noneWanted"],
    mutation: { engineRun: (ledger) => new EndsAnything(ledger) },
  },
  {
    name: "takes over what another resource of the run has",
    caughtBy: ["oneHolder"],
    mutation: { engineRun: (ledger) => new TakesAnything(ledger) },
  },
  {
    name: "does not hear what the other processes of its run have done",
    caughtBy: ["noneOfAnothers", "noneWanted", "oneHolder"],
    mutation: { engineRun: (ledger) => new EngineRun({ ...ledger, unshared: undefined, readOthers: () => [] }) },
  },
  {
    name: "cancels what it has only found by its name",
    caughtBy: ["noneOfStrangers"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        delete: (id, recorded, context) => {
          const settings = { ...context.settings, cancelClaimed: true };
          return handler.delete(id, recorded, { ...context, settings });
        },
      }),
    },
  },
  {
    name: "gives up what it cannot delete",
    caughtBy: ["stackKeepsState"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        delete: (id, recorded, context) => handler.delete(id, recorded, context).catch(() => undefined),
      }),
    },
  },
];
