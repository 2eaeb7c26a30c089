import { allSettings } from "../../lifecycle/settings/settings";
import { pluginSettingNames } from "../configuration";
import type { PropertySpec } from "./propertySpec";

function specOf(name: (typeof pluginSettingNames)[number]): PropertySpec {
  const { type, description, ...rest } = allSettings[name];
  return {
    type,
    ...("secret" in rest && { secret: rest.secret }),
    description: "variable" in rest ? `${description} Environment: ${rest.variable}.` : description,
  };
}

/**
 * The provider's own arguments, which are the stack configuration of the same names (docs/plugin.md, "Configuration"). Without `defaultInfo`: SDKs
 * would copy the environment into the provider's arguments, and so into the state, where it grows old. The provider reads the environment itself,
 * each time.
 */
export const settingProperties: Readonly<Record<string, PropertySpec>> = Object.fromEntries(
  pluginSettingNames.map((name) => [name, specOf(name)]),
);
