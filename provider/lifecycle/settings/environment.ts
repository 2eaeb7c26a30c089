/** Which variables of the environment count for a connection. */

import { normalizeEndpoint } from "../../powerstore/http/endpoint";
import type { ConnectionSetting, VariableSetting } from "./settings";
import { variables } from "./settings";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a connection's settings stand: what messages call them, and which of the environment counts. */
export type Place = {
  /** `powerstore-import:caFile or POWERSTORE_CA_FILE`. */
  readonly where: (setting: ConnectionSetting) => string;
  /** `default`: also without POWERSTORE_ENDPOINT. `named`: only if that names this very array. `never`: of the environment, nothing. */
  readonly environment: "default" | "named" | "never";
  /** Where user and password are corrected; absent for the default connection. */
  readonly loginSetting?: string;
  /** How somebody gives a setting that is missing, where that is not by a stack's configuration. */
  readonly way?: (setting: VariableSetting) => string;
  /** See `Connection`. */
  readonly areSettingsFresh?: boolean;
};

export const defaultPlace: Place = {
  environment: "default",
  where: (setting) =>
    setting === "caCertificate"
      ? "powerstore-import:caCertificate"
      : `powerstore-import:${setting} or ${variables[setting]}`,
};

/** The default connection of a command that reads the environment alone. */
export const commandPlace: Place = {
  environment: "default",
  where: (setting) => (setting === "caCertificate" ? "caCertificate" : variables[setting]),
  way: (setting) => `the environment variable ${variables[setting]}`,
  loginSetting: `${variables.username} and ${variables.password}`,
  areSettingsFresh: true,
};

/** `default`, and behind it what the program's package says of the plugin: a version, the address that it is to be got from. */
const engineName = /^default(_\d+_\d+_\d+(_.*)?|_(https?|file|github|gitlab|s3|gs|azblob)_.*)?$/s;

/** The engine's own provider for resources without one; its name carries a version if the SDK gave one [ENGINE configuration]. */
export function isDefaultProvider(urn: string | undefined): boolean {
  return urn !== undefined && engineName.test(urn.split("::").slice(3).join("::"));
}

/** An explicit provider of the plugin; old engines do not say which, and that of `pulumi do` has an empty name. */
export function providerPlace(name: string | undefined): Place {
  const where = (setting: string) => `${setting} of ${name ? `provider "${name}"` : "the provider"}`;
  return { environment: "named", where, loginSetting: where("username and password") };
}

/** A connection profile: it has its own settings only. */
export function profilePlace(name: string): Place {
  const where = (setting: string) => `${setting} of profile "${name}" in powerstore-import:arrays`;
  return { environment: "never", where, loginSetting: where("username and password") };
}

/** The environment as far as it counts for one connection. */
export type BoundEnvironment = {
  get(setting: VariableSetting): string | undefined;
  /** Which of these variables are set but do not count, and why: a sentence's end. Undefined when there are none. */
  leftOut(...settings: readonly VariableSetting[]): string | undefined;
};

/**
 * Binds every variable to its endpoint: they count for the array that POWERSTORE_ENDPOINT names or, where that is unset, for the default
 * connection. A password must not be sent to another array, and a certificate must not go unverified there (docs/decisions/018).
 */
export function bindEnvironment(
  environment: Environment,
  endpoint: string | undefined,
  place: Place,
): BoundEnvironment {
  const named = environment[variables.endpoint] || undefined;
  const why = reasonToLeaveOut(named, endpoint, place);
  return {
    get: (setting) => (why === undefined ? environment[variables[setting]] || undefined : undefined),
    leftOut: (...settings) => {
      const set = settings.map((setting) => variables[setting]).filter((name) => environment[name]);
      if (why === undefined || set.length === 0) return undefined;
      return `${set.join(" and ")} ${set.length === 1 ? "is" : "are"} set, but left out: ${why}`;
    },
  };
}

function reasonToLeaveOut(named: string | undefined, endpoint: string | undefined, place: Place): string | undefined {
  if (place.environment === "never") return "the environment does not count for a connection profile";
  if (named !== undefined) {
    return endpoint === undefined || isSameEndpoint(named, endpoint)
      ? undefined
      : `${variables.endpoint} names another array than ${place.where("endpoint").replace(` or ${variables.endpoint}`, "")}`;
  }
  return place.environment === "default"
    ? undefined
    : `without ${variables.endpoint} the environment is meant for the default connection`;
}

function isSameEndpoint(one: string, other: string): boolean {
  try {
    return normalizeEndpoint(one) === normalizeEndpoint(other);
  } catch {
    return one === other;
  }
}
