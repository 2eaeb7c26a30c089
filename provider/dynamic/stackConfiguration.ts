import type { CheckFailure } from "../lifecycle/operation/handler";
import { checkSettings } from "../lifecycle/settings/checkSettings";
import type { Settings } from "../lifecycle/settings/settings";
import { settingNames } from "../lifecycle/settings/settings";
import { unknownSettings } from "../lifecycle/settings/unknownSettings";

/** The stack's configuration as the dynamic host passes it: keys are `namespace:name`, secrets in clear. */
export type StackConfiguration = { get(key: string): string | undefined };

const PREFIX = "powerstore-import:";

export function settingsIn(config: StackConfiguration): Settings {
  return Object.fromEntries(settingNames.map((name) => [name, config.get(`${PREFIX}${name}`)]));
}

/**
 * What is wrong with the settings, under their whole keys: a dynamic provider has no check of its configuration, so that each resource's says
 * it. The host offers no list of keys but keeps one (`rawConfig`, undocumented): without it, unknown keys pass.
 */
export function wrongSettings(config: StackConfiguration, settings: Settings, urn: string | undefined): CheckFailure[] {
  const raw: unknown = Reflect.get(config, "rawConfig");
  const keys = typeof raw === "object" && raw !== null ? Object.keys(raw) : [];
  const given = keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  return [...checkSettings(settings), ...unknownSettings(given, settingNames, urn?.split("::")[1])].map(
    ({ property, reason }) => ({ property: PREFIX + property, reason }),
  );
}
