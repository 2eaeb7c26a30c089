import type { Connection } from "../powerstore/contract";
import type { Settings } from "./config";
import { resolveConnection } from "./config";
import { ConfigurationError } from "./errors";

/**
 * The connection of a profile in `powerstore-import:arrays`. It has its own settings only: what the environment says is meant for
 * the default connection.
 * @throws ConfigurationError that never repeats what the configuration holds, for that is full of passwords.
 */
export function resolveProfile(name: string, arrays: unknown): Connection {
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
  try {
    const where = (setting: string) => `${setting} of profile "${name}" in powerstore-import:arrays`;
    return { ...resolveConnection(profile, {}, where), loginSetting: where("username and password") };
  } catch (error) {
    if (!(error instanceof ConfigurationError) || error.missingKeys.length === 0) throw error;
    throw fail(`it lacks ${error.missingKeys.map((key) => key.replace(/^.*:/, "")).join(" and ")}.`);
  }
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
