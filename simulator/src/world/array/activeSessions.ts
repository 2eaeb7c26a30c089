import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import type { ArrayState } from "./arrayState";

/** The first session that is under way and fits; what it uses must not go. */
export function findActiveSession(array: ArrayState, fits: (session: Session) => boolean): Session | undefined {
  for (const session of array.tables.import_session.values()) {
    if (ruleOf(session.state).source === "In_Progress" && fits(session)) return session;
  }
  return undefined;
}
