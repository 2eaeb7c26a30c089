import type { Clock } from "../../clock";
import { systemClock } from "../../clock";
import type { PowerStore } from "../../powerstore/api/contract";
import type { Connection } from "../../powerstore/http/contract";
import type { ArrayAccess, Report } from "../operation/handler";
import type { ResolvedConnection } from "../settings/config";
import { resolveConnection } from "../settings/config";
import type { Environment, Place } from "../settings/environment";
import { resolveProfile } from "../settings/profiles";
import type { Settings } from "../settings/settings";
import { accessArray } from "./arrayAccess";

/** Room within the engine's five seconds between SIGINT and SIGKILL, shared by all plugins [ENGINE end]. */
export const LOGOUT_SECONDS = 1;

export interface Connections {
  /**
   * The array of a connection profile, or of the default connection; opened with the first call, and the same for all that lead
   * to the same endpoint as the same user with the same trust, so that a process logs in once to each array. Throws a ConfigurationError.
   * @param report told once per array that its certificate is not verified; without one, the next that has one is
   */
  array(profile?: string, report?: Pick<Report, "warning">): ArrayAccess;
  /** Logs out wherever it is logged in. Never throws. */
  close(seconds: number): Promise<void>;
}

type Open = { readonly access: ArrayAccess; readonly connection: ResolvedConnection };

export function openConnections(options: {
  readonly settings: Settings;
  readonly environment: Environment;
  /** Where the settings stand. @default the stack's configuration */
  readonly place?: Place;
  readonly connect: (connection: Connection) => PowerStore;
  readonly clock?: Clock;
}): Connections {
  const { settings, environment, place, connect, clock = systemClock } = options;
  const byProfile = new Map<string | undefined, Open>();
  const byLogin = new Map<string, ArrayAccess>();
  const warned = new Set<string>();
  const open = (profile: string | undefined): Open => {
    const connection =
      profile === undefined
        ? resolveConnection(settings, environment, place)
        : resolveProfile(profile, settings.arrays, environment);
    const { endpoint, username, password, insecure, caCertificate, proxy } = connection;
    // A profile that verifies certificates must not use the connection of one that does not.
    const login = JSON.stringify([endpoint, username, password, insecure, caCertificate, proxy]);
    const access = byLogin.get(login) ?? accessArray(connect(connection), { clock });
    byLogin.set(login, access);
    return { access, connection };
  };
  const warn = ({ endpoint, insecureBy }: ResolvedConnection, report: Pick<Report, "warning"> | undefined) => {
    if (insecureBy === undefined || report === undefined || warned.has(endpoint)) return;
    warned.add(endpoint);
    report.warning(unverifiedText(endpoint, insecureBy));
  };
  return {
    array: (profile, report) => {
      const known = byProfile.get(profile) ?? open(profile);
      byProfile.set(profile, known);
      warn(known.connection, report);
      return known.access;
    },
    close: async (seconds) => {
      await Promise.all([...byLogin.values()].map((array) => array.powerStore.close(seconds)));
    },
  };
}

const unverifiedText = (endpoint: string, insecureBy: string) =>
  `the certificate of ${endpoint} is not verified, because ${insecureBy} says so: whoever answers at this address gets the password. ` +
  "Give the certificate as caFile instead: the array's own will do.";
