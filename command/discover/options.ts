import { type Command, Option } from "commander";
import type { ArrayOptions } from "../arrays/options";
import { addArrayOptions } from "../arrays/options";
import type { PlanOptions } from "../plan/options";
import { addPlanOptions } from "../plan/options";

/** What of all that was discovered is wanted. */
export type FilterOptions = {
  /** Ids or names of remote systems. */
  readonly remoteSystem?: readonly string[];
  /** Only what can be imported now. */
  readonly ready?: boolean;
  /** Names with `*` and `?`. */
  readonly name?: readonly string[];
};

export type DiscoverOptions = ArrayOptions & FilterOptions & PlanOptions;

export function addDiscoverOptions(command: Command): Command {
  return addPlanOptions(
    addArrayOptions(command)
      .addOption(new Option("--remote-system <name...>", "only what is on these remote systems: names or ids"))
      .addOption(
        new Option("--name <pattern...>", "only these names; * and ? stand for any letters, case does not matter"),
      ),
  );
}
