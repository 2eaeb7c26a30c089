import type { Model } from "../model";
import type { Troubles } from "../troubles";
import {
  creatingFirst,
  gates,
  handMade,
  life,
  names,
  options,
  replacing,
  schedules,
  trouble,
  unreachable,
} from "./oneSession";
import { adopting, moving, renaming, swapping } from "./twoSessions";

const parts: readonly Omit<Model, "troubles">[] = [
  life,
  gates,
  trouble,
  unreachable,
  schedules,
  replacing,
  creatingFirst,
  options,
  handMade,
  names,
  renaming,
  moving,
  adopting,
  swapping,
];

/** Each part with all that can happen to its requests; what happens at the array between two runs may happen between two requests, too. */
export const wholeModels: readonly Model[] = parts.map((part) => ({
  ...part,
  troubles: { deaths: true, faults: true, interruptions: part.events } satisfies Troubles,
}));

/** The same parts with deaths only. */
export const crashModels: readonly Model[] = parts.map((part) => ({
  ...part,
  troubles: { deaths: true, faults: false, interruptions: [] } satisfies Troubles,
}));

/** And with nothing but calm runs. */
export const calmModels: readonly Model[] = parts.map((part) => ({
  ...part,
  troubles: { deaths: false, faults: false, interruptions: [] } satisfies Troubles,
}));

const boundedNames: readonly string[] = [
  life.name,
  gates.name,
  trouble.name,
  unreachable.name,
  renaming.name,
  moving.name,
];

/** What `npm test` has the time for. */
export const boundedModels: readonly Model[] = crashModels.filter(({ name }) => boundedNames.includes(name));
