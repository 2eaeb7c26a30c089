import * as z from "zod";
import type { Settings } from "../../provider/lifecycle/settings/settings";
import { settingNames } from "../../provider/lifecycle/settings/settings";
import { UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { jsonOf } from "./jsonOf";
import { runPulumi } from "./runPulumi";

const configSchema = z.record(z.string(), z.object({ value: z.string().optional() }));

/** The `powerstore-import` settings of a stack, secrets included, as the Pulumi command line gives them to whoever may read them. */
export async function readStackSettings(
  stack: string,
  cwd: string | undefined,
  surroundings: Surroundings,
): Promise<Settings> {
  const output = await runPulumi(["config", "--stack", stack, "--show-secrets", "--json"], cwd, surroundings);
  const values = configSchema.safeParse(jsonOf(output)).data;
  if (values === undefined) throw new UsageError('--stack: "pulumi config" printed something else than settings');
  const given = settingNames.flatMap((name) => {
    const value = values[`powerstore-import:${name}`]?.value;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
