/** A request that makes something, whose outcome nobody has heard: when that is so, and how it is told with what came after it. */

import type { PowerStoreError } from "../../powerstore/http/powerStoreErrors";
import { AnswerError, OutcomeUnknownError, StoppedError } from "../../powerstore/http/powerStoreErrors";
import { FoundError, PerhapsMadeError, sentenceOf } from "./lifecycleErrors";

/**
 * Also a refusal may be the answer to a repetition of what was done, where an answer before it said that the array was busy; and the process may be
 * ending while the array works.
 */
export const mayBeDone = (error: unknown): error is PowerStoreError =>
  error instanceof OutcomeUnknownError ||
  (error instanceof StoppedError && error.isOutcomeUnknown) ||
  (error instanceof AnswerError && error.isRepetition);

/**
 * An error that ends a create, with what a request before it may have made: whatever comes after a lost answer says nothing of that. Refusals (a start that has
 * passed, a hold, no place) come before the request that they are about; only who has seen what there is knows better.
 * @param lost what became of that request
 * @param next sentences: what may be there, and what to do
 */
export function keepInDoubt(error: unknown, lost: PowerStoreError | undefined, next: string): unknown {
  if (!lost || !(error instanceof Error) || error instanceof FoundError) return error;
  return new PerhapsMadeError(`${lostThenText(lost, error)} ${next}`, error);
}

/** What ended the operation, behind what became of the request before it. */
function lostThenText(lost: Error, last: Error): string {
  return lost === last ? sentenceOf(last) : `${sentenceOf(lost)} What came then: ${sentenceOf(last)}`;
}
