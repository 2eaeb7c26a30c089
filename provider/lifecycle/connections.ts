import type { Clock } from "../clock";
import { systemClock } from "../clock";
import type { Connection, PowerStore } from "../powerstore/contract";
import { accessArray } from "./arrayAccess";
import type { Environment, Settings } from "./config";
import { resolveConnection } from "./config";
import type { ArrayAccess } from "./handler";
import { resolveProfile } from "./profiles";

export interface Connections {
  /**
   * The array of a connection profile, or of the default connection; opened with the first call, and the same for all that lead
   * to the same endpoint as the same user with the same trust, so that a process logs in once to each array. Throws a ConfigurationError.
   */
  array(profile?: string): ArrayAccess;
  /** Logs out wherever it is logged in. Never throws. */
  close(seconds: number): Promise<void>;
}

export function openConnections(options: {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly connect: (connection: Connection) => PowerStore;
  readonly clock?: Clock;
}): Connections {
  const { settings, environment, connect, clock = systemClock } = options;
  const byProfile = new Map<string | undefined, ArrayAccess>();
  const byLogin = new Map<string, ArrayAccess>();
  const open = (profile: string | undefined): ArrayAccess => {
    const connection =
      profile === undefined ? resolveConnection(settings, environment) : resolveProfile(profile, settings.arrays);
    const { endpoint, username, password, insecure, caCertificate } = connection;
    // A profile that verifies certificates must not use the connection of one that does not.
    const login = JSON.stringify([endpoint, username, password, insecure, caCertificate]);
    const known = byLogin.get(login) ?? accessArray(connect(connection), { clock });
    byLogin.set(login, known);
    return known;
  };
  return {
    array: (profile) => {
      const array = byProfile.get(profile) ?? open(profile);
      byProfile.set(profile, array);
      return array;
    },
    close: async (seconds) => {
      await Promise.all([...byLogin.values()].map((array) => array.powerStore.close(seconds)));
    },
  };
}
