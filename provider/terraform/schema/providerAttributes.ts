import type { SettingName } from "../../lifecycle/settings/settings";
import { allSettings, settingNames } from "../../lifecycle/settings/settings";
import type { Attribute } from "../values/attributeType";
import { toSnakeCase } from "../values/names";

/** Connection profiles are for the dynamic surface: here each array has a provider block of its own. */
const ownSettings = settingNames.filter((name) => allSettings[name].of !== "profiles");

/** The arguments of the provider block: the settings of every surface. */
export const providerAttributes: readonly Attribute[] = ownSettings.map(attributeOf);

function attributeOf(property: SettingName): Attribute {
  const setting = allSettings[property];
  return {
    name: toSnakeCase(property),
    property,
    type: { kind: setting.type === "boolean" ? "bool" : setting.type },
    description:
      "variable" in setting ? `${setting.description} Environment: ${setting.variable}.` : setting.description,
    optional: true,
    ...("secret" in setting && { sensitive: true }),
  };
}
