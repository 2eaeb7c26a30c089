/** A provider's arguments as settings: which count, which are secret, which nobody reads. */

import type { CheckFailure } from "../lifecycle/operation/handler";
import type { Environment, Place } from "../lifecycle/settings/environment";
import { defaultPlace, isDefaultProvider, providerPlace } from "../lifecycle/settings/environment";
import type { SettingName, Settings } from "../lifecycle/settings/settings";
import { allSettings, settingNames } from "../lifecycle/settings/settings";
import { unknownSettings } from "../lifecycle/settings/unknownSettings";

export const CONFIG_NAMESPACE = "powerstore-import";

/** Connection profiles are for the dynamic surface: here each array has a provider of its own. */
export const pluginSettingNames = settingNames.filter(
  (name): name is Exclude<SettingName, "arrays"> => allSettings[name].of !== "profiles",
);

export const secretSettings: ReadonlySet<string> = new Set(
  settingNames.filter((name) => "secret" in allSettings[name]),
);

/** The settings among a provider's arguments; what else the engine puts there (`version`, ...) is not ours. */
export function settingsOf(values: Readonly<Record<string, unknown>>): Settings {
  return Object.fromEntries(
    pluginSettingNames.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]),
  );
}

const nameIn = (urn: string) => urn.split("::").slice(3).join("::");

/**
 * A provider of the program that bears such a name would be taken for the engine's, and led to the array of the stack's configuration. The engine gives its
 * own nothing but that.
 */
export function misnamedProvider(urn: string, given: Settings, environment: Environment): readonly CheckFailure[] {
  if (!isDefaultProvider(urn) || environment.PULUMI_CONFIG === undefined) return [];
  const { endpoint } = given;
  if (typeof endpoint !== "string" || spelling(endpoint) === spelling(currentSettings(environment).endpoint)) return [];
  const reason = `is not the stack's, and a provider that is called "${nameIn(urn)}" gets the stack's configuration: give this provider another name`;
  return [{ property: "endpoint", reason }];
}

/** Where a provider's settings stand, and with them what of the environment counts for it. */
export function placeOf(urn: string | undefined): Place {
  return isDefaultProvider(urn) ? defaultPlace : providerPlace(urn?.split("::")[3]);
}

/** What the engine itself puts, or once put, among a provider's arguments. */
const engineArguments = [
  "version",
  "pluginDownloadURL",
  "pluginChecksums",
  "parameterization",
  "name",
  "envVarMappings",
] as const;

/** Arguments that nobody reads. The dynamic surface's `arrays` stands in the same namespace of a stack that has both. */
export function unknownArguments(names: readonly string[], urn: string): readonly CheckFailure[] {
  const own = names.filter((name) => name !== "arrays" && !(engineArguments as readonly string[]).includes(name));
  return unknownSettings(own, pluginSettingNames, urn.split("::")[1]);
}

/**
 * The current configuration of the stack, which the engine leaves in PULUMI_CONFIG: refresh and destroy are configured with the one recorded
 * at the last `up`, and a rotated password must not lock a stack [ENGINE configuration]. Undocumented: without it, nothing is lost but this.
 */
export function currentSettings(environment: Environment): Settings {
  const values = parseObject(environment.PULUMI_CONFIG);
  const prefixes = [`${CONFIG_NAMESPACE}:config:`, `${CONFIG_NAMESPACE}:`];
  return settingsOf(
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => {
        const prefix = prefixes.find((candidate) => key.startsWith(candidate)) ?? "";
        return [key.slice(prefix.length), value];
      }),
    ),
  );
}

function parseObject(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not ours to complain about; the message would quote passwords.
    return {};
  }
}

/** What of the configuration differs, by name. A change never replaces: that would replace every session [ENGINE surfaces]. */
export function changedSettings(
  olds: Readonly<Record<string, unknown>>,
  news: Readonly<Record<string, unknown>>,
): readonly string[] {
  const old = withoutPrefix(olds);
  return pluginSettingNames.filter((name) => spelling(old[name]) !== spelling(news[name]));
}

/** A stack that moves here from the dynamic surface has the whole stack configuration as its old one, with namespaces. */
function withoutPrefix(olds: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const prefix = `${CONFIG_NAMESPACE}:`;
  return Object.fromEntries(
    Object.entries(olds).map(([key, value]) => [key.startsWith(prefix) ? key.slice(prefix.length) : key, value]),
  );
}

/** SDKs hand over numbers and booleans as text; arguments of explicit providers keep their type. */
const spelling = (value: unknown) => (value === undefined || value === null ? "" : String(value));
