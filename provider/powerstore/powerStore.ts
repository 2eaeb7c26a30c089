/** The client of one array, put together. */

import { type Clock, systemClock } from "../clock";
import { createCertificates } from "./api/certificates";
import { withAnyColumns } from "./api/columns";
import type { PowerStore } from "./api/contract";
import { createImportHostSystems } from "./api/importHostSystems";
import { createImportSessions } from "./api/importSessions";
import { createInventory } from "./api/inventory";
import { createJobs, jobFollower } from "./api/jobs";
import { createRemoteSystems } from "./api/remoteSystems";
import { createRequests } from "./api/requests";
import { createWireRows } from "./api/rows";
import { createSources } from "./api/sources";
import { createUniversalGroups } from "./api/universalGroups";
import { createVolumes } from "./api/volumes";
import { ArrayClock } from "./http/arrayClock";
import { createAttempts } from "./http/attempts";
import { Contact } from "./http/contact";
import type { Connection, Transport } from "./http/contract";
import { normalizeEndpoint } from "./http/endpoint";
import { createSecrets } from "./http/secrets";
import { httpsTransport } from "./http/transport";
import { createLogins } from "./login/auth";

export type ConnectOptions = {
  /** Times the pauses between repetitions. @default the system's clock */
  readonly clock?: Clock;
  /** @default HTTPS as the connection says */
  readonly transport?: Transport;
  /** 0 (included) to 1 (excluded), spreads repetitions. @default Math.random */
  readonly random?: () => number;
  /**
   * Requests under way at once. @default 16: some more than the engine's usual parallelism, so that short reads do not wait
   * for a slow create, and well below the 60 of Dell's own Go client [ARRAY clients], which others may be using as well.
   */
  readonly requestsInFlight?: number;
};

/**
 * A client of one array. Sends nothing before the first call. One per connection and process is enough and best: it has the
 * one login.
 * @throws EndpointError, a TypeError, if the endpoint is no https URL.
 */
export function connect(connection: Connection, options: ConnectOptions = {}): PowerStore {
  const endpoint = normalizeEndpoint(connection.endpoint);
  const { clock = systemClock, random = Math.random, requestsInFlight = 16 } = options;
  const transport = options.transport ?? httpsTransport(connection);
  const closing = new AbortController();
  const secrets = createSecrets();
  // The same for logins and requests: both find out the same.
  const contact = new Contact(endpoint, clock);
  const arrayClock = new ArrayClock(clock);
  const attemptsOf = (limit: number) =>
    createAttempts({ transport, clock, random, requestsInFlight: limit, secrets, contact, arrayClock });
  const logins = createLogins({
    connection: { ...connection, endpoint },
    // A lane of its own: a login must not queue behind requests that will be refused for the want of it.
    attempts: attemptsOf(1),
    transport,
    clock,
    secrets,
    closing: closing.signal,
  });
  const requests = withAnyColumns(
    createRequests({
      endpoint,
      timeoutSeconds: connection.timeoutSeconds,
      logins,
      attempts: attemptsOf(requestsInFlight),
      closing: closing.signal,
      secrets,
      followJob: jobFollower({ endpoint, clock, secrets }),
    }),
  );
  let closed: Promise<void> | undefined;
  const close = async (seconds: number) => {
    closing.abort();
    await logins.logOut(seconds);
    transport.close();
  };
  return {
    endpoint,
    importSessions: createImportSessions(requests),
    inventory: createInventory(requests),
    jobs: createJobs(requests),
    sources: createSources(requests),
    remoteSystems: createRemoteSystems(requests),
    certificates: createCertificates(requests),
    importHostSystems: createImportHostSystems(requests),
    universalGroups: createUniversalGroups(requests),
    volumes: createVolumes(requests),
    rows: createWireRows(requests),
    arrayClock,
    close: (seconds = 1) => {
      closed ??= close(seconds);
      return closed;
    },
  };
}
