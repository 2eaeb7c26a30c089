/** What is said of requests that the array has made jobs of and has not carried out yet, and which of them are wanted still. */

import type { JobStatus } from "../../../powerstore/api/contract";
import { printable } from "../../../powerstore/http/errorTexts";
import type { PendingRequest, Wish } from "../inputs/pendingRequests";
import { isSameInstant } from "../inputs/schedule";
import type { RemovalAction } from "./decideRemoval";
import type { AdvanceAction } from "./decideWait";
import { isNear } from "./goals";

/** @param isByClock the start is the soonest that there is by now, so that one that was asked for as the soonest before comes to the same. */
export function isWished(pending: Wish, wish: Wish, isByClock = false): boolean {
  if (pending.action !== wish.action) return false;
  const [asked, wanted] = [pending.scheduledTimestamp, wish.scheduledTimestamp];
  if (isByClock && asked !== undefined && wanted !== undefined) return isNear(pending, Date.parse(wanted));
  return isSameInstant(asked, wanted);
}

/** How its job stands, behind "the job"; undefined where that could not be read. */
export const standsText = (job: Pick<JobStatus, "waitsForApproval"> | undefined): string => {
  if (!job) return "could not be read";
  return job.waitsForApproval ? "still waits for the approval of a second person" : "is not over";
};

/** Of one that nothing wants any more, or not now; follows the session's name. */
export function pendingText({ action, jobId }: PendingRequest, stands: string): string {
  return (
    `is ${endOf(action)} all the same once job ${jobId} on the array is carried out: an earlier run has asked for that, this one does not, and the job ${stands}. ` +
    `Have it rejected on the array unless that is to be.`
  );
}

/** Of one of which a refresh does not know whether the next run wants it. */
export function openText({ action, jobId }: PendingRequest, stands: string): string {
  return (
    `is ${endOf(action)} once job ${jobId} on the array is carried out: an earlier run has asked for that, and the job ${stands}. ` +
    `A run that wants it as well waits for that job; if it is not to be any more, have the job rejected on the array.`
  );
}

/** Behind the error of a change that may not be right any more by the time that it is carried out. */
export function laterText(action: PendingAction, jobId: string): string {
  return `The array does not look again at what the session does by then: once job ${jobId} is approved, it is ${endOf(action)}. Have the job rejected on the array unless that is to be.`;
}

export type PendingAction = AdvanceAction | RemovalAction;

const endOf = (action: string): string =>
  Object.hasOwn(ends, action) ? ends[action as keyof typeof ends] : `changed (${printable(action)})`;

const ends: Readonly<Record<PendingAction | "create", string>> = {
  create: "begun",
  pause: "paused",
  resume: "resumed",
  cutover: "cut over",
  enable_destination_volume: "given to its hosts on the destination",
  start_copy: "copied",
  reschedule: "given another start",
  cancel: "cancelled",
  cleanup: "cleaned up",
  deleteRecord: "taken off the array's records",
};
