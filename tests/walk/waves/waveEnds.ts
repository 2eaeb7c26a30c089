/** Where calm days lead: from every state some days of runs end with each import where its program wants it, or with a message that names it. */

import { ViolationError } from "../../simulation/violation";
import { endsOf, recordedIn, requireFound, requireGone } from "../../simulation/waves/ends";
import { violation } from "../../simulation/waves/judge";
import type { WavesChapter } from "../../simulation/waves/story";
import type { Exploration } from "../explore";
import { CalmDays } from "./calmDays";
import type { WaveCommand, WaveMove, WavePlace, WavePlayed } from "./waveMove";
import { playWaveRun } from "./waveMove";
import type { WaveNode } from "./waveNode";

export type WaveEnds = { readonly counts: ReadonlyMap<string, number>; readonly violations: readonly string[] };

/** Asked of all states that were seen; how they end is judged once for each end. */
export async function waveEnds(place: WavePlace, exploration: Exploration<WaveNode, WaveMove>): Promise<WaveEnds> {
  const counts = new Map<string, number>();
  const days = new CalmDays(place, exploration);
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = exploration.visited.length;
  for (const program of Object.keys(place.model.programs)) {
    const judged = new Map<number, string>();
    for (let from = 0; from < seen; from++) {
      const day = await days.lastFrom(program, from);
      if (typeof day === "string") return { counts, violations: [day] };
      const [first = from] = day;
      try {
        const name = judged.get(first) ?? (await judge(place, program, nodesAt(exploration, day)));
        judged.set(first, name);
        count(name);
      } catch (error) {
        if (!(error instanceof ViolationError)) throw error;
        return { counts, violations: [[error.message, ...exploration.wayTo(first)].join("\n")] };
      }
    }
  }
  return { counts, violations: [] };
}

const nodesAt = ({ visited }: Exploration<WaveNode, WaveMove>, places: readonly number[]) =>
  places.flatMap((each) => visited[each]?.node ?? []);

/** The runs of a last day once more: each of them must account for all imports, and a destroy for all that is recorded. */
async function judge(place: WavePlace, program: string, day: readonly WaveNode[]): Promise<string> {
  const ends: string[] = [];
  for (const node of day) {
    const refreshed = await playWaveRun(place, node, { verb: "refresh" });
    const { played } = await playWaveRun(place, refreshed.to, { verb: "up", program });
    const told = toldBy(refreshed.played);
    const ups = played.chapters.map((chapter) => ({ ...chapter, texts: [...told, ...chapter.texts] }));
    ends.push(...endsOf(played.stage, ups));
    requireFound(played.stage, ups);
  }
  for (const node of day) await takeDown(place, node);
  return `up: ${[...new Set(ends)].toSorted().join(", ")}`;
}

/** An up has nothing to say of what a refresh before it has told already. */
const toldBy = ({ chapters }: WavePlayed) => chapters.flatMap(({ texts }) => texts);

async function takeDown(place: WavePlace, node: WaveNode): Promise<void> {
  const confirmed: WaveCommand = { verb: "destroy", isConfirmed: true };
  const first = await playWaveRun(place, node, { verb: "destroy" });
  const { played } = await playWaveRun(place, first.to, confirmed);
  const errors = played.chapters.flatMap(errorsOf);
  // Ids are those of the node that the last run came from.
  const recorded = recordedBefore(played.chapters);
  requireGone(played.stage, recorded, errors);
  const isDone = played.stage.stacks[0].state.entries.length === 0;
  if (!isDone && errors.length === 0) throw violation(played.stage, "nothingLeft", "the wave is in the state still");
}

const errorsOf = ({ error }: WavesChapter) => (error === undefined ? [] : [String(error)]);

function recordedBefore(chapters: readonly WavesChapter[]): ReturnType<typeof recordedIn> {
  const stacks = chapters.flatMap(({ statesBefore }) => statesBefore.map((entries) => ({ state: { entries } })));
  return recordedIn({ stacks } as unknown as Parameters<typeof recordedIn>[0]);
}
