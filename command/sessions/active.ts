import { isActive } from "../../provider/lifecycle/importSession/decide/arrayPlaces";
import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";

type Listed = Pick<ListedSession, "state" | "parentSessionId">;

/** Who has one of the places that the array has for imports, and who waits for one. A group counts once, without its members. */
export function activeAndQueued<Session extends Listed>(sessions: readonly Session[]) {
  const own = sessions.filter(({ parentSessionId }) => parentSessionId === undefined);
  return {
    active: own.filter(({ state }) => isKnownState(state) && isActive(state) && state !== "Queued"),
    queued: own.filter(({ state }) => state === "Queued"),
  };
}
