import type { Simulator } from "../../simulator/src";
import { ApiError } from "../../simulator/src";
import { sessionRows } from "./array";
import type { Program } from "./program";
import { isAgentless, STRANGERS_NAME, sources } from "./program";

/** What somebody else does at the array, to our session unless it says otherwise. */
export type Click =
  | {
      readonly click:
        | "pause"
        | "resume"
        | "cancel"
        | "cutover"
        | "cleanup"
        | "enable_destination_volume"
        | "start_copy"
        | "deleteRecord"
        | "purge"
        | "loseSource"
        | "mendSource"
        /** A session of the program's name and source, made by hand: may be adopted. */
        | "makeStrangers"
        /** Another session under the name that the program wants. */
        | "takeName"
        /** One session more that takes a place, and stays at its gate for good. */
        | "fillPlace"
        | "emptyPlaces";
    }
  | { readonly click: "fail"; readonly state: Parameters<Simulator["world"]["failSession"]>[1]["state"] }
  /** Somebody sets the wall clock of the machine that runs the provider. */
  | { readonly click: "stepClock"; readonly hours: number }
  | { readonly click: "failCopyAt"; readonly percentage: number }
  | { readonly click: "pass"; readonly minutes: number };

/** What the person who clicks has in mind: a program, its session's name, and the id of a session. */
export type ClickTarget = {
  readonly program: Program;
  readonly name: string;
  readonly id: string | undefined;
  readonly wall: WallClock;
};

/** How far the wall clock of the machine that runs the provider is off. */
export type WallClock = { seconds: number };

/** Does a click as far as the array lets it: what it refuses to a person at the GUI is no event at all. */
export function doClick(simulator: Simulator, click: Click, target: ClickTarget): void {
  try {
    clickAt(simulator, click, target);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof RangeError)) throw error;
  }
}

const FILLER = "filler-";
const fillerSources = ["unity-01-vol-04", "unity-01-vol-05", "unity-01-vol-06"];

function clickAt(simulator: Simulator, click: Click, { program, name, id = "", wall }: ClickTarget): void {
  const { world } = simulator;
  switch (click.click) {
    case "deleteRecord":
      call(simulator, "DELETE /import_session/{id}", id);
      break;
    case "purge":
      world.purgeSession(id);
      break;
    case "fail":
      if (isUnderWay(simulator, id)) world.failSession(id, { state: click.state });
      break;
    case "failCopyAt":
      world.failCopyAt(id, click.percentage);
      break;
    case "loseSource":
    case "mendSource":
      setSourcesReachable(simulator, click.click === "mendSource");
      break;
    case "makeStrangers":
      make(simulator, STRANGERS_NAME, sources[program.source].sourceResourceId, isAgentless(program));
      break;
    case "takeName":
      make(simulator, name, "unity-01-vol-03", false);
      break;
    case "fillPlace":
      fillPlace(simulator);
      break;
    case "emptyPlaces":
      emptyPlaces(simulator);
      break;
    case "stepClock":
      wall.seconds += click.hours * 3600;
      break;
    case "pass":
      simulator.advance(click.minutes * 60);
      break;
    default:
      call(simulator, `POST /import_session/{id}/${click.click}`, id);
  }
}

export function setSourcesReachable({ world }: Simulator, isReachable: boolean): void {
  for (const remoteSystem of ["rs-unity-01", "rs-xtremio-01"]) world.setReachable(remoteSystem, isReachable);
}

/** A gate of its own keeps the session in its place. */
function fillPlace(simulator: Simulator): void {
  const taken = new Set(sessionRows(simulator).map((row) => row.source_resource_id));
  const free = fillerSources.find((source) => !taken.has(source));
  if (free) make(simulator, `${FILLER}${free}`, free, true);
}

/** What is completed or over does not fail any more; the simulator would do as it is told. */
function isUnderWay({ world }: Simulator, id: string): boolean {
  const state = String(world.row("import_session", id)?.state);
  return !state.startsWith("Import_Completed") && state !== "Cancelled" && state !== "Failed";
}

function make(simulator: Simulator, name: string, source: string, agentless: boolean): void {
  call(simulator, "POST /import_session", "", {
    name,
    source_resource_id: source,
    remote_system_id: source.startsWith("xtremio") ? "rs-xtremio-01" : "rs-unity-01",
    type: agentless ? "Agentless" : "Non_Disruptive",
  });
}

/** Strangers' sessions that hold a place are ended, so that the queue moves. */
export function emptyPlaces(simulator: Simulator): void {
  for (const { id, name } of sessionRows(simulator))
    if (String(name).startsWith(FILLER)) simulator.world.purgeSession(id);
}

function call({ world }: Simulator, operation: string, id: string, body: Record<string, unknown> = {}): void {
  const run = world.operations[operation];
  if (!run) throw new TypeError(`the simulator has no ${operation}`);
  run({ id, body });
}
