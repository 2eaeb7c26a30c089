import type { Simulator } from "../../../simulator/src";
import type { Machine } from "../machine";
import { newMachine } from "../machine";
import type { Build } from "../process";
import type { Goal } from "../sources/engine";
import type { StackState } from "../sources/state";
import type { ResourceName, Wishes } from "./program";
import { inputsOf, resourceNames, urnOf } from "./program";
import type { StackNumber, WavesHistory, WavesSetup } from "./steps";
import type { Interlude, Maker, WavesChapter } from "./story";
import { readyVolumes } from "./world";

/** A stack in the course of a history. */
export type Stack = Pick<WavesSetup, "stackName" | "surface" | "maxActivePerArray"> & {
  wishes: Wishes;
  readonly present: Set<ResourceName>;
  readonly state: StackState;
  machine: Machine;
};

/** Two stacks and the array that they share. */
export type WavesStage = {
  readonly simulator: Simulator;
  readonly build: Build;
  readonly stacks: readonly [Stack, Stack];
  readonly volumes: readonly string[];
  readonly story: (WavesChapter | Interlude)[];
  readonly makers: Map<string, Maker>;
  /** Called after each deed. Throws where something must not be. */
  readonly judge: (chapter: WavesChapter, stage: WavesStage) => void;
};

export function newWavesStage(
  simulator: Simulator,
  { stacks }: Pick<WavesHistory, "stacks">,
  about: Pick<WavesStage, "build" | "judge">,
): WavesStage {
  simulator.reset();
  const [first, second] = stacks.map(({ stackName, surface, maxActivePerArray, wishes, begins }) => ({
    stackName,
    surface,
    maxActivePerArray,
    wishes,
    present: new Set(begins),
    state: { entries: [] },
    machine: newMachine(),
  }));
  if (!first || !second) throw new TypeError("a history has two stacks");
  return {
    simulator,
    ...about,
    stacks: [first, second],
    volumes: readyVolumes(simulator),
    story: [],
    makers: new Map(),
  };
}

/** What the program of a stack registers. */
export function goalsOf({ stacks, volumes }: WavesStage, number: StackNumber): readonly Goal[] {
  const { stackName, present, wishes } = stacks[number];
  return resourceNames
    .filter((name) => present.has(name))
    .map((name) => ({
      urn: urnOf(stackName, name),
      dependencies: {},
      after: [],
      inputs: () => inputsOf(wishes, name, volumes),
    }));
}
