import type { Sessions } from "../../provider/lifecycle/importSession/sessions/sessions";
import { sessionService, sessionsOn } from "../../provider/lifecycle/importSession/sessions/sessions";
import type { ArrayAccess } from "../../provider/lifecycle/operation/handler";
import type { Simulator } from "../../simulator/src";
import { sessionRows } from "./array";

/** A session that is over, of a volume that no program imports. Made before a history begins. */
const NEIGHBOUR = { name: "neighbour", source_resource_id: "unity-01-vol-06", remote_system_id: "rs-unity-01" };

export function makeNeighbour(simulator: Simulator): void {
  const { world } = simulator;
  world.operations["POST /import_session"]?.({ id: "", body: NEIGHBOUR });
  // Over, and in the state that would do most harm if it were taken for one's own.
  world.forceState(neighbourOf(simulator) ?? "", "Import_Completed");
}

function neighbourOf(simulator: Simulator): string | undefined {
  return sessionRows(simulator).find(({ name }) => name === NEIGHBOUR.name)?.id;
}

/** A process of a stack of many: whoever reads a session is not the only one, so that pages are read (docs/decisions/009). */
export function inCompany(simulator: Simulator, array: ArrayAccess): ArrayAccess {
  const sessions = sessionsOn(array);
  const { reads } = sessions;
  const neighbour = neighbourOf(simulator);
  if (neighbour === undefined) return array;
  const inCompanyOf: Sessions = {
    ...sessions,
    reads: {
      get showsSources() {
        return reads.showsSources;
      },
      set showsSources(shown) {
        reads.showsSources = shown;
      },
      live: (id, options) => reads.live(id, options),
      changed: (id) => reads.changed(id),
      recent: (id, maxAgeSeconds, options) => {
        reads.recent(neighbour, maxAgeSeconds, options).catch(() => undefined);
        return reads.recent(id, maxAgeSeconds, options);
      },
    },
  };
  return {
    ...array,
    service: (service) => (service === sessionService ? (inCompanyOf as never) : array.service(service)),
  };
}
