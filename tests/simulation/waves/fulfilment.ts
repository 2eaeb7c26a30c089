import { finalUpErrors } from "../finalErrors";
import { isFailed, isHolding } from "./invariants/states";
import type { Wanted } from "./program";
import { isWave, nameOf, SINGLE, wantedOf } from "./program";
import type { RecordedImport, WavesChapter } from "./story";
import { importsOf } from "./story";
import { isOpen } from "./windows";

/** Where an import has ended. */
export type Fulfilment = {
  readonly urn: string;
  readonly key: string;
  /** Undefined: not where the program wants it, and nobody is told. */
  readonly end: string | undefined;
  readonly words: string;
};

/** Whether a text is about the member of the key. */
export const isNamed = (text: string, key: string): boolean => new RegExp(`\\b${key}\\b`).test(text);

/** How each import that the program has ended, by what its last run has left and said. */
export function fulfilmentOf(chapter: WavesChapter): readonly Fulfilment[] {
  const { deed, stack, statesAfter, wishes, outcome } = chapter;
  const name = nameOf(deed.urn);
  if (outcome === "invalid") return [{ urn: deed.urn, key: name, end: "invalid", words: "" }];
  const recorded = (statesAfter[stack] ?? []).filter(({ urn }) => urn === deed.urn).flatMap(importsOf);
  const keys = isWave(name) ? Object.entries(wishes[name].members).flatMap(([key, is]) => (is ? [key] : [])) : [SINGLE];
  const held = statesAfter[stack]?.find(({ urn }) => urn === deed.urn)?.outputs.holdReason;
  return keys.map((key) => {
    const wanted = wantedOf(wishes, name, key);
    const one = recorded.find((each) => each.key === key);
    if (wanted && one?.id && isWhereWanted(one, wanted, chapter.now))
      return { urn: deed.urn, key, end: "fulfilled", words: "" };
    if (isWave(name) && typeof held === "string") return { urn: deed.urn, key, end: "held", words: "" };
    // Whoever waits for nothing is told nothing, as with a session of its own.
    if (wanted?.waitFor === "None" && isFailed(one?.state))
      return { urn: deed.urn, key, end: "notWaitedFor", words: "" };
    return { urn: deed.urn, key, ...excuse(chapter, key, one) };
  });
}

/** After days: every copy that may go on is done. */
function isWhereWanted({ state }: RecordedImport, { paused, advanceTo, copy, cutover }: Wanted, now: number): boolean {
  if (state === "Import_Completed") return true;
  if (state === "Paused") return paused || !isOpen(copy, now);
  if (state !== "Ready_For_Cutover") return false;
  return advanceTo === undefined || paused || !isOpen(cutover, now);
}

function excuse(chapter: WavesChapter, key: string, one: RecordedImport | undefined) {
  const { deed, texts, error } = chapter;
  const words = `is ${one?.state ?? "not there"}`;
  if (isUntold(chapter, one)) return { end: "untold", words };
  if (isBehindPaused(chapter, one)) return { end: "queued", words };
  if (nameOf(deed.urn) === "single") return { end: error === undefined ? undefined : "named", words };
  if (one?.holdReason !== undefined) return { end: isHolding(one.state) || !one.id ? "held" : "heldAtGate", words };
  return { end: texts.some((text) => isNamed(text, key)) ? "named" : undefined, words };
}

/** Its record is gone, and the array contradicts itself: the recorded state stays, and a refresh says so. */
function isUntold({ texts, sessions }: WavesChapter, one: RecordedImport | undefined): boolean {
  if (one?.id === undefined || sessions.some(({ id }) => id === one.id)) return false;
  return texts.some((text) => text.includes(String(one.id)) && finalUpErrors.untold.pattern.test(text));
}

/** It waits in the array's queue, and whatever has a place is to stay paused. */
function isBehindPaused({ sessions }: WavesChapter, one: RecordedImport | undefined): boolean {
  const inPlace = sessions.filter(({ state }) => isHolding(state) && state !== "Queued" && state !== "Scheduled");
  return one?.state === "Queued" && inPlace.length > 0 && inPlace.every(({ state }) => state === "Paused");
}
