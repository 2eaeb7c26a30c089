/** One step of a walk of waves: what happens at the array, or a run of the engine, played and judged as in a history of waves. */

import type { Simulator } from "../../../simulator/src";
import { sessionRows } from "../../simulation/array";
import { doWaveClick } from "../../simulation/waves/clicks";
import { playWavesStep } from "../../simulation/waves/play";
import { keyOfName, urnOf } from "../../simulation/waves/program";
import type { Stack, WavesStage } from "../../simulation/waves/stage";
import type { WavesStep } from "../../simulation/waves/steps";
import type { WavesChapter } from "../../simulation/waves/story";
import { happen } from "../arrayEvents";
import type { Incident } from "../incidents";
import type { ArrayCanon } from "../plainArray";
import { restoreArray } from "../plainArray";
import { standstill, toNextMoment } from "./moments";
import type { Click, WaveEvent, WaveModel } from "./waveModel";
import { describeWaveEvent } from "./waveModel";
import type { WaveNode } from "./waveNode";
import { waveNodeOf } from "./waveNode";

/** One command of the engine. `program` names one of the model's. */
export type WaveCommand =
  | { readonly verb: "up"; readonly program: string }
  | { readonly verb: "refresh" }
  | { readonly verb: "destroy"; readonly isConfirmed?: true };

export type WaveMove =
  | { readonly kind: "event"; readonly event: WaveEvent }
  | { readonly kind: "run"; readonly command: WaveCommand; readonly incident?: Incident<Click> };

/** Where the moves of a model are played. */
export type WavePlace = {
  readonly model: WaveModel;
  readonly simulator: Simulator;
  readonly canon: ArrayCanon;
  /** Two stacks without resources; the wave is in the first. */
  readonly stage: WavesStage;
};

/** A run as it went, and the stage that it has left. */
export type WavePlayed = { readonly chapters: readonly WavesChapter[]; readonly stage: WavesStage };

export function describeWaveMove(move: WaveMove): string {
  if (move.kind === "event") return describeWaveEvent(move.event);
  const { command, incident } = move;
  const words = Object.values(command).map((word) => (word === true ? "confirmed" : word));
  return `${words.join(" ")}${incident ? ` [request ${incident.at}: ${incident.name}]` : ""}`;
}

/** Undefined where nothing happens: the array refuses it, or it is so already. */
export function playWaveEvent({ simulator, canon }: WavePlace, from: WaveNode, event: WaveEvent): WaveNode | undefined {
  restoreArray(simulator, from.array, canon);
  if ("click" in event) doWaveClick(simulator, event);
  else if (event.event === "clock") toNextMoment(simulator);
  else if (sessionRows(simulator)[event.session]?.state === "Scheduled" || !happen(simulator, event)) return undefined;
  const to = waveNodeOf(simulator, from.entries, canon);
  return to.key === from.key ? undefined : to;
}

export async function playWaveRun(
  place: WavePlace,
  from: WaveNode,
  command: WaveCommand,
  incident?: Incident<Click>,
): Promise<{ readonly played: WavePlayed; readonly to: WaveNode }> {
  const { simulator, canon } = place;
  restoreArray(simulator, from.array, canon);
  const stage = stageAt(place, from, command);
  const chapters = await playWavesStep(stage, stepOf(command, incident));
  const { entries } = stage.stacks[0].state;
  simulator.clearFaults();
  simulator.endLogins();
  if (standstill(simulator.now()) === undefined) toNextMoment(simulator);
  return { played: { chapters, stage }, to: waveNodeOf(simulator, entries, canon) };
}

/** A machine on which nothing has run before: that of a job. */
function stageAt({ model, stage }: WavePlace, { entries }: WaveNode, command: WaveCommand): WavesStage {
  const [mine, other] = stage.stacks;
  const wish = command.verb === "up" ? model.programs[command.program] : undefined;
  const wave: Stack = {
    ...mine,
    ...(wish && { wishes: { ...mine.wishes, one: wish } }),
    present: new Set(["one"]),
    state: { entries },
    machine: { abandoned: [] },
  };
  return { ...stage, stacks: [wave, other], story: [], makers: makersOn(stage) };
}

/** Whatever bears a generated name of the wave's was made by an earlier run of it. */
function makersOn({ simulator, stacks: [{ stackName }] }: WavesStage): WavesStage["makers"] {
  const urn = urnOf(stackName, "one");
  return new Map(
    sessionRows(simulator).flatMap(({ id, name }) => {
      const key = keyOfName("one", String(name));
      return key === undefined ? [] : [[id, { stack: 0, urn, key }] as const];
    }),
  );
}

function stepOf(command: WaveCommand, incident: Incident<Click> | undefined): WavesStep {
  const run = { stack: 0, incidents: incident ? [toEffect(incident)] : [] } as const;
  if (command.verb === "refresh") return { ...run, step: "refresh" };
  if (command.verb === "up") return { ...run, step: "up", continueOnError: false };
  return { ...run, step: "destroy", continueOnError: false, isConfirmed: command.isConfirmed ?? false };
}

function toEffect({ at, times, trouble }: Incident<Click>) {
  if ("providerDies" in trouble) throw new TypeError("a wave has one process");
  return { at, times, effect: "effect" in trouble ? trouble.effect : trouble.click };
}
