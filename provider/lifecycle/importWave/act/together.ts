/** Many operations that act all together or not at all: none sends anything before each of them has found that it may. */

import { RefusalError } from "../../operation/lifecycleErrors";

/** One of them might have acted, but another one may not. */
export class NotAloneError extends RefusalError {}

/** An operation, which asks before its first request whether it may go on. */
type Work = (mayAct: () => Promise<void>) => Promise<void>;

/** @param count so many operations follow, each of which is handed to the answer */
export function together(count: number): (work: Work) => Promise<void> {
  let open = count;
  let hasFailed = false;
  let decide: (mayAct: boolean) => void = () => undefined;
  const decided = new Promise<boolean>((resolve) => {
    decide = resolve;
  });
  return async (work) => {
    let isCounted = false;
    const settle = (isFailure: boolean) => {
      if (isCounted) return;
      isCounted = true;
      hasFailed ||= isFailure;
      if (--open === 0) decide(!hasFailed);
    };
    try {
      await work(async () => {
        settle(false);
        if (!(await decided)) throw new NotAloneError("not sent, because of others.");
      });
      settle(false);
    } catch (error) {
      settle(true);
      throw error;
    }
  };
}
