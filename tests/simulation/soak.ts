import fc from "fast-check";
import type { Simulator } from "../../simulator/src";
import type { Reading } from "./array";
import { openArray, readingNames, readings } from "./array";
import type { History } from "./history";
import { history } from "./history";
import { simulateSame } from "./sameStory";
import { sourcesHistory } from "./sources/history";
import { simulateSources } from "./sources/simulate";
import type { SourcesHistory } from "./sources/steps";
import type { SourcesTally } from "./sources/tally";
import { countSources, describeSourcesTally, newSourcesTally } from "./sources/tally";
import type { SourceReading } from "./sources/world";
import { sourceReadingNames, sourceReadings } from "./sources/world";
import { stacksHistory } from "./stacks/history";
import { simulateStacks } from "./stacks/simulate";
import type { StacksHistory } from "./stacks/steps";
import type { StacksTally } from "./stacks/tally";
import { countStacks, describeStacksTally, newStacksTally } from "./stacks/tally";
import type { AnySurfaceName } from "./surfaces/surface";
import { through } from "./surfaces/surface";
import type { Tally } from "./tally";
import { count, describeTally, newTally } from "./tally";
import { wavesHistory } from "./waves/history";
import { simulateWaves } from "./waves/simulate";
import type { WavesHistory } from "./waves/steps";
import type { WavesTally } from "./waves/tally";
import { countWaves, describeWavesTally, newWavesTally } from "./waves/tally";
import { waveReadings } from "./waves/world";

/** So many histories grow from one seed; the next seed is one more. */
export const BATCH = 500;

/** And so many of sources, hosts and groups, beside the others. */
export const SOURCES_BATCH = 100;

/** And of waves, in which days pass. */
export const WAVES_BATCH = 30;

/** Of all kinds together. */
export const PER_SEED = BATCH + SOURCES_BATCH + WAVES_BATCH;

/** Of a stack with one resource, or of two stacks that share the array. */
const kinds = ["one", "stacks"] as const;

export type SoakOptions = {
  /**
   * Of stacks with one resource. Through any other than the handler, each history is played through both and compared. By `terraform` sources and waves are
   * played as well, which otherwise choose their surfaces by themselves; and two stacks of resources that move are not.
   */
  readonly surface: AnySurfaceName;
  readonly histories: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** After each batch. */
  progress(figures: SoakFigures): void;
};

export type SoakFigures = {
  readonly one: Tally;
  readonly stacks: StacksTally;
  readonly sources: SourcesTally;
  readonly waves: WavesTally;
};

export const newFigures = (): SoakFigures => ({
  one: newTally(),
  stacks: newStacksTally(),
  sources: newSourcesTally(),
  waves: newWavesTally(),
});

export const describeFigures = ({ one, stacks, sources, waves }: SoakFigures): string =>
  [describeTally(one), describeStacksTally(stacks), describeSourcesTally(sources), describeWavesTally(waves)].join(
    "\n",
  );

export const playedIn = ({ one, stacks, sources, waves }: SoakFigures): number =>
  one.histories + stacks.histories + sources.histories + waves.histories;

export type SoakFailure = {
  /** The seed of the batch: with it alone, the failure comes again. */
  readonly seed: number;
  /** What was played from it. */
  readonly play: string;
  /** The shrunk history, and how it went. */
  readonly report: string;
};

type Arrays = {
  readonly ofSessions: ReadonlyMap<Reading, Simulator>;
  readonly ofSources: ReadonlyMap<SourceReading, Simulator>;
  readonly ofWaves: ReadonlyMap<Reading, Simulator>;
};

/** Plays histories of all kinds on arrays of all readings until there are enough, one breaks an invariant, or the signal aborts. */
export async function soak(options: SoakOptions): Promise<SoakFigures & { readonly failure?: SoakFailure }> {
  const figures = newFigures();
  const left = () => options.histories - playedIn(figures);
  const arrays = await openArrays();
  try {
    for (let seed = options.seed; left() > 0 && !options.signal.aborted; seed++) {
      const { kind, reading } = playOf(seed, options.surface);
      const simulator = of(arrays.ofSessions, reading);
      const report = await playBatch(
        simulator,
        kind,
        { seed, numRuns: Math.min(BATCH, left()) },
        options.surface,
        figures,
      );
      if (report) return { ...figures, failure: { seed, play: `${kind}, ${reading}`, report } };
      const around = sourceReadingOf(seed);
      const numRuns = Math.min(SOURCES_BATCH, left());
      const other = await playSources(
        of(arrays.ofSources, around),
        { seed, numRuns },
        options.surface,
        figures.sources,
      );
      if (other) return { ...figures, failure: { seed, play: `sources, ${around}`, report: other } };
      const night = readingNames[seed % readingNames.length] ?? "kind";
      const some = { seed, numRuns: Math.min(WAVES_BATCH, left()) };
      const third = await playWaves(of(arrays.ofWaves, night), some, options.surface, figures.waves);
      if (third) return { ...figures, failure: { seed, play: `waves, ${night}`, report: third } };
      options.progress(figures);
    }
    return figures;
  } finally {
    for (const each of Object.values(arrays)) for (const simulator of each.values()) await simulator.close();
  }
}

