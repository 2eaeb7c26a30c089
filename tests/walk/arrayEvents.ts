import type { Simulator } from "../../simulator/src";
import { ApiError } from "../../simulator/src";
import { sessionRows } from "../simulation/array";
import type { Snapshot } from "./snapshot";

type FaultState = Parameters<Simulator["world"]["failSession"]>[1]["state"];

/** What somebody does by hand with a session. */
export const handActions = [
  "pause",
  "resume",
  "cancel",
  "cutover",
  "cleanup",
  "enable_destination_volume",
  "start_copy",
] as const;

/** Something that happens at the array by itself or by hand. `session` counts from 0 in the array's own order. */
export type ArrayEvent =
  /** The state that a session is in runs out, as the next thing that happens at the array. */
  | { readonly event: "timePasses"; readonly session: number }
  | { readonly event: "byHand"; readonly session: number; readonly action: (typeof handActions)[number] }
  | { readonly event: "recordDeleted"; readonly session: number }
  /** The record goes, an unfinished import with it. */
  | { readonly event: "purged"; readonly session: number }
  | { readonly event: "fails"; readonly session: number; readonly state: FaultState }
  /** A session that somebody makes by hand. */
  | { readonly event: "made"; readonly name: string; readonly source: string; readonly isAgentless: boolean }
  | { readonly event: "sourceReachable"; readonly isReachable: boolean };

export function describeEvent(event: ArrayEvent): string {
  const { event: name, ...details } = event;
  return [name, ...Object.values(details)].join(" ");
}

/** Lets an event happen. What the array refuses to a person is no event at all: false. */
export function happen(simulator: Simulator, event: ArrayEvent): boolean {
  const { world } = simulator;
  const id = "session" in event ? sessionRows(simulator)[event.session]?.id : "";
  if (id === undefined) return false;
  try {
    switch (event.event) {
      case "timePasses":
        return endState(simulator, id);
      case "byHand":
        call(simulator, `POST /import_session/{id}/${event.action}`, id);
        break;
      case "recordDeleted":
        call(simulator, "DELETE /import_session/{id}", id);
        break;
      case "purged":
        world.purgeSession(id);
        break;
      case "fails":
        if (!isUnderWay(String(world.row("import_session", id)?.state))) return false;
        world.failSession(id, { state: event.state });
        break;
      case "made":
        call(simulator, "POST /import_session", "", {
          name: event.name,
          source_resource_id: event.source,
          remote_system_id: "rs-unity-01",
          type: event.isAgentless ? "Agentless" : "Non_Disruptive",
        });
        break;
      case "sourceReachable":
        world.setReachable("rs-unity-01", event.isReachable);
    }
    return true;
  } catch (error) {
    if (error instanceof ApiError || error instanceof RangeError) return false;
    throw error;
  }
}

/** The timer of one session is the first that runs out, whatever else is waiting. */
function endState(simulator: Simulator, id: string): boolean {
  const snapshot = simulator.snapshot() as Snapshot;
  const [timer] = snapshot.agenda.filter((due) => due.id === id);
  if (!timer) return false;
  const session = snapshot.collections.import_session.find((row) => row.id === id);
  const at = session?.state === "Scheduled" ? timer.at : snapshot.now + 1;
  const agenda = snapshot.agenda.map((due) =>
    due === timer ? { ...due, at } : { ...due, at: due.at <= at ? at + 1 : due.at },
  );
  // A moment in the queue is over when its own instant says so: the timer alone would run out for nothing.
  const sessions = snapshot.collections.import_session.map((row) =>
    row === session && row.waits_until !== undefined ? { ...row, waits_until: at } : row,
  );
  simulator.restore({ ...snapshot, agenda, collections: { ...snapshot.collections, import_session: sessions } });
  simulator.advance((at - snapshot.now) / 1000);
  return true;
}

/** What is completed or over does not fail any more; the simulator would do as it is told. */
const isUnderWay = (state: string) =>
  !state.startsWith("Import_Completed") && state !== "Cancelled" && state !== "Failed";

function call({ world }: Simulator, operation: string, id: string, body: Record<string, unknown> = {}): void {
  const run = world.operations[operation];
  if (!run) throw new TypeError(`the simulator has no ${operation}`);
  run({ id, body });
}
