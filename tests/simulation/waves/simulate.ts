import type { Simulator } from "../../../simulator/src";
import { sessionRows } from "../array";
import type { Build } from "../process";
import { isChange, isDone } from "../requests";
import { emptyPlaces } from "./clicks";
import { endsOf, recordedIn, requireFound, requireGone } from "./ends";
import { judgeWaves, violation } from "./judge";
import { playWavesStep } from "./play";
import type { WavesStage } from "./stage";
import { newWavesStage } from "./stage";
import type { StackNumber, WavesHistory, WavesStep } from "./steps";
import type { WavesChapter } from "./story";
import { importsOf, isDeed } from "./story";

/** What a history of waves came to. */
export type WavesSummary = {
  /** How each import of the programs ended: fulfilled, held, or named by a message. */
  readonly ends: readonly string[];
  readonly deeds: number;
  readonly requests: number;
  readonly begun: number;
  readonly deaths: number;
  readonly faults: number;
  /** Sessions that nobody holds any more: made by a run that died or heard no answer, and let go by the program. */
  readonly orphans: number;
};

/** Plays a history and its end. Throws a ViolationError as soon as an invariant is broken. */
export async function simulateWaves(
  simulator: Simulator,
  history: WavesHistory,
  build: Build = {},
): Promise<WavesSummary> {
  const stage = newWavesStage(simulator, history, { build, judge: judgeWaves });
  for (const step of history.steps) await playWavesStep(stage, step);
  calmDown(stage);
  const ends = await settleAll(stage);
  const orphans = await tearDownAll(stage);
  const story = stage.story.filter(isDeed);
  const requests = story.flatMap((chapter) => chapter.requests);
  return {
    ends,
    deeds: story.length,
    requests: requests.length,
    begun: stage.makers.size,
    deaths: story.filter(({ outcome }) => outcome === "died").length,
    faults: requests.filter(({ isAnswerTrue }) => !isAnswerTrue).length,
    orphans,
  };
}

/** Nothing fails any more, and there is room. */
function calmDown({ simulator }: WavesStage): void {
  simulator.clearFaults();
  simulator.world.setReachable("rs-unity-01", true);
  emptyPlaces(simulator);
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When a nightly job and one at noon run: each of the windows is open at one of them, and closed at the other. */
const hours = [11, 21] as const;
/** More than it takes to begin, copy and cut over all imports one by one, and until what is open once is over. */
const MOST_DAYS = 16;

const numbers: readonly StackNumber[] = [0, 1];

/** As many days as it takes until a whole day changes nothing. Each import ends where the program wants it, or a message names it. */
async function settleAll(stage: WavesStage): Promise<readonly string[]> {
  let before = "";
  for (let day = 0; day < MOST_DAYS; day++) {
    const noon = await runAt(stage, hours[0]);
    const evening = await runAt(stage, hours[1]);
    const ups = [...noon, ...evening];
    const now = JSON.stringify(ups.map((chapter) => [chapter.deed.urn, whatIsOf(chapter)]));
    if (now === before) {
      requireFound(stage, ups);
      endsOf(stage, noon);
      return endsOf(stage, evening);
    }
    before = now;
  }
  throw violation(stage, "comesToRest", `the runs do not come to rest in ${MOST_DAYS} days`);
}

/** Pauses and resumes by the clock come every day; but for these, a day is like the one before. */
function whatIsOf({ statesAfter, stack, deed, requests }: WavesChapter): unknown {
  const imports = (statesAfter[stack] ?? []).filter(({ urn }) => urn === deed.urn).flatMap(importsOf);
  const moves = requests.filter((request) => isChange(request) && isDone(request)).map(({ entry }) => entry.path);
  return [imports.map(({ key, id, state }) => [key, id, state]), moves];
}

/** One `pulumi refresh` and one `pulumi up` of each stack; what the refresh told is heard with the `up`, which has nothing to say of what it finds unchanged. */
async function runAt(stage: WavesStage, hour: number): Promise<readonly WavesChapter[]> {
  const { simulator } = stage;
  const now = simulator.now();
  const today = now - (now % DAY) + hour * HOUR;
  simulator.advance(((today > now ? today : today + DAY) - now) / 1000);
  const ups: WavesChapter[] = [];
  for (const stack of numbers) {
    const refreshes = await playWavesStep(stage, { step: "refresh", stack, incidents: [] });
    const failed = refreshes.find(({ outcome }) => outcome !== "done");
    if (failed) throw violation(stage, "converges", `a refresh failed: ${failed.error}`);
    const toldOf = ({ deed }: WavesChapter) =>
      refreshes.filter((refresh) => refresh.deed.urn === deed.urn).flatMap(({ texts }) => texts);
    const chapters = await playWavesStep(stage, { step: "up", stack, continueOnError: true, incidents: [] });
    ups.push(...chapters.map((chapter) => ({ ...chapter, texts: [...toldOf(chapter), ...chapter.texts] })));
  }
  return ups;
}

/** Every stack can be taken down. Gives the number of orphans. */
async function tearDownAll(stage: WavesStage): Promise<number> {
  const { simulator, makers } = stage;
  const recorded = recordedIn(stage);
  let errors: readonly string[] = [];
  for (const isConfirmed of [false, true]) {
    errors = [];
    for (const stack of numbers) {
      const step: WavesStep = { step: "destroy", stack, continueOnError: true, isConfirmed, incidents: [] };
      for (const { error } of await playWavesStep(stage, step)) if (error) errors = [...errors, String(error)];
    }
  }
  requireGone(stage, recorded, errors);
  return sessionRows(simulator).filter(({ id }) => recorded.has(id) || makers.has(id)).length;
}
