/** What holds for the runs of a program: by its stack's configuration, or by the provider that a resource was given. Pure. */
import { isDefaultProvider } from "../../provider/lifecycle/settings/environment";
import type { Settings } from "../../provider/lifecycle/settings/settings";
import { allSettings, settingNames } from "../../provider/lifecycle/settings/settings";
import type { StackResource } from "../stack/stackResources";

const runNames = settingNames.filter((name) => allSettings[name].of === "run");

/** No way to an array is among them, and no password. A secret of a stack is not its text. */
export function runSettingsIn(values: Settings): Settings {
  const plain = runNames.filter((name) => ["string", "number", "boolean"].includes(typeof values[name]));
  return Object.fromEntries(plain.map((name) => [name, values[name]]));
}

const PROVIDER_TYPE = "pulumi:providers:powerstore-import";

/** A provider that the program has made goes by its own arguments alone; the engine's, as a run would make it now, by the configuration. */
export function settingsByProvider(
  resources: readonly StackResource[],
  configured: Settings,
): (resource: StackResource) => Settings {
  const made = resources.filter(({ type, urn }) => type === PROVIDER_TYPE && !isDefaultProvider(urn));
  const byReference = new Map(made.map(({ urn, id, inputs = {} }) => [`${urn}::${id}`, runSettingsIn(inputs)]));
  const common = runSettingsIn(configured);
  return ({ provider = "" }) => byReference.get(provider) ?? common;
}
