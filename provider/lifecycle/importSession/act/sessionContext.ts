import type { OperationContext } from "../../operation/handler";
import type { Hold } from "../decide/holds";
import type { ObservedSession } from "../decide/observedSession";
import type { Place } from "../sessions/places";

/** An operation on a session, which may be one of many that belong together (a wave). */
export type SessionContext = OperationContext & {
  /** Why the session may pass no gate now; asked anew before each step. */
  readonly brake?: () => Hold | undefined;
  /** Hears of each look at the session. */
  readonly observed?: (session: ObservedSession) => void;
  /** A `scheduledTimestamp` of the program that was to come when it was told first: if it has passed by now, the start is at once. */
  readonly acceptedStart?: string | undefined;
  /** On the monotonic clock: when the operation has begun of which this is a part, and whose `timeoutSeconds` these are. @default now */
  readonly startedAt?: number;
  /** Asked before the first request of a delete; throws where it may not be, because of others. */
  readonly mayAct?: () => Promise<void>;
  /** A place on the array for what is about to be begun, at once; throws a NoPlaceError. @default waits for one */
  readonly takePlace?: () => Place;
};
