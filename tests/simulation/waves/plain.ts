import type { MemberKey, ResourceName, SingleWish, WaveWish, Wishes } from "./program";
import { memberKeys } from "./program";
import type { StackNumber, WavesHistory, WavesSetup, WavesStep } from "./steps";

/** A wave of so many imports, of the volumes from a number on. */
export function plainWave(count: number, more: Partial<WaveWish> = {}, firstVolume = 0): WaveWish {
  const members = Object.fromEntries(
    memberKeys.slice(0, count).map((key, index) => [key, { volume: firstVolume + index }]),
  );
  return { members, hold: false, onRemove: "refuse", paused: false, waitFor: "Started", ...more };
}

export const plainSingle: SingleWish = { volume: 8 };

export const plainWishes: Wishes = { one: plainWave(3), two: plainWave(2, {}, 4), single: plainSingle };

/** One stack with a wave, and one with nothing yet. */
export function plainWaves(
  one: WaveWish,
  steps: readonly WavesStep[],
  more: Partial<WavesSetup> = {},
  second: readonly ResourceName[] = [],
): WavesHistory {
  const wishes: Wishes = { ...plainWishes, one };
  const plain: WavesSetup = { stackName: "prod", surface: "handler", wishes, begins: ["one"] };
  return {
    stacks: [
      { ...plain, ...more },
      { ...plain, stackName: "test", begins: second },
    ],
    steps,
  };
}

type Up = Extract<WavesStep, { step: "up" }>;
type Destroy = Extract<WavesStep, { step: "destroy" }>;

export const upOf = (more: Partial<Up> = {}): Up => ({
  step: "up",
  stack: 0,
  continueOnError: true,
  incidents: [],
  ...more,
});

export const refreshOf = (stack: StackNumber = 0): WavesStep => ({ step: "refresh", stack, incidents: [] });

export const destroyOf = (more: Partial<Destroy> = {}): Destroy => ({
  step: "destroy",
  stack: 0,
  continueOnError: true,
  isConfirmed: false,
  incidents: [],
  ...more,
});

export const editOf = (change: Partial<Omit<WaveWish, "members">>): WavesStep => ({
  step: "edit",
  stack: 0,
  wave: "one",
  change,
});

export const memberOf = (key: MemberKey, change: Extract<WavesStep, { step: "member" }>["change"]): WavesStep => ({
  step: "member",
  stack: 0,
  wave: "one",
  key,
  change,
});

export const pass = (minutes: number): WavesStep => ({ step: "click", click: { click: "pass", minutes } });

export const toggle = (resource: ResourceName): WavesStep => ({ step: "toggle", stack: 0, resource });
