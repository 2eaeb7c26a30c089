import * as z from "zod";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const message = z.looseObject({ code: text, message_l10n: text });

const responseBody = z.looseObject({ id: text, messages: z.array(message).nullish().catch(undefined) });

/** `job_instance`; phases are left open, a newer array may know more of them. */
export const jobSchema = z
  .looseObject({
    id: z.string().min(1),
    phase: text,
    state: text,
    resource_id: text,
    response_body: responseBody.nullish().catch(undefined),
    mpa_decision: z
      .looseObject({ decision: text.catch(undefined), reason: text.catch(undefined) })
      .nullish()
      .catch(undefined),
  })
  .transform((row) => ({
    id: row.id,
    phase: row.phase ?? phaseOf(row.state),
    resourceId: row.resource_id,
    createdId: row.response_body?.id,
    decision: row.mpa_decision?.decision,
    reason: row.mpa_decision?.reason,
    messages: (row.response_body?.messages ?? []).map(({ code, message_l10n }) => ({
      ...(code !== undefined && { code }),
      text: message_l10n ?? "",
    })),
  }));

export type Job = z.output<typeof jobSchema>;

/** Before 1.0.2 there was only `state`, the same words in capitals. */
function phaseOf(state: string | undefined): string | undefined {
  return state?.toLowerCase().replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase());
}
