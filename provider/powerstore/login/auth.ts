import type { Clock } from "../../clock";
import { ForbiddenError, LoginRefusedError, type PowerStoreError } from "../http/powerStoreErrors";
import { type LoginMeans, logIn, logOut, SECOND_TRY_SECONDS, type Ticket } from "./login";

/** 401: the session is unknown or the login wrong. 403: a privilege is missing, or the token is stale [ARRAY login]. */
export type LoginDoubt = 401 | 403;

export interface Logins {
  /** The ticket of the one login; the first call logs in. `isFresh`: the login was not yet over at the time of the call. */
  current(): Promise<{ readonly ticket: Ticket; readonly isFresh: boolean }>;
  /**
   * A newer ticket than the doubted one; logs in unless somebody else has done so since.
   * Undefined when a fresh login was of no use against the same status a short while ago.
   */
  renew(doubted: Ticket, doubt: LoginDoubt): Promise<Ticket | undefined>;
  /** To be told when the array did what it was asked under this ticket. */
  noteAccepted(ticket: Ticket): void;
  /** To be told when the array gave the same answer to a fresh ticket. */
  noteUseless(doubt: LoginDoubt): void;
  /** Logs out if logged in. Never throws, and takes no longer than `seconds`. */
  logOut(seconds: number): Promise<void>;
}

// The shortest idle time-out that an array can be set to [ARRAY login]: sooner, a session does not expire by itself.
const USELESS_SECONDS = 300;

type Refusal = { readonly error: PowerStoreError; readonly isFinal: boolean; readonly at: number };
type Held = { readonly login: Promise<Ticket>; ticket?: Ticket; isAccepted?: boolean };

/**
 * One login however many requests, because arrays evict sessions past some 2000 and log users of the GUI out with them
 * [ISSUE dell/csm#1006]. A refused first login is the last: a thousand resources would lock the account. After logins that worked, a refusal may be
 * that of a management which is failing over: there is one more attempt, a minute later and again for all, which locks nothing.
 */
export function createLogins(means: LoginMeans & { readonly clock: Clock }): Logins {
  let held: Held | undefined;
  let refusal: Refusal | undefined;
  let hasWorked = false;
  let wasEverAccepted = false;
  const uselessSince = new Map<LoginDoubt, number>();

  const start = (): Held => {
    const isLast = !hasWorked || refusal !== undefined;
    const started: Held = { login: logIn(means, isLast) };
    const keep = (ticket: Ticket) => {
      started.ticket = ticket;
      hasWorked = true;
      refusal = undefined;
    };
    const drop = (error: unknown) => {
      if (error instanceof LoginRefusedError || error instanceof ForbiddenError) {
        refusal = { error, isFinal: isLast, at: means.clock.monotonic() };
      }
      if (held === started) held = undefined;
    };
    started.login.then(keep, drop);
    held = started;
    return started;
  };
  const throwIfRefused = () => {
    if (!refusal) return;
    const isTimeToTry = means.clock.monotonic() - refusal.at >= SECOND_TRY_SECONDS * 1000;
    if (refusal.isFinal || !isTimeToTry) throw refusal.error;
  };
  const isUseless = (doubt: LoginDoubt) => {
    const since = uselessSince.get(doubt);
    // A privilege that is missing, or a cookie that never comes through, is so for long. A ticket that the array gave and takes for nothing, after others that
    // it took, is that of a management which is failing over.
    const isLasting = !wasEverAccepted || (doubt === 403 && held?.isAccepted === true);
    const seconds = isLasting ? USELESS_SECONDS : SECOND_TRY_SECONDS;
    return since !== undefined && means.clock.monotonic() - since < seconds * 1000;
  };

  return {
    current: async () => {
      throwIfRefused();
      const { ticket, login } = held ?? start();
      return ticket ? { ticket, isFresh: false } : { ticket: await login, isFresh: true };
    },
    renew: async (doubted, doubt) => {
      throwIfRefused();
      if (held && held.ticket !== doubted) return held.login;
      return isUseless(doubt) ? undefined : start().login;
    },
    noteAccepted: (ticket) => {
      wasEverAccepted = true;
      if (held?.ticket === ticket) held.isAccepted = true;
    },
    noteUseless: (doubt) => {
      uselessSince.set(doubt, means.clock.monotonic());
    },
    logOut: async (seconds) => {
      const ticket = held?.ticket;
      held = undefined;
      if (ticket) await logOut(means, ticket, seconds);
    },
  };
}
