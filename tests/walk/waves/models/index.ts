import type { Reading } from "../../../simulation/array";
import { readingNames } from "../../../simulation/array";
import type { WaveModel } from "../waveModel";
import type { WavePart } from "./events";
import { four, three } from "./moreImports";
import { inWindows, life } from "./oneImport";
import * as two from "./twoImports";

/** So many states of three and four imports are left behind. */
const MOST_LEFT = 600;

const parts: readonly WavePart[] = [
  life,
  inWindows,
  two.oneAtATime,
  two.inWindows,
  two.comingAndGoing,
  two.failing,
  two.waiting,
  two.onAFullArray,
  two.inTheQueue,
  { ...three, mostLeft: MOST_LEFT },
  { ...four, mostLeft: MOST_LEFT },
];

/** What somebody does between two runs may happen between two requests, too. */
const troubles = {
  calm: () => ({ deaths: false, faults: false, interruptions: [] }),
  deaths: () => ({ deaths: true, faults: false, interruptions: [] }),
  all: ({ events }: WavePart) => ({
    deaths: true,
    faults: true,
    interruptions: events.flatMap((event) =>
      "click" in event ? [{ name: `meanwhile ${event.click}`, trouble: { click: event } }] : [],
    ),
  }),
} as const satisfies Record<string, (part: WavePart) => WaveModel["troubles"]>;

/** All models of waves, on the kind array and on the harsh one, with troubles of a kind. */
export function waveModelsWith(kind: string): readonly WaveModel[] {
  const of = Object.entries(troubles).find(([name]) => name === kind)?.[1];
  if (!of) throw new RangeError(`troubles are ${Object.keys(troubles).join(", ")}, not ${kind}`);
  return readingNames.flatMap((reading) =>
    parts.map((part) => ({ ...part, name: `${part.name}, ${reading}`, reading, troubles: of(part) })),
  );
}

/** What `npm test` has the time for: of each the first states, with a death at each change where there are few. */
export const boundedWaveModels: readonly WaveModel[] = [
  bounded(life, "deaths", "harsh", 12),
  bounded(inWindows, "calm", "kind", 40),
  bounded(two.oneAtATime, "deaths", "kind", 12),
  bounded(two.inWindows, "calm", "harsh", 30),
  bounded(two.comingAndGoing, "deaths", "kind", 10),
  bounded(two.waiting, "calm", "kind", 12),
  bounded(three, "calm", "kind", 20),
  bounded(four, "calm", "harsh", 20),
];

function bounded(part: WavePart, kind: "calm" | "deaths", reading: Reading, mostLeft: number): WaveModel {
  const model = waveModelsWith(kind).find(({ name }) => name === `${part.name}, ${reading}`);
  if (!model) throw new TypeError(`there is no model ${part.name}`);
  return { ...model, mostLeft };
}
