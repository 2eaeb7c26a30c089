/** Stands in for the part of Vault by which an engine can keep a stack's key: https://developer.hashicorp.com/vault/api-docs/secret/transit. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { SecretsProvider } from "../../tools/engine/contract";

const KEY = "engine-of-the-tests";

let opened: Promise<SecretsProvider> | undefined;

/**
 * One for this process, which it does not keep alive. From a passphrase an engine derives its key anew in each command, which takes more than half of what a
 * short one costs.
 */
export function openVault(): Promise<SecretsProvider> {
  opened ??= listen();
  return opened;
}

async function listen(): Promise<SecretsProvider> {
  const kept = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const data = answer(kept, request.url ?? "", await bodyOf(request));
    response.writeHead(data ? 200 : 404, { "Content-Type": "application/json" });
    response.end(JSON.stringify(data ? { data } : { errors: [] }));
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const env = { VAULT_SERVER_URL: `http://127.0.0.1:${port}`, VAULT_SERVER_TOKEN: "none" };
  return { url: `hashivault://${KEY}`, env };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const body = await text(request);
  return body === "" ? {} : (JSON.parse(body) as Record<string, string>);
}

function answer(kept: Map<string, string>, path: string, { plaintext, ciphertext = "" }: Record<string, string>) {
  if (path === `/v1/transit/encrypt/${KEY}` && plaintext !== undefined) {
    const handle = `vault:v1:${randomUUID()}`;
    kept.set(handle, plaintext);
    return { ciphertext: handle };
  }
  const known = path === `/v1/transit/decrypt/${KEY}` ? kept.get(ciphertext) : undefined;
  return known === undefined ? undefined : { plaintext: known };
}
