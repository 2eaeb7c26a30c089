import { brokenIn } from "../../simulation/waves/judge";
import { tellWaves } from "../../simulation/waves/tell";
import type { CalmEdge, Ground, Step } from "../explore";
import { incidentsOf } from "../troubles";
import type { WaveCommand, WaveMove, WavePlace, WavePlayed } from "./waveMove";
import { describeWaveMove, playWaveEvent, playWaveRun } from "./waveMove";
import type { WaveNode } from "./waveNode";
import { waveNodeOf } from "./waveNode";

type Tell = (step: Step<WaveNode, WaveMove>) => void;

/** A stack with one wave. */
export class WaveGround implements Ground<WaveNode, WaveMove> {
  readonly beginning: WaveNode;
  readonly describe = describeWaveMove;
  readonly #place: WavePlace;

  constructor(place: WavePlace) {
    this.#place = place;
    this.beginning = waveNodeOf(place.simulator, [], place.canon);
  }

  async leave(node: WaveNode, tell: Tell): Promise<void> {
    const { events, programs, troubles } = this.#place.model;
    for (const event of events) {
      const to = playWaveEvent(this.#place, node, event);
      if (to) tell({ move: { kind: "event", event }, to, outcome: "done", hasChanged: true, isCalm: true });
    }
    const ups = Object.keys(programs).map((program): WaveCommand => ({ verb: "up", program }));
    for (const command of [...ups, { verb: "refresh" } as const, { verb: "destroy" } as const]) {
      const calm = await this.#play(node, { kind: "run", command }, tell);
      for (const incident of incidentsOf(requestsOf(calm), troubles))
        await this.#play(node, { kind: "run", command, incident }, tell);
    }
  }

  async #play(node: WaveNode, move: Extract<WaveMove, { kind: "run" }>, tell: Tell): Promise<WavePlayed> {
    const { played, to } = await playWaveRun(this.#place, node, move.command, move.incident);
    tell({ move, to, ...endOf(played), isCalm: !move.incident, wrong: wrongIn(played) });
    return played;
  }
}

/** As the walk of sessions has them: of the one process of a run. */
function requestsOf({ chapters }: WavePlayed) {
  return chapters
    .flatMap(({ requests, deed: { urn } }) => requests.map((request) => ({ ...request, urn })))
    .map((request, at) => ({ ...request, at, process: "plugin" as const }));
}

function endOf({ chapters }: WavePlayed): Pick<CalmEdge, "outcome" | "hasChanged"> {
  const outcomes = chapters.map(({ outcome }) => outcome);
  const hasChanged = chapters.some(({ result }) => result !== "unchanged");
  if (outcomes.includes("died")) return { outcome: "died", hasChanged };
  return { outcome: outcomes.every((outcome) => outcome === "done") ? "done" : "failed", hasChanged };
}

function wrongIn({ chapters }: WavePlayed): Step<WaveNode, WaveMove>["wrong"] {
  for (const chapter of chapters) {
    const wrong = brokenIn(chapter);
    if (wrong) return { rule: `${wrong.name}: ${wrong.what}`, story: tellWaves(chapters) };
  }
  return undefined;
}
