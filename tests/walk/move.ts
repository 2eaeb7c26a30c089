import type { ImportSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import type { RunSettings } from "../../provider/lifecycle/operation/handler";
import type { Row, Simulator } from "../../simulator/src";
import { sessionRows } from "../simulation/array";
import type { ArrayEvent } from "./arrayEvents";
import { describeEvent, happen } from "./arrayEvents";
import type { Failure, StateFile } from "./engine";
import { deploy } from "./engine";
import type { Incident } from "./incidents";
import type { Canon, Node } from "./node";
import { nodeOf } from "./node";
import { restoreArray } from "./plainArray";
import type { WalkRequest } from "./processes";
import { openRun } from "./processes";
import type { Command, Entry, Program } from "./stack";

/** One step from a node to a node. */
export type Move =
  | { readonly kind: "event"; readonly event: ArrayEvent }
  | { readonly kind: "run"; readonly command: Command; readonly incident?: Incident };

/** A run as it went. Ids are those of the node before, and go on from there. */
export type Played = {
  readonly command: Command;
  readonly incident: Incident | undefined;
  readonly program: Program;
  readonly outcome: "done" | "failed" | "died";
  readonly failures: readonly Failure[];
  /** Whether the engine would tell of an update or more. */
  readonly hasChanged: boolean;
  readonly requests: readonly WalkRequest[];
  readonly texts: readonly string[];
  readonly before: { readonly entries: readonly Entry[]; readonly sessions: readonly Row[] };
  readonly after: {
    readonly entries: readonly Entry[];
    readonly sessions: readonly Row[];
    readonly world: Simulator["world"];
  };
};

/** Where the moves of a model are played. */
export type Place = {
  readonly simulator: Simulator;
  readonly canon: Canon;
  readonly settings: RunSettings;
  readonly programs: Readonly<Record<string, Program>>;
  readonly handler: ImportSessionHandler;
};

/** Undefined where nothing happens: the array refuses it. */
export function playEvent(place: Place, from: Node, event: ArrayEvent): Node | undefined {
  restoreArray(place.simulator, from.array, place.canon);
  return happen(place.simulator, event) ? nodeOf(place.simulator, from.entries, place.canon) : undefined;
}

/** The node after the run; undefined where its incident did not come to pass. */
export async function playRun(
  place: Place,
  from: Node,
  command: Command,
  incident?: Incident,
): Promise<{ readonly played: Played; readonly to: Node } | undefined> {
  const { simulator, canon, settings, programs, handler } = place;
  restoreArray(simulator, from.array, canon);
  const sessionsBefore = sessionRows(simulator);
  let hasHappened = true;
  const run = openRun({
    simulator,
    handler,
    settings,
    incidents: incident ? [incident] : [],
    lookAtArray: incident ? undefined : () => arrayOf(simulator, canon),
    happen: (event) => {
      hasHappened = happen(simulator, event);
    },
  });
  const program = "program" in command ? (programs[command.program] ?? []) : [];
  const state: StateFile = { entries: from.entries, hasChanged: false };
  const end = await run.live(deploy(state, command, program, run.calls));
  // An engine that died writes no more, whatever it still had on its mind.
  const { entries } = state;
  if (end !== "died") await run.close();
  if (!hasHappened) return undefined;
  simulator.clearFaults();
  simulator.endLogins();
  const played: Played = {
    command,
    incident,
    program,
    outcome: end === "died" ? "died" : end.length > 0 ? "failed" : "done",
    failures: end === "died" ? [] : end,
    hasChanged: state.hasChanged,
    requests: run.requests,
    texts: run.texts,
    before: { entries: from.entries, sessions: sessionsBefore },
    after: { entries, sessions: sessionRows(simulator), world: simulator.world },
  };
  return { played, to: nodeOf(simulator, entries, canon) };
}

/** What decides whether an event can happen; events count the sessions in the array's own order. */
function arrayOf(simulator: Simulator, canon: Canon): string {
  const order = sessionRows(simulator).map(({ name }) => name);
  return `${order.join()} ${nodeOf(simulator, [], canon).array}`;
}

export function describeMove(move: Move): string {
  if (move.kind === "event") return describeEvent(move.event);
  const { command, incident } = move;
  const { verb, ...options } = command;
  const words = Object.entries(options).map(([name, value]) => (value === true ? name : String(value)));
  const trouble = incident ? ` [${incident.process} request ${incident.at}: ${incident.name}]` : "";
  return `${[verb, ...words].join(" ")}${trouble}`;
}
