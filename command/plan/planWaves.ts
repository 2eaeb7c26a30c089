/** Splits imports into waves by what fits into a window. Pure. */
import { bytesText, durationText } from "../text/units";
import type { Plan, PlannedWave } from "./document";
import type { Limits } from "./windowLength";

/** A volume, or a group, which stays whole. */
export type Plannable = {
  readonly array: string;
  readonly id: string;
  readonly label: string;
  readonly sizeBytes?: number | undefined;
};

type Wave = { readonly sources: Plannable[]; bytes: number; readonly isFull: boolean };

/**
 * The largest first, each into the first wave that has room for it (first fit decreasing): at most a few more waves than there must be, and the small ones fill
 * the ends of the nights. Equal ones go by their names, so that the same array gives the same plan. What is larger than a window has a wave of its own, and so
 * has, at the end, what tells no size.
 */
export function planWaves(sources: readonly Plannable[], limits: Limits): Plan {
  const arrays = [...new Set(sources.map(({ array }) => array))];
  const parts = arrays.map((array) => {
    const own = sources.filter((source) => source.array === array);
    const nameOf = (index: number) => (arrays.length > 1 ? `${array}-wave-${index + 1}` : `wave-${index + 1}`);
    const waves = packed(own, limits);
    return {
      waves: waves.map((wave, index) => planned(array, nameOf(index), wave, limits)),
      warnings: waves.flatMap((wave, index) => warningOf(wave, nameOf(index), limits)),
    };
  });
  return {
    ...limits,
    waves: parts.flatMap(({ waves }) => waves),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}

function packed(sources: readonly Plannable[], { windowSeconds, bytesPerSecond, maxPerWave }: Limits): readonly Wave[] {
  const capacity = windowSeconds * bytesPerSecond;
  const most = maxPerWave ?? Number.POSITIVE_INFINITY;
  const waves: Wave[] = [];
  for (const source of largestFirst(sources.filter(({ sizeBytes }) => sizeBytes !== undefined))) {
    const bytes = source.sizeBytes ?? 0;
    const wave = waves.find((each) => !each.isFull && each.sources.length < most && each.bytes + bytes <= capacity);
    if (wave) {
      wave.sources.push(source);
      wave.bytes += bytes;
    } else waves.push({ sources: [source], bytes, isFull: bytes > capacity });
  }
  const untold = largestFirst(sources.filter(({ sizeBytes }) => sizeBytes === undefined));
  const size = Math.min(most, Math.max(1, untold.length));
  for (let first = 0; first < untold.length; first += size)
    waves.push({ sources: untold.slice(first, first + size), bytes: 0, isFull: true });
  return waves;
}

const collator = new Intl.Collator("en", { numeric: true });

const largestFirst = (sources: readonly Plannable[]) =>
  sources.toSorted(
    (one, other) =>
      (other.sizeBytes ?? 0) - (one.sizeBytes ?? 0) ||
      collator.compare(one.label, other.label) ||
      collator.compare(one.id, other.id),
  );

function planned(array: string, name: string, { sources, bytes }: Wave, { bytesPerSecond }: Limits): PlannedWave {
  const seconds = Math.ceil(bytes / bytesPerSecond);
  return { name, array, sourceIds: sources.map(({ id }) => id), bytes, seconds };
}

function warningOf({ sources, bytes }: Wave, name: string, { windowSeconds, bytesPerSecond }: Limits): string[] {
  const [first] = sources;
  if (first && first.sizeBytes === undefined)
    return [`${name}: the size of ${sources.length} of its imports is not told; nobody can say how long it takes`];
  if (!first || bytes <= windowSeconds * bytesPerSecond) return [];
  const takes = durationText(bytes / bytesPerSecond);
  return [
    `${name}: "${first.label}" (${bytesText(bytes)}) alone takes ${takes}, longer than a window of ${durationText(windowSeconds)}: its copy goes on in the next ones, or needs a longer one`,
  ];
}
