import * as z from "zod";
import type { AnswerHeaders, TransportAnswer } from "./contract";
import type { ArrayMessage } from "./powerStoreErrors";
import type { Secrets } from "./secrets";

/** What the body turned out to be; `cutOff` begins as JSON and does not end as such. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "empty" | "html" | "cutOff" | "text" };

export type Answer = {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Body;
  /** What the array says about an error; undefined when the body is none of the vendor's error bodies. */
  readonly arrayMessages: readonly ArrayMessage[] | undefined;
  /** Where a redirect leads, as it was given. */
  readonly location: string | undefined;
};

/** `secrets` are taken out of what may be quoted in an error: a text of the other side may repeat a header. */
export function readAnswer(raw: TransportAnswer, secrets: Secrets): Answer {
  const { status, headers } = raw;
  const body = readBody(raw);
  const location = headers.get("location") ?? undefined;
  return {
    status,
    headers,
    body,
    arrayMessages: messagesIn(status, body, secrets),
    location: location && secrets.hide(location),
  };
}

function readBody({ headers, text }: TransportAnswer): Body {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  if (trimmed.startsWith("<") || headers.get("content-type")?.includes("html")) return { kind: "html" };
  try {
    return { kind: "json", value: JSON.parse(trimmed) };
  } catch {
    return { kind: /^[[{]/.test(trimmed) ? "cutOff" : "text" };
  }
}

function messagesIn(status: number, body: Body, secrets: Secrets): readonly ArrayMessage[] | undefined {
  if (status < 400 || body.kind !== "json") return undefined;
  const parsed = errorBodySchema.safeParse(body.value);
  return parsed.data?.map(({ code, text }) => ({ code: code && secrets.hide(code), text: secrets.hide(text) }));
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** `error_response` of the vendor's description; by it an answer of the array is told from one of something in between. */
export const errorBodySchema = z
  .object({ messages: z.array(z.object({ code: text, message_l10n: text })).min(1) })
  .transform((body) => body.messages.map((message) => ({ code: message.code, text: message.message_l10n ?? "" })));
