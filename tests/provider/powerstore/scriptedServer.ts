import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

export type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** How the server reacts to a request; free to answer badly or not at all. */
export type Script = (request: Received, response: ServerResponse) => void;

export const PASSWORD = "correct-horse-battery";

export type ScriptedServer = {
  readonly endpoint: string;
  readonly certificate: string;
  readonly port: number;
  /** Everything received, in order, logins included. */
  readonly received: Received[];
  /** Requests to anything but the login. */
  work(): Received[];
  logins(): number;
  stop(): Promise<void>;
};

type Identity = Promise<{ readonly private: string; readonly cert: string }>;
const identities = new Map<string, Identity>();

/** A self-signed certificate for a name, 127.0.0.1 and ::1 or, for another name than localhost, for that one only; made once. */
function identityFor(name: string): Identity {
  const addresses = name === "localhost" ? ["127.0.0.1", "::1"] : [];
  const altNames = [{ type: 2 as const, value: name }, ...addresses.map((ip) => ({ type: 7 as const, ip }))];
  const made =
    identities.get(name) ??
    generate([{ name: "commonName", value: name }], {
      keyType: "ec",
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "subjectAltName", altNames },
      ],
    });
  identities.set(name, made);
  return made;
}

/** An HTTPS server on a free port that logs anybody in and answers everything else by the script. */
export async function startScriptedServer(
  script: Script,
  {
    host = "127.0.0.1",
    certificateFor = "localhost",
    tls = {},
  }: { readonly host?: string; readonly certificateFor?: string; readonly tls?: https.ServerOptions } = {},
): Promise<ScriptedServer> {
  const { private: key, cert } = await identityFor(certificateFor);
  const received: Received[] = [];
  const server = https.createServer({ key, cert, ...tls }, async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const request = {
      method: incoming.method ?? "",
      path: (incoming.url ?? "").replace("/api/rest", ""),
      headers: incoming.headers,
      body,
    };
    received.push(request);
    script(request, response);
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `https://${host.includes(":") ? `[${host}]` : host}:${port}/api/rest`,
    certificate: cert,
    port,
    received,
    work: () => received.filter(({ path }) => path !== "/login_session" && path !== "/logout"),
    logins: () => received.filter(({ path }) => path === "/login_session").length,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function json(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(value));
}

export function arrayError(response: ServerResponse, status: number, text: string, code = "0xE0FF00010001") {
  json(response, status, { messages: [{ code, severity: "Error", message_l10n: text, arguments: [] }] });
}

/** Session `n` of the login that the scripted servers grant. */
export const cookieOf = (n: number) => `auth_cookie=cookie-secret-${n}`;
export const tokenOf = (n: number) => `token-secret-${n}`;

export function grantLogin(response: ServerResponse, n = 1) {
  json(response, 200, [{ id: "1", user: "admin", role_ids: ["1"], is_password_change_required: false }], {
    "Set-Cookie": `${cookieOf(n)}; Path=/; Secure; HTTPOnly`,
    "DELL-EMC-TOKEN": tokenOf(n),
  });
}

/** A script that grants every login and leaves the rest to another. */
export function loggedIn(rest: Script): Script {
  let logins = 0;
  return (request, response) => {
    if (request.path === "/login_session") return grantLogin(response, ++logins);
    if (request.path === "/logout") return void response.writeHead(204).end();
    rest(request, response);
  };
}

/** A session as the array shows it, every property present. */
export function wireSession(id: string, changed: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: `session-${id}`,
    type: "Non_Disruptive",
    description: null,
    remote_system_id: "remote-1",
    source_resource_id: "source-1",
    destination_resource_id: null,
    destination_resource_type: "volume",
    parent_session_id: null,
    state: "Copy_In_Progress",
    estimated_completion_timestamp: null,
    progress_percentage: 40,
    average_transfer_rate: null,
    current_transfer_rate: null,
    protection_policy_id: null,
    volume_group_id: null,
    global_storage_discovery_address: null,
    automatic_cutover: false,
    scheduled_timestamp: null,
    error: null,
    last_update_timestamp: null,
    ...changed,
  };
}