async function openArrays(): Promise<Arrays> {
  const ofSessions = new Map<Reading, Simulator>();
  const ofSources = new Map<SourceReading, Simulator>();
  const ofWaves = new Map<Reading, Simulator>();
  for (const reading of readingNames) {
    ofSessions.set(reading, await openArray(readings[reading]));
    ofWaves.set(reading, await openArray(waveReadings[reading]));
  }
  for (const reading of sourceReadingNames) ofSources.set(reading, await openArray(sourceReadings[reading]));
  return { ofSessions, ofSources, ofWaves };
}

function of<Key>(arrays: ReadonlyMap<Key, Simulator>, reading: Key): Simulator {
  const simulator = arrays.get(reading);
  if (!simulator) throw new TypeError(`there is no array that is ${String(reading)}`);
  return simulator;
}

const sourceReadingOf = (seed: number): SourceReading => sourceReadingNames[seed % sourceReadingNames.length] ?? "kind";

async function playSources(
  simulator: Simulator,
  parameters: { readonly seed: number; readonly numRuns: number },
  surface: AnySurfaceName,
  sources: SourcesTally,
): Promise<string | undefined> {
  if (parameters.numRuns <= 0) return undefined;
  const played = (each: SourcesHistory) => (surface === "terraform" ? through(surface, each) : each);
  const play = async (each: SourcesHistory) => countSources(sources, await simulateSources(simulator, played(each)));
  return reportOf(await fc.check(fc.asyncProperty(sourcesHistory, play), parameters));
}

async function playWaves(
  simulator: Simulator,
  parameters: { readonly seed: number; readonly numRuns: number },
  surface: AnySurfaceName,
  waves: WavesTally,
): Promise<string | undefined> {
  if (parameters.numRuns <= 0) return undefined;
  const played = (each: WavesHistory) => (surface === "terraform" ? through(surface, each) : each);
  const play = async (each: WavesHistory) => countWaves(waves, await simulateWaves(simulator, played(each)));
  return reportOf(await fc.check(fc.asyncProperty(wavesHistory, play), parameters));
}

/** A seed says all: kinds and readings take turns. */
function playOf(
  seed: number,
  surface: AnySurfaceName,
): { readonly kind: (typeof kinds)[number]; readonly reading: Reading } {
  const kind = surface === "terraform" ? "one" : (kinds[seed % kinds.length] ?? "one");
  const reading = readingNames[Math.floor(seed / kinds.length) % readingNames.length] ?? "kind";
  return { kind, reading };
}

/** What went wrong; undefined if nothing did. */
async function playBatch(
  simulator: Simulator,
  kind: (typeof kinds)[number],
  parameters: { readonly seed: number; readonly numRuns: number },
  surface: AnySurfaceName,
  { one, stacks }: SoakFigures,
): Promise<string | undefined> {
  const playOne = async (each: History) => count(one, await simulateSame(simulator, each, { surface }));
  const playStacks = async (each: StacksHistory) => countStacks(stacks, await simulateStacks(simulator, each));
  return kind === "one"
    ? reportOf(await fc.check(fc.asyncProperty(history, playOne), parameters))
    : reportOf(await fc.check(fc.asyncProperty(stacksHistory, playStacks), parameters));
}

function reportOf<T>(details: fc.RunDetails<T>): string | undefined {
  if (!details.failed) return undefined;
  const cause = details.errorInstance;
  const { path, counterexample } = { path: details.counterexamplePath, counterexample: details.counterexample };
  return `path "${path}", shrunk to ${fc.stringify(counterexample)}\n\n${cause instanceof Error ? cause.message : String(cause)}`;
}
