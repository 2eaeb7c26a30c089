import type { Settings } from "../../provider/lifecycle/settings/settings";
import { settingNames } from "../../provider/lifecycle/settings/settings";
import type { Surroundings } from "../process/surroundings";
import { runPulumi } from "./runPulumi";

type StackValue = { readonly value?: string };

/** The `powerstore-import` settings of a stack, secrets included, as the Pulumi command line gives them to whoever may read them. */
export async function readStackSettings(
  stack: string,
  cwd: string | undefined,
  surroundings: Surroundings,
): Promise<Settings> {
  const output = await runPulumi(["config", "--stack", stack, "--show-secrets", "--json"], cwd, surroundings);
  const values = JSON.parse(output) as Readonly<Record<string, StackValue>>;
  const given = settingNames.flatMap((name) => {
    const value = values[`powerstore-import:${name}`]?.value;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
