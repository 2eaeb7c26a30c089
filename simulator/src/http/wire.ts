/** Requests and answers without a socket, so that the same code serves HTTPS and calls in process. */
import type { IncomingHttpHeaders } from "node:http";

export type WireRequest = {
  readonly method: string;
  /** Path and query, as sent: `/api/rest/import_session?select=*`. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** How long the body was as sent: longer than what is here where it was too long to be kept. @default the body's length */
  readonly bodyBytes?: number;
};

export function bodyBytesOf({ body, bodyBytes }: WireRequest): number {
  return bodyBytes ?? body.length;
}

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON, a `JsonText` as it is; undefined sends no body. */
  readonly body: unknown;
  /** Of a body that is not JSON but a text, sent as it is. */
  readonly contentType?: string;
};

/** What becomes of a request: an answer, one that breaks off in its middle, or a connection that just ends. */
export type Outcome =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "truncated"; readonly answer: Answer }
  | { readonly kind: "dropped" };

/** A body that is JSON already. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}

/** The text of an answer's body. */
export function toText(answer: Answer): string {
  if (answer.contentType !== undefined) return String(answer.body);
  if (answer.body instanceof JsonText) return answer.body.text;
  return answer.body === undefined ? "" : JSON.stringify(answer.body);
}

/** The path alone, for those who do not need the query: parsing that takes longer than all the rest of a small request. */
export function pathOf(target: string): string {
  const mark = target.indexOf("?");
  return mark < 0 ? target : target.slice(0, mark);
}

export type Target = { readonly path: string; readonly query: URLSearchParams };

/** Shared, since everybody only reads: most requests have none. */
const noQuery = new URLSearchParams();

export function parseTarget(target: string): Target {
  const mark = target.indexOf("?");
  return mark < 0
    ? { path: target, query: noQuery }
    : { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/**
 * Browsers say so themselves (Fetch Metadata); older ones name the origin of a change. `same-site` is another port of this
 * machine, where anything may run. Whatever is no browser says neither.
 */
export function isFromAnotherSite({ headers }: Pick<WireRequest, "headers">): boolean {
  const { "sec-fetch-site": site, origin, host } = headers;
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  return origin !== undefined && origin !== `https://${host}`;
}
