/** A request that makes something, whose outcome nobody has heard: when that is so, and how it is told with what came after it. */

import type { PowerStoreError } from "../../powerstore/http/powerStoreErrors";
import { AnswerError, OutcomeUnknownError, StoppedError } from "../../powerstore/http/powerStoreErrors";
import { sentenceOf } from "./lifecycleErrors";

/**
 * Also a refusal may be the answer to a repetition of what was done, where an answer before it said that the array was busy; and the process may be
 * ending while the array works.
 */
export const mayBeDone = (error: unknown): error is PowerStoreError =>
  error instanceof OutcomeUnknownError ||
  (error instanceof StoppedError && error.isOutcomeUnknown) ||
  (error instanceof AnswerError && error.isRepetition);

/** What ended the operation, behind what became of the request before it. */
export function lostThenText(lost: Error, last: Error): string {
  return lost === last ? sentenceOf(last) : `${sentenceOf(lost)} What came then: ${sentenceOf(last)}`;
}
