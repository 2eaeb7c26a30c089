/** What a program says of imports that it has no more. */

import type { WaveWish } from "../program";
import { isWave, nameOf, wantedOf } from "../program";
import type { WavesChapter } from "../story";

/** The wave that a run is about; undefined where the resource is none, or is not to be brought anywhere. */
export function waveOf({ deed, wishes }: WavesChapter): WaveWish | undefined {
  const name = nameOf(deed.urn);
  return deed.kind === "goal" && isWave(name) ? wishes[name] : undefined;
}

/** Whether the program has let an import go that is under way. */
export const isLetGo = (chapter: WavesChapter, key: string): boolean =>
  chapter.deed.kind !== "goal" || isOut(chapter, key, "cancel");

/** Whether an import is to be left alone on the array, and forgotten. */
export const isLeft = (chapter: WavesChapter, key: string): boolean => isOut(chapter, key, "leave");

function isOut(chapter: WavesChapter, key: string, onRemove: WaveWish["onRemove"]): boolean {
  const wave = waveOf(chapter);
  return wave?.onRemove === onRemove && !wantedOf(chapter.wishes, nameOf(chapter.deed.urn), key);
}
