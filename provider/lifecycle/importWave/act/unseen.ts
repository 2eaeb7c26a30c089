/** An import that could not be looked at: what is recorded of it stays, and to find out more is a refresh's matter. */

import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { isOutage } from "../../operation/converge";
import type { Report } from "../../operation/handler";
import { sentenceOf } from "../../operation/lifecycleErrors";

/** @returns whether it was told: an array that does not answer, and the end of a run, are no trouble of one. */
export function tellUnseen(error: unknown, report: Pick<Report, "warning">, signal: AbortSignal): boolean {
  if (signal.aborted || (isOutage(error) && !(error instanceof NotFoundError))) return false;
  report.warning(unseenText(error));
  return true;
}

export const unseenText = (error: unknown): string => `${sentenceOf(error)} What is recorded of it stays as it is.`;
