/** A stack as a program: what its last run has recorded of its imports. Pure. */
import { partsOf } from "../../provider/lifecycle/operation/memberUrn";
import { typeNameOf } from "../stack/managedImports";
import type { StackResource } from "../stack/stackResources";
import type { ProgramResource } from "./program";

export function programOfStack(resources: readonly StackResource[]): readonly ProgramResource[] {
  return resources.flatMap(({ urn, type, id, inputs = {}, outputs = {} }) => {
    const kind = typeNameOf(type);
    if (kind !== "ImportSession" && kind !== "ImportWave") return [];
    const recorded = id === undefined ? {} : { recorded: { id, outputs: plain(outputs) } };
    const { __ignoreChanges: paths } = inputs;
    const ignored = Array.isArray(paths) ? { ignored: paths.filter((path) => typeof path === "string") } : {};
    return [{ kind, urn, name: partsOf(urn).name, inputs: plain(inputs), ...ignored, ...recorded }];
  });
}

/** Without what the dynamic surface hides among them. */
const plain = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith("__")));
