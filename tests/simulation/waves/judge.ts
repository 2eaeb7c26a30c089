import { ViolationError } from "../violation";
import { wavesInvariants } from "./invariants";
import type { WavesStage } from "./stage";
import type { WavesChapter } from "./story";
import { tellWaves } from "./tell";

/** Throws a ViolationError as soon as an invariant is broken. */
export function judgeWaves(chapter: WavesChapter, stage: WavesStage): void {
  const wrong = brokenIn(chapter);
  if (wrong) throw violation(stage, wrong.name, wrong.what);
}

/** The first invariant that a deed breaks, and how. */
export function brokenIn(chapter: WavesChapter): { readonly name: string; readonly what: string } | undefined {
  for (const [name, invariant] of Object.entries(wavesInvariants)) {
    const what = invariant(chapter);
    if (what) return { name, what };
  }
  return undefined;
}

export const violation = (stage: WavesStage, name: string, what: string) =>
  new ViolationError(name, `${what}\n${tellWaves(stage.story)}`);
