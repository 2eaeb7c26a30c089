import * as z from "zod";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** `error_response` of the vendor's description; by it an answer of the array is told from one of something in between. */
export const errorBodySchema = z
  .object({ messages: z.array(z.object({ code: text, message_l10n: text })).min(1) })
  .transform((body) => body.messages.map((message) => ({ code: message.code, text: message.message_l10n ?? "" })));
