/** Requests and answers without a socket, so that the same code serves HTTPS and calls in process. */
import type { IncomingHttpHeaders } from "node:http";

export type WireRequest = {
  readonly method: string;
  /** Path and query, as sent: `/api/rest/import_session?select=*`. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined sends no body. */
  readonly body: unknown;
  /** Of a body that is not JSON but a text, sent as it is. */
  readonly contentType?: string;
};

/** What becomes of a request: an answer, one that breaks off in its middle, or a connection that just ends. */
export type Outcome =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "truncated"; readonly answer: Answer }
  | { readonly kind: "dropped" };

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}

/** The text of an answer's body. */
export function toText(answer: Answer): string {
  if (answer.contentType !== undefined) return String(answer.body);
  return answer.body === undefined ? "" : JSON.stringify(answer.body);
}

export type Target = { readonly path: string; readonly query: URLSearchParams };

export function parseTarget(target: string): Target {
  const mark = target.indexOf("?");
  return mark < 0
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}
