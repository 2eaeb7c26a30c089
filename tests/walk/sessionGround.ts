import { describeEvent } from "./arrayEvents";
import type { Ground, Step } from "./explore";
import type { Incident } from "./incidents";
import type { Model } from "./model";
import type { Move, Place, Played } from "./move";
import { describeMove, playEvent, playRun } from "./move";
import type { Node } from "./node";
import { nodeOf } from "./node";
import { broken } from "./rules";
import type { Command } from "./stack";
import { tellPlayed } from "./tell";
import { incidentsOf } from "./troubles";

type Tell = (step: Step<Node, Move>) => void;
type Result = { readonly played: Played; readonly to: Node };

/** Stacks of sessions. */
export class SessionGround implements Ground<Node, Move> {
  readonly beginning: Node;
  readonly describe = describeMove;
  readonly #model: Model;
  readonly #place: Place;
  /** Events that the array refuses as it stands: they are not tried again. */
  readonly #refused = new Set<string>();

  constructor(model: Model, place: Place) {
    this.#model = model;
    this.#place = place;
    this.beginning = nodeOf(place.simulator, [], place.canon);
  }

  async leave(node: Node, tell: Tell): Promise<void> {
    for (const event of this.#model.events) {
      const to = playEvent(this.#place, node, event);
      if (to) tell({ move: { kind: "event", event }, to, outcome: "done", hasChanged: true, isCalm: true });
    }
    const { commands } = this.#model;
    const first = commands.filter((command) => !commands.some((each) => goesOn(command, each)));
    for (const command of first) await this.#run(node, command, tell);
  }

  /** A command with all that can go wrong; and where something fails, with `--continue-on-error` too, which matters only then. */
  async #run(node: Node, command: Command, tell: Tell): Promise<void> {
    const calm = await this.#play(node, { kind: "run", command }, tell);
    // A preview is the beginning of an up: whatever can happen to its requests happens to that one's.
    if (!calm || command.verb === "preview") return;
    const failing = await this.#goWrong(node, command, calm.played, tell);
    const goingOn = this.#model.commands.find((each) => goesOn(each, command));
    if (!goingOn) return;
    const { outcome, hasChanged } = calm.played;
    if (outcome === "failed") return this.#run(node, goingOn, tell);
    const move: Move = { kind: "run", command: goingOn };
    tell({ move, to: calm.to, outcome, hasChanged, isCalm: true, isKnown: true });
    for (const incident of failing) await this.#play(node, { kind: "run", command: goingOn, incident }, tell);
  }

  /** The incidents that the run fails of. */
  async #goWrong(node: Node, command: Command, calm: Played, tell: Tell): Promise<readonly Incident[]> {
    const failing: Incident[] = [];
    for (const incident of incidentsOf(calm.requests, this.#model.troubles)) {
      const event = "event" in incident.trouble ? incident.trouble.event : undefined;
      const attempt = event && `${describeEvent(event)} ${incident.arrayBefore}`;
      if (attempt && this.#refused.has(attempt)) continue;
      const result = await this.#play(node, { kind: "run", command, incident }, tell);
      if (!result && attempt) this.#refused.add(attempt);
      if (result?.played.outcome === "failed") failing.push(incident);
    }
    return failing;
  }

  async #play(node: Node, move: Extract<Move, { kind: "run" }>, tell: Tell): Promise<Result | undefined> {
    const result = await playRun(this.#place, node, move.command, move.incident);
    if (!result) return undefined;
    const { played, to } = result;
    const rule = broken(played);
    const { outcome, hasChanged } = played;
    const wrong = rule === undefined ? undefined : { rule, story: tellPlayed(played) };
    tell({ move, to, outcome, hasChanged, isCalm: !move.incident, wrong });
    return result;
  }
}

/** Whether one is the other with `--continue-on-error`. */
function goesOn(one: Command, other: Command): boolean {
  if (one.verb !== "up" || other.verb !== "up" || !one.continueOnError || other.continueOnError) return false;
  return one.program === other.program && one.isReplace === other.isReplace && one.target === other.target;
}
