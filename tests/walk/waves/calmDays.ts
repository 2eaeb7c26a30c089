import type { CalmEdge, Exploration, Visited } from "../explore";
import type { WaveEvent } from "./waveModel";
import type { WaveMove, WavePlace } from "./waveMove";
import { describeWaveMove, playWaveEvent, playWaveRun } from "./waveMove";
import type { WaveNode } from "./waveNode";

/** More parts of days than it takes to begin, copy and cut over the imports one by one. */
const MOST_STEPS = 80;
/** As many states as a session goes through by itself. */
const MOST_STATES = 8;

/** Days on which nothing happens but runs of one program, and what the array does by itself. */
export class CalmDays {
  readonly #place: WavePlace;
  readonly #exploration: Exploration<WaveNode, WaveMove>;
  readonly #known = new Map<string, readonly number[]>();
  readonly #times: readonly WaveEvent[];
  readonly #clock: WaveEvent | undefined;

  constructor(place: WavePlace, exploration: Exploration<WaveNode, WaveMove>) {
    this.#place = place;
    this.#exploration = exploration;
    const { events } = place.model;
    this.#times = events.filter((event) => "event" in event && event.event === "timePasses");
    this.#clock = events.find((event) => "event" in event && event.event === "clock");
  }

  /** The states of the day that comes again and again from there; or how it never comes to such a day. */
  async lastFrom(program: string, from: number): Promise<readonly number[] | string> {
    const path: number[] = [];
    let at = from;
    while (path.length < MOST_STEPS) {
      const known = this.#known.get(`${program} ${at}`);
      if (known) return this.#remember(program, path, known);
      const again = path.indexOf(at);
      if (again >= 0) return this.#lastOf(program, path, again);
      path.push(at);
      at = await this.#next(program, at);
    }
    return this.#never(program, from, "does not come to rest");
  }

  #lastOf(program: string, path: readonly number[], again: number): readonly number[] | string {
    const day = path.slice(again);
    const isOne = day.length === 1 || (this.#clock && day.length === MOMENTS);
    if (!isOne) return this.#never(program, path[0] ?? 0, `goes round in ${day.length} parts of days`);
    const first = day.indexOf(Math.min(...day));
    return this.#remember(program, path, [...day.slice(first), ...day.slice(0, first)]);
  }

  #never(program: string, from: number, what: string): string {
    return [`settles: up ${program} ${what}`, ...this.#exploration.wayTo(from)].join("\n");
  }

  #remember(program: string, path: readonly number[], day: readonly number[]): readonly number[] {
    for (const at of path) this.#known.set(`${program} ${at}`, day);
    return day;
  }

  /** A refresh and a run; then the array does what it does by itself, and another part of the day begins. */
  async #next(program: string, from: number): Promise<number> {
    let at = await this.#follow(from, { kind: "run", command: { verb: "refresh" } });
    at = await this.#follow(at, { kind: "run", command: { verb: "up", program } });
    for (let states = 0; states < MOST_STATES; states++) {
      for (const event of this.#times) at = await this.#follow(at, { kind: "event", event });
    }
    return this.#clock ? this.#follow(at, { kind: "event", event: this.#clock }) : at;
  }

  async #follow(from: number, move: WaveMove): Promise<number> {
    const { node, edges } = this.#exploration.visited[from] as Visited<WaveNode, WaveMove>;
    const told = describeWaveMove(move);
    const known = edges.get(told);
    if (known) return known.to;
    const to = this.#exploration.arrive(await this.#play(node, move), { place: from, move });
    edges.set(told, { to, outcome: "done", hasChanged: true } satisfies CalmEdge);
    return to;
  }

  /** Where the walk did not get that far, or nothing happens. */
  async #play(node: WaveNode, move: WaveMove): Promise<WaveNode> {
    if (move.kind === "event") return playWaveEvent(this.#place, node, move.event) ?? node;
    return (await playWaveRun(this.#place, node, move.command)).to;
  }
}

/** Of a day: see moments.ts. */
const MOMENTS = 3;
