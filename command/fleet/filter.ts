/** Which sessions are asked for. */
import { importSessionStates } from "../../provider/powerstore/api/schemas/importSession";
import { UsageError } from "../process/exits";
import type { SessionView } from "../sessions/sessionView";
import type { Fleet } from "./observeFleet";

export type SessionFilter = {
  readonly state?: readonly string[];
  readonly wave?: readonly string[];
  readonly stack?: string;
};

/** What cannot be meant, before anything is asked. */
export function checkFilter({ wave, stack, state = [] }: SessionFilter): void {
  if (wave !== undefined && stack === undefined) throw new UsageError("--wave: only a stack knows waves; add --stack");
  // A newer array may have states that this version does not know; they have the same form.
  const strange = state.filter((each) => !/^[A-Z][A-Za-z]*(_[A-Z][A-Za-z]*)*$/.test(each));
  if (strange.length > 0) {
    throw new UsageError(
      `--state: no array calls a state ${strange.join(", ")}; there are ${importSessionStates.join(", ")}`,
    );
  }
}

/**
 * A consistency group is there with all its members, or not at all: where it is asked for, or one of them.
 * @throws UsageError for a wave that the stack does not have.
 */
export function filtered(fleet: Fleet, { state, wave }: SessionFilter): Fleet {
  if (state === undefined && wave === undefined) return fleet;
  const strange = wave?.find((each) => !fleet.waves.includes(each));
  if (strange !== undefined) {
    throw new UsageError(`--wave: the stack has no ${strange}; its waves: ${fleet.waves.join(", ") || "none"}`);
  }
  const isMeant = (session: Pick<SessionView, "state" | "wave">) =>
    (state?.includes(session.state) ?? true) && (wave === undefined || wave.includes(session.wave ?? ""));
  const groupOf = ({ array, id, parentSessionId = id }: SessionView) => `${array}\n${parentSessionId}`;
  const meant = new Set(fleet.sessions.filter(isMeant).map(groupOf));
  return {
    ...fleet,
    sessions: fleet.sessions.filter((session) => meant.has(groupOf(session))),
    absent: fleet.absent.filter(isMeant),
    windows: fleet.windows.filter(({ resource }) => wave === undefined || wave.includes(resource)),
  };
}
