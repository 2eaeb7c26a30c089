import type { Simulator } from "../../../simulator/src";
import { ApiError } from "../../../simulator/src";
import { sessionRows } from "../array";

/** What somebody else does at the array; `of` counts the sessions that are there. */
export type WaveClick =
  | {
      readonly click: "pause" | "resume" | "cancel" | "cutover" | "deleteRecord" | "purge";
      readonly of: number;
    }
  | { readonly click: "fail"; readonly of: number; readonly state: "Failed" | "Cleanup_Required" }
  | { readonly click: "failCopyAt"; readonly of: number; readonly percentage: number }
  | { readonly click: "loseSource" | "mendSource" | "emptyPlaces" }
  /** Another session that takes a place, and stays at its gate for good. */
  | { readonly click: "fillPlace" }
  | { readonly click: "pass"; readonly minutes: number };

/** Does a click as far as the array lets it: what it refuses to a person at the GUI is no event at all. */
export function doWaveClick(simulator: Simulator, click: WaveClick): void {
  try {
    clickAt(simulator, click);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof RangeError)) throw error;
  }
}

const FILLER = "filler-";
const fillerSources = ["xtremio-01-vol-01", "xtremio-01-vol-02", "xtremio-01-vol-03"];

function clickAt(simulator: Simulator, click: WaveClick): void {
  const { world } = simulator;
  switch (click.click) {
    case "deleteRecord":
      call(simulator, "DELETE /import_session/{id}", idOf(simulator, click.of));
      break;
    case "purge":
      world.purgeSession(idOf(simulator, click.of));
      break;
    case "fail":
      if (isUnderWay(simulator, idOf(simulator, click.of)))
        world.failSession(idOf(simulator, click.of), { state: click.state });
      break;
    case "failCopyAt":
      world.failCopyAt(idOf(simulator, click.of), click.percentage);
      break;
    case "loseSource":
    case "mendSource":
      world.setReachable("rs-unity-01", click.click === "mendSource");
      break;
    case "fillPlace":
      fillPlace(simulator);
      break;
    case "emptyPlaces":
      emptyPlaces(simulator);
      break;
    case "pass":
      simulator.advance(click.minutes * 60);
      break;
    default:
      call(simulator, `POST /import_session/{id}/${click.click}`, idOf(simulator, click.of));
  }
}

function idOf(simulator: Simulator, number: number): string {
  const rows = sessionRows(simulator).filter(({ name }) => !String(name).startsWith(FILLER));
  return rows[number % rows.length]?.id ?? "";
}

/** What is completed or over does not fail any more; the simulator would do as it is told. */
function isUnderWay({ world }: Simulator, id: string): boolean {
  const state = String(world.row("import_session", id)?.state);
  return !state.startsWith("Import_Completed") && state !== "Cancelled" && state !== "Failed";
}

function fillPlace(simulator: Simulator): void {
  const taken = new Set(sessionRows(simulator).map((row) => row.source_resource_id));
  const free = fillerSources.find((source) => !taken.has(source));
  if (!free) return;
  call(simulator, "POST /import_session", "", {
    name: `${FILLER}${free}`,
    source_resource_id: free,
    remote_system_id: "rs-xtremio-01",
    type: "Agentless",
  });
}

/** Strangers' sessions that hold a place are ended, so that the queue moves. */
export function emptyPlaces(simulator: Simulator): void {
  for (const { id, name } of sessionRows(simulator))
    if (String(name).startsWith(FILLER)) simulator.world.purgeSession(id);
}

function call({ world }: Simulator, operation: string, id: string, body: Record<string, unknown> = {}): void {
  world.operations[operation]?.({ id, body });
}
