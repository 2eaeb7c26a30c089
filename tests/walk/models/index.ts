import { readingNames } from "../../simulation/array";
import { describeEvent } from "../arrayEvents";
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

type Part = Omit<Model, "troubles">;

const parts: readonly Part[] = [
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

/** What happens at the array between two runs may happen between two requests, too. */
const troubles = {
  calm: () => ({ deaths: false, faults: false, interruptions: [] }),
  deaths: () => ({ deaths: true, faults: false, interruptions: [] }),
  all: ({ events }: Part) => ({
    deaths: true,
    faults: true,
    interruptions: events.map((event) => ({ name: `meanwhile ${describeEvent(event)}`, trouble: { event } })),
  }),
} as const satisfies Record<string, (part: Part) => Troubles>;

/** All models, on the kind array and on the harsh one, with troubles of a kind: `calm`, `deaths` or `all`. */
export function modelsWith(kind: string): readonly Model[] {
  const of = Object.entries(troubles).find(([name]) => name === kind)?.[1];
  if (!of) throw new RangeError(`troubles are ${Object.keys(troubles).join(", ")}, not ${kind}`);
  return readingNames.flatMap((reading) =>
    parts.map((part) => ({ ...part, name: `${part.name}, ${reading}`, reading, troubles: of(part) })),
  );
}

/** What `npm test` has the time for, about a minute: deaths where there are few states, and of the moves on the harsh array; calm runs in more of them. */
export const boundedModels: readonly Model[] = [
  ...pick("deaths", [life]),
  ...pick("deaths", [moving]).filter(({ reading }) => reading === "harsh"),
  ...pick("calm", [trouble, unreachable, replacing, creatingFirst, options, renaming]),
  ...pick("calm", [moving]).filter(({ reading }) => reading === "kind"),
];

function pick(kind: "deaths" | "calm", of: readonly Part[]): readonly Model[] {
  return modelsWith(kind).filter(({ name }) => of.some((part) => name.startsWith(part.name)));
}
