/** The array that is recorded: GET requests to it, and nothing else. */
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request } from "node:https";

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
  return {
    get: (path, headers) =>
      new Promise((resolve, reject) => {
        const sent = request(new URL(path, target), { method: "GET", agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const { statusCode = 0, headers: received } = response;
            resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks) });
          });
        });
        sent.on("error", reject);
        sent.setTimeout(timeoutMilliseconds, () => {
          sent.destroy(new Error(`the array has not answered within ${timeoutMilliseconds / 1000} seconds`));
        });
        sent.end();
      }),
    close: () => agent.destroy(),
  };
}
