/** A stack as a program: what its last run has recorded of its imports. Pure. */
import { NOT_STARTED } from "../../provider/lifecycle/importWave/decide/phase";
import { partsOf } from "../../provider/lifecycle/operation/memberUrn";
import type { Settings } from "../../provider/lifecycle/settings/settings";
import { typeNameOf } from "../stack/managedImports";
import { secretWaves } from "../stack/secretWaves";
import type { StackResource } from "../stack/stackResources";
import type { ProgramResource } from "./program";
import { settingsByProvider } from "./runSettings";

/** @param configured the settings of the stack's configuration */
export function programOfStack(resources: readonly StackResource[], configured: Settings): readonly ProgramResource[] {
  const settingsOf = settingsByProvider(resources, configured);
  return resources.flatMap((resource) => {
    const { urn, type, id, inputs = {}, outputs = {}, pendingReplacement } = resource;
    const kind = typeNameOf(type);
    if (kind !== "ImportSession" && kind !== "ImportWave") return [];
    // The engine creates what a replacement has deleted, whatever is on record of it.
    const recorded = id === undefined || pendingReplacement ? {} : { recorded: { id, outputs: plain(outputs) } };
    const { __ignoreChanges: paths } = inputs;
    const ignored = Array.isArray(paths) ? { ignored: paths.filter((path) => typeof path === "string") } : {};
    const own = { kind, urn, name: partsOf(urn).name, inputs: plain(inputs), settings: settingsOf(resource) } as const;
    return [{ ...own, ...ignored, ...recorded, ...secretOf(resource) }];
  });
}

function secretOf(resource: StackResource): Pick<ProgramResource, "secret"> {
  const [wave] = secretWaves([resource]);
  if (wave === undefined) return {};
  const { imports, states } = wave;
  if (states === undefined) return { secret: "begun" };
  if (imports === 0) return { secret: "done" };
  return { secret: Object.keys(states).every((state) => state === NOT_STARTED) ? "waits" : "begun" };
}

/** Without what the dynamic surface hides among them. */
const plain = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith("__")));
