/** The array that is recorded: GET requests to it, and nothing else. */
import type { IncomingHttpHeaders } from "node:http";
import { Agent } from "node:https";
import type { AxiosStatic } from "axios";

export type UpstreamOptions = {
  /** Its server: `https://array.example`. */
  readonly target: string;
  /** PEM of the authority to trust. @default what the system trusts */
  readonly ca?: string;
  /** Do not verify its certificate. @default false */
  readonly insecure?: boolean;
  /** How long it may say nothing. @default 120000 */
  readonly timeoutMilliseconds?: number;
};

export type UpstreamReply = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

export interface Upstream {
  /** Rejects with the system's error when the array cannot be reached. */
  get(path: string, headers: Readonly<Record<string, string>>): Promise<UpstreamReply>;
  close(): void;
}

export function createUpstream({
  target,
  ca,
  insecure = false,
  timeoutMilliseconds = 120_000,
}: UpstreamOptions): Upstream {
  const agent = new Agent({ keepAlive: true, ca, rejectUnauthorized: !insecure });
  // Loaded by a recording alone: it would be a good part of the start of a simulator.
  const client = (require("axios") as AxiosStatic).create({
    adapter: "http",
    httpsAgent: agent,
    proxy: false,
    maxRedirects: 0,
    responseType: "arraybuffer",
    transformResponse: [],
    validateStatus: null,
    timeout: timeoutMilliseconds,
    timeoutErrorMessage: `the array has not answered within ${timeoutMilliseconds / 1000} seconds`,
  });
  return {
    get: async (path, passedOn) => {
      try {
        const { status, headers, data } = await client.get<Buffer>(new URL(path, target).href, { headers: passedOn });
        // They are as Node gives them.
        return { status, headers: Object.fromEntries(Object.entries(headers)) as IncomingHttpHeaders, body: data };
      } catch (error) {
        // What the library throws holds the request, with the login in it.
        throw error instanceof Error ? (error.cause ?? new Error(error.message)) : error;
      }
    },
    close: () => agent.destroy(),
  };
}
