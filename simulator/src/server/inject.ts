/** Requests without a socket, for tests that need speed. */

import { toText } from "../http/wire";
import type { Serve } from "./server";

export type InjectedRequest = {
  readonly method: string;
  /** Path and query: `/api/rest/import_session?select=*` or `/_simulator/journal`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with the content type; a string is sent as it is. */
  readonly body?: unknown;
};

export type InjectedAnswer =
  /** The connection ended without an answer, as a fault rule asked. */
  | { readonly kind: "dropped" }
  /** `truncated`: the text is the first half of the body. */
  | {
      readonly kind: "answered" | "truncated";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
      /** The parsed JSON; undefined where there is none or it is truncated. */
      readonly body: unknown;
    };

export async function injectRequest(serve: Serve, request: InjectedRequest): Promise<InjectedAnswer> {
  const { method, path, headers = {}, body } = request;
  const outcome = await serve({
    method,
    target: path,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...lowerCaseNames(headers) },
    body: Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body)),
  });
  if (outcome.kind === "dropped") return outcome;
  const text = toText(outcome.answer);
  const isWhole = outcome.kind === "answered";
  const { contentType = "application/json", headers: given } = outcome.answer;
  const isJson = outcome.answer.contentType === undefined;
  return {
    kind: outcome.kind,
    status: outcome.answer.status,
    headers: { ...(text !== "" && { "content-type": contentType }), ...lowerCaseNames(given) },
    text: isWhole ? text : text.slice(0, Math.floor(text.length / 2)),
    body: isWhole && isJson && text !== "" ? JSON.parse(text) : undefined,
  };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
