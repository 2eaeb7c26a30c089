/** Requests for a session that the array has made jobs of, and has not carried out yet: how they are recorded. */

import * as z from "zod";

const pendingRequest = z
  .object({
    action: z.string().min(1).describe("What was asked for, such as cutover or cancel."),
    jobId: z.string().min(1).describe("The array's job for it."),
    scheduledTimestamp: z.string().optional().describe("The start that it gives, if it gives one. ISO 8601."),
  })
  .meta({ title: "PendingRequest" });

export const pendingRequests = z
  .array(pendingRequest)
  .optional()
  .describe(
    "Requests of earlier runs that the array has not carried out yet, for a second person has to approve them: none is sent twice.",
  );

export type PendingRequest = {
  /** A newer version may have asked for what this one does not know. */
  readonly action: string;
  readonly jobId: string;
  /** The start that it gives, if it gives one. */
  readonly scheduledTimestamp?: string | undefined;
};

/** Something that would be sent now. */
export type Wish = Omit<PendingRequest, "jobId">;
