import type { Ending, EndingDecision } from "../../../provider/lifecycle/engineRun/decideEnding";
import type { TakingDecision } from "../../../provider/lifecycle/engineRun/decideTaking";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { Build } from "../process";
import { destroyOf, editOf, plainHistory, someTime, toggle, upOf } from "./plain";
import type { StacksHistory } from "./steps";

/**
 * A provider with one thing gone wrong, the invariants that may catch it first, and a history that leads there: chance comes to most of them
 * within some hundred.
 */
export type StacksMutant = Build & {
  readonly name: string;
  readonly caughtBy: readonly string[];
  readonly example: StacksHistory;
};

class EndsAnything extends EngineRun {
  override beginEnding(ending: Omit<Ending, "urn"> & { readonly urn?: string | undefined }): EndingDecision {
    super.beginEnding(ending);
    return { kind: "allowed" };
  }

  override mayStillEnd(): EndingDecision {
    return { kind: "allowed" };
  }
}

class TakesAnything extends EngineRun {
  override take(urn: string | undefined, object: Parameters<EngineRun["take"]>[1]): TakingDecision {
    super.take(urn, object);
    return { kind: "allowed" };
  }
}

class LeavesNothingToCreates extends EngineRun {
  override leaveToCreate(): boolean {
    return false;
  }
}

/** A change that is refused, of which an option makes a replacement, whose delete the former class gets. */
const replacedElsewhere = plainHistory([
  toggle("one"),
  toggle("two"),
  editOf("two", {}, { options: { replaceOnChanges: "*" } }),
  upOf(0),
  someTime,
  editOf("two", { surface: "plugin", hasAliases: true }, { program: { description: "another" } }),
  upOf(0),
]);

/** From the dynamic class to the plugin without an alias: the new resource takes over what the old one's delete names. */
const moved = plainHistory([upOf(0), someTime, editOf("one", { surface: "plugin" }), upOf(0)]);

const adoptsWhatIsHeld = plainHistory([
  upOf(0),
  someTime,
  editOf("two", { adoptsFrom: "neighbour" }, { like: "neighbour" }),
  toggle("two"),
  upOf(0),
]);

/** Two stacks of one project and name: the second claims what the first has made. */
const twins = plainHistory([upOf(0), someTime, upOf(1), destroyOf(1)]);

/** Wrong decisions about what is whose. */
export const stacksMutants: readonly StacksMutant[] = [
  {
    name: "fails in a delete that nobody hears of",
    caughtBy: ["noneHangs"],
    example: replacedElsewhere,
    mutation: { engineRun: (ledger) => new LeavesNothingToCreates(ledger) },
  },
  {
    name: "ends whatever a delete names",
    caughtBy: ["noneOfAnothers", "noneWanted"],
    example: moved,
    mutation: { engineRun: (ledger) => new EndsAnything(ledger) },
  },
  {
    name: "takes over what another resource of the run has",
    caughtBy: ["oneHolder"],
    example: adoptsWhatIsHeld,
    mutation: { engineRun: (ledger) => new TakesAnything(ledger) },
  },
  {
    name: "does not hear what the other processes of its run have done",
    caughtBy: ["noneOfAnothers", "noneWanted", "oneHolder"],
    example: moved,
    mutation: { engineRun: (ledger) => new EngineRun({ ...ledger, unshared: undefined, readOthers: () => [] }) },
  },
  {
    name: "cancels what it has only found by its name",
    caughtBy: ["noneOfStrangers"],
    example: twins,
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
    example: twins,
    mutation: {
      handler: (handler) => ({
        ...handler,
        delete: (id, recorded, context) => handler.delete(id, recorded, context).catch(() => undefined),
      }),
    },
  },
];
