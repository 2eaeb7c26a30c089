import { ViolationError } from "../violation";
import { wavesInvariants } from "./invariants";
import type { WavesStage } from "./stage";
import type { WavesChapter } from "./story";
import { tellWaves } from "./tell";

/** Throws a ViolationError as soon as an invariant is broken. */
export function judgeWaves(chapter: WavesChapter, stage: WavesStage): void {
  for (const [name, invariant] of Object.entries(wavesInvariants)) {
    const wrong = invariant(chapter);
    if (wrong) throw violation(stage, name, wrong);
  }
}

export const violation = (stage: WavesStage, name: string, what: string) =>
  new ViolationError(name, `${what}\n${tellWaves(stage.story)}`);
