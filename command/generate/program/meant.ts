import { twinsOf } from "../../../provider/lifecycle/importWave/inputs/check";
import { UsageError } from "../../process/exits";
import { checkResource, wantedImports } from "../../program/program";
import type { Program, Resource } from "./program";
import { isWave } from "./program";

/**
 * By the provider's own check, which would refuse it when somebody runs it; and what two resources share, which the array would refuse the later one.
 * @param option what the program is made from
 * @throws UsageError for the first thing that cannot be meant
 */
export function requireMeant({ resources }: Program, option: string): void {
  const imports = resources.flatMap((each) => {
    const { resource, failures } = checked(each);
    const [failure] = failures;
    if (failure) throw new UsageError(`${option}: ${each.name}: ${failure.property} ${failure.reason}`);
    return wantedImports(resource, {}).map(({ label, inputs }) => ({ key: label, all: { ...inputs } }));
  });
  const [twin] = twinsOf(imports);
  if (twin) throw new UsageError(`${option}: ${twin.key}: ${twin.property} is that of ${twin.of} already`);
}

function checked(resource: Resource) {
  const { name, inputs, sessions } = resource;
  const kind = isWave(resource) ? "ImportWave" : "ImportSession";
  const urn = `urn:pulumi:generated::generated::powerstore-import:index:${kind}::${name}`;
  const all = { ...inputs, ...(sessions && { sessions: Object.fromEntries(sessions) }) };
  return checkResource({ kind, urn, name, inputs: all }, {});
}
