import { ConfigurationError } from "../operation/lifecycleErrors";
import type { ResolvedConnection } from "./config";
import { resolveConnection } from "./config";
import type { Environment, Place } from "./environment";
import { profilePlace } from "./environment";
import type { Settings } from "./settings";
import { connectionSettings } from "./settings";
import { unknownNameText } from "./unknownSettings";

/**
 * The connection of a profile in `powerstore-import:arrays`. It has its own settings only: what the environment says is meant for the
 * default connection.
 * @throws ConfigurationError that never repeats a value of the configuration, for that is full of passwords.
 */
export function resolveProfile(
  name: string,
  arrays: unknown,
  environment: Environment,
  { areSettingsFresh = false }: Pick<Place, "areSettingsFresh"> = {},
): ResolvedConnection {
  const profiles = parseProfiles(arrays);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const fail = (reason: string) =>
    new ConfigurationError(`connecting to PowerStore by profile "${name}" of powerstore-import:arrays: ${reason}`);
  if (typeof profile !== "object" || profile === null) {
    const known = Object.keys(profiles);
    throw fail(
      `there is no such profile; ${known.length > 0 ? `known are ${known.join(", ")}` : "none is configured"}.`,
    );
  }
  const unknown = Object.keys(profile).flatMap((setting) => unknownSetting(setting));
  if (unknown.length > 0) throw fail(`${unknown.join("; ")}.`);
  try {
    return resolveConnection(profile, environment, { ...profilePlace(name), areSettingsFresh });
  } catch (error) {
    if (!(error instanceof ConfigurationError) || error.missingKeys.length === 0) throw error;
    const lacking = error.missingKeys.map((key) => key.replace(/^.*:/, "")).join(" and ");
    throw fail(`it lacks ${lacking}.${error.leftOut === undefined ? "" : ` ${error.leftOut}.`}`);
  }
}

/** Whom `resolveProfile` knows. */
export const profileNames = (arrays: unknown): readonly string[] => Object.keys(parseProfiles(arrays));

function unknownSetting(name: string): string[] {
  if ((connectionSettings as readonly string[]).includes(name)) return [];
  if (name === "forceCancel" || name === "maxActivePerArray")
    return [`${name} is no setting of a profile: powerstore-import:${name} holds for all`];
  return [unknownNameText(name, connectionSettings, "setting of a profile")];
}

function parseProfiles(arrays: unknown): Record<string, Settings> {
  if (arrays === undefined || arrays === null || arrays === "") return {};
  try {
    const profiles: unknown = typeof arrays === "string" ? JSON.parse(arrays) : arrays;
    if (typeof profiles === "object" && profiles !== null && !Array.isArray(profiles))
      return profiles as Record<string, Settings>;
  } catch {
    // The parser's message quotes the text: it must not be shown.
  }
  throw new ConfigurationError(
    'reading powerstore-import:arrays: it must be a JSON object of connections by name, set with "pulumi config set --secret".',
  );
}
