import {
  ForbiddenError,
  LoginRefusedError,
  NotFoundError,
  PowerStoreError,
  StoppedError,
  UnknownValueError,
} from "../../powerstore/http/errors";
import { ContradictionError } from "./errors";

/**
 * Whether a look that failed in the middle of a wait says more about the moment than about the session. The same question had an answer before,
 * so it is not the question: while its management fails over or restarts, an array is out of reach, drops connections, answers 5xx, refuses logins
 * and privileges, and whatever stands in front of it answers with pages and redirects. "There is no such session" is an answer.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof ContradictionError) return true;
  if (error instanceof NotFoundError || error instanceof StoppedError) return false;
  // A state of a newer array: this version will not understand it later, either.
  if (error instanceof UnknownValueError) return false;
  if (error instanceof LoginRefusedError) return !error.isFinal;
  return error instanceof PowerStoreError;
}

/** Whether an action that failed is to be decided anew on a fresh look: refused in this state, lost, or not carried out in an outage. */
export function isDoubtful(error: unknown): error is Error {
  if (error instanceof NotFoundError) return true;
  // To change something, a role may lack what it has for looking: that is no trouble that passes.
  return isOutage(error) && !(error instanceof ForbiddenError);
}
