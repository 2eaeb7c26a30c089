import type { ImportSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import { importSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { BEGINNING, credentials, readings } from "../simulation/array";
import { describeEvent } from "./arrayEvents";
import { calmEnds } from "./calmEnds";
import type { Incident } from "./incidents";
import type { Model } from "./model";
import type { Move, Place, Played } from "./move";
import { describeMove, playEvent, playRun } from "./move";
import type { Node } from "./node";
import { nodeOf } from "./node";
import { broken } from "./rules";
import type { Snapshot } from "./snapshot";
import type { Command } from "./stack";
import { tellPlayed } from "./tell";
import { incidentsOf } from "./troubles";

/** What a calm run from a node came to, or an event. */
export type CalmEdge = Pick<Played, "outcome" | "hasChanged"> & { readonly to: number };

export type Visited = {
  readonly node: Node;
  /** How it was first reached; absent for the beginning. */
  readonly from?: { readonly place: number; readonly move: Move };
  /** Calm runs and events, by their description. */
  readonly edges: Map<string, CalmEdge>;
};

export type Walk = {
  readonly states: number;
  readonly transitions: number;
  /** Whether no new state is left to be seen. */
  readonly isWhole: boolean;
  readonly violations: readonly string[];
  /** How calm runs from all states end, and from how many. */
  readonly ends: ReadonlyMap<string, number>;
};

export type WalkOptions = {
  /** Called now and then, and asked whether to go on. */
  readonly progress?: (states: number, transitions: number, waiting: number) => boolean | undefined;
  /** The walk ends after so many. @default 1 */
  readonly mostViolations?: number;
  /** @default the lifecycle's own */
  readonly handler?: ImportSessionHandler;
};

const GIBIBYTE = 1024 ** 3;
const COPY_BYTES_PER_SECOND = 30 * 1024 * 1024;

/** Copies of hours, so that none ends within a run by itself. */
const world = {
  ...credentials,
  start: BEGINNING,
  sources: [{ name: "Unity-01", type: "Unity", volumes: 2, sizeBytes: 900 * GIBIBYTE }],
  copyBytesPerSecond: COPY_BYTES_PER_SECOND,
  ids: "counted",
} as const;

async function openPlace(model: Model, handler: ImportSessionHandler): Promise<Place> {
  const simulator: Simulator = await startSimulator({
    ...world,
    ...readings[model.reading ?? "kind"],
    ...model.world,
    sleep: async (seconds) => simulator.advance(seconds),
  });
  const { copyBytesPerSecond = COPY_BYTES_PER_SECOND } = model.world ?? {};
  const instants = (model.instants ?? []).map((instant) => Date.parse(instant));
  return {
    simulator,
    programs: model.programs,
    handler,
    settings: { forceCancel: false, hostsOnSource: false, namespace: model.namespace },
    canon: { beginning: simulator.snapshot() as Snapshot, copyBytesPerSecond, instants },
  };
}

/** Walks a model breadth first until no new state appears. */
export async function walk(model: Model, options: WalkOptions = {}): Promise<Walk> {
  const place = await openPlace(model, options.handler ?? importSessionHandler);
  try {
    return await new Walker(model, place, options).walk();
  } finally {
    await place.simulator.close();
  }
}

class Walker {
  readonly #model: Model;
  readonly #place: Place;
  readonly #options: WalkOptions;
  readonly #visited: Visited[] = [];
  readonly #places = new Map<string, number>();
  readonly #violations: string[] = [];
  /** Events that the array refuses as it stands: they are not tried again. */
  readonly #refused = new Set<string>();
  #transitions = 0;

  constructor(model: Model, place: Place, options: WalkOptions) {
    this.#model = model;
    this.#place = place;
    this.#options = options;
  }

  async walk(): Promise<Walk> {
    this.#arrive(nodeOf(this.#place.simulator, [], this.#place.canon));
    const { progress, mostViolations = 1 } = this.#options;
    let isEnded = false;
    for (let next = 0; next < this.#visited.length; next++) {
      await this.#leave(next);
      if (this.#violations.length >= mostViolations) break;
      if (progress?.(next + 1, this.#transitions, this.#visited.length - next - 1) !== false) continue;
      isEnded = true;
      break;
    }
    const isWhole = this.#violations.length === 0 && !isEnded;
    const ends = isWhole ? await calmEnds(this.#model, this.#place, this.#visited) : undefined;
    return {
      states: this.#visited.length,
      transitions: this.#transitions,
      isWhole,
      violations: [...this.#violations, ...(ends?.violations ?? [])],
      ends: ends?.counts ?? new Map(),
    };
  }

  /** All moves from a node. */
  async #leave(place: number): Promise<void> {
    const { node, edges } = this.#visited[place] as Visited;
    for (const event of this.#model.events) {
      const to = playEvent(this.#place, node, event);
      if (!to) continue;
      const move: Move = { kind: "event", event };
      edges.set(describeMove(move), { to: this.#arrive(to, { place, move }), outcome: "done", hasChanged: true });
      this.#transitions += 1;
    }
    const { commands } = this.#model;
    const first = commands.filter((command) => !commands.some((each) => goesOn(command, each)));
    for (const command of first) await this.#run(place, command);
  }

  /** A command with all that can go wrong; and where something fails, with `--continue-on-error` too, which matters only then. */
  async #run(place: number, command: Command): Promise<void> {
    const calm = await this.#play(place, { kind: "run", command });
    // A preview is the beginning of an up: whatever can happen to its requests happens to that one's.
    if (!calm || command.verb === "preview") return;
    const failing = await this.#goWrong(place, command, calm);
    const goingOn = this.#model.commands.find((each) => goesOn(each, command));
    if (!goingOn) return;
    if (calm.outcome === "failed") return this.#run(place, goingOn);
    const { edges } = this.#visited[place] as Visited;
    const edge = edges.get(describeMove({ kind: "run", command })) as CalmEdge;
    edges.set(describeMove({ kind: "run", command: goingOn }), edge);
    for (const incident of failing) await this.#play(place, { kind: "run", command: goingOn, incident });
  }

  /** The incidents that the run fails of. */
  async #goWrong(place: number, command: Command, calm: Played): Promise<readonly Incident[]> {
    const failing: Incident[] = [];
    for (const incident of incidentsOf(calm.requests, this.#model.troubles)) {
      const event = "event" in incident.trouble ? incident.trouble.event : undefined;
      const attempt = event && `${describeEvent(event)} ${incident.arrayBefore}`;
      if (attempt && this.#refused.has(attempt)) continue;
      const played = await this.#play(place, { kind: "run", command, incident });
      if (!played && attempt) this.#refused.add(attempt);
      if (played?.outcome === "failed") failing.push(incident);
    }
    return failing;
  }

  async #play(place: number, move: Extract<Move, { kind: "run" }>): Promise<Played | undefined> {
    const { node, edges } = this.#visited[place] as Visited;
    const result = await playRun(this.#place, node, move.command, move.incident);
    if (!result) return undefined;
    this.#transitions += 1;
    const { played, to } = result;
    const wrong = broken(played);
    if (wrong) this.#violations.push(this.#report(place, move, wrong, played));
    const arrived = this.#arrive(to, { place, move });
    const { outcome, hasChanged } = played;
    if (!move.incident) edges.set(describeMove(move), { to: arrived, outcome, hasChanged });
    return played;
  }

  #arrive(node: Node, from?: Visited["from"]): number {
    const known = this.#places.get(node.key);
    if (known !== undefined) return known;
    const place = this.#visited.length;
    this.#places.set(node.key, place);
    this.#visited.push({ node, ...(from && { from }), edges: new Map() });
    return place;
  }

  #report(place: number, move: Move, wrong: string, played: Played): string {
    return `${wrong}\n${this.wayTo(place).join("\n")}\n- ${describeMove(move)}\n${tellPlayed(played)}`;
  }

  wayTo(place: number): readonly string[] {
    return wayTo(this.#visited, place);
  }
}

/** Whether one is the other with `--continue-on-error`. */
function goesOn(one: Command, other: Command): boolean {
  if (one.verb !== "up" || other.verb !== "up" || !one.continueOnError || other.continueOnError) return false;
  return one.program === other.program && one.isReplace === other.isReplace && one.target === other.target;
}

/** The moves by which a state was first reached. */
export function wayTo(visited: readonly Visited[], place: number): readonly string[] {
  const { from } = visited[place] as Visited;
  return from ? [...wayTo(visited, from.place), `- ${describeMove(from.move)}`] : [];
}
