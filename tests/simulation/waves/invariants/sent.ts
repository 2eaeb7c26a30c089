import type { Row } from "../../../../simulator/src";
import { actionOf, isChange, isCreate, isDelete, operationOf } from "../../requests";
import type { Wanted } from "../program";
import { isWave, nameOf, resourceNames, urnOf, wantedOf } from "../program";
import type { Change, WavesChapter, WavesInvariant } from "../story";
import { importsOf, ownImports } from "../story";
import { isOpen } from "../windows";
import { isLeft, isLetGo, waveOf } from "./letGo";
import { isActive, isAtStake, isDead, isFailed, isHolding, isUnderWay } from "./states";

/** What a run may ask of the array. */

/** Of whose import of the resource a session is: as recorded before, or as made. */
function keyOf(chapter: WavesChapter, id: string): string | undefined {
  const maker = chapter.makers.get(id);
  const made = maker?.stack === chapter.stack && maker.urn === chapter.deed.urn ? maker.key : undefined;
  const recorded = [...ownImports(chapter, chapter.statesBefore), ...ownImports(chapter, chapter.statesAfter)];
  return recorded.find((each) => each.id === id)?.key ?? made;
}

/** Of a request for what somebody has purged meanwhile, too. */
const sessionIdOf = ({ before, entry }: Change["request"]): string =>
  before?.id ?? /\/import_session\/([^/?]+)/.exec(entry.path)?.[1] ?? "";

function wantedFor(chapter: WavesChapter, id: string): { readonly key: string; readonly wanted: Wanted } | undefined {
  const key = keyOf(chapter, id);
  if (key === undefined || chapter.deed.kind !== "goal") return undefined;
  const wanted = wantedOf(chapter.wishes, nameOf(chapter.deed.urn), key);
  return wanted && { key, wanted };
}

/** As far as the state knew when the run began; a failure of an import that leaves the program, or is made anew, may not count any more. */
function isHeld(chapter: WavesChapter): boolean {
  const wave = waveOf(chapter);
  if (!wave) return false;
  if (wave.hold) return true;
  if (wave.maxFailures === undefined) return false;
  const failed = ownImports(chapter, chapter.statesBefore).filter(
    ({ key, state }) => isFailed(state) && wantedOf(chapter.wishes, nameOf(chapter.deed.urn), key),
  );
  return failed.length > wave.maxFailures;
}

/** Whether the array has carried a create out. */
const isBegun = ({ request }: Change) => isCreate(request) && !request.before && request.after !== undefined;

/** Nobody but the wave itself begins one too many. */
export const placesKept: WavesInvariant = (chapter) => {
  const maxActive = waveOf(chapter)?.maxActive;
  if (maxActive === undefined) return undefined;
  for (const change of chapter.changes.filter(isBegun)) {
    const active = change.sessions.filter(({ id, state }) => isHolding(state) && isOwnPlace(chapter, id));
    if (active.length > maxActive)
      return `${change.request.after?.name} was begun, the ${active.length}th at a time of ${maxActive}`;
  }
  return undefined;
};

/**
 * Nothing is begun while as many are active on the array as may be, whoever began them. What others have begun since the run last asked, it cannot know of; what it
 * was told wrong, it does not.
 */
export const arrayPlacesKept: WavesInvariant = ({ maxActivePerArray, changes, requests }) => {
  if (maxActivePerArray === undefined) return undefined;
  for (const { request, sessions, places } of changes.filter(isBegun)) {
    const name = request.after?.name;
    if (!isActive(request.after?.state)) continue;
    if (!places) {
      if (requests.every(({ isAnswerTrue }) => isAnswerTrue))
        return `${name} was begun, and nobody asked who is active`;
      continue;
    }
    const known = sessions.filter(
      ({ id, state }) => isActive(state) && (places.active.has(id) || places.begun.has(id)),
    );
    if (known.length > maxActivePerArray)
      return `${name} was begun, the ${known.length}th on the array of ${maxActivePerArray}`;
  }
  return undefined;
};

/** What nobody has recorded and the program has let go of is nobody's any more; nor is what the run leaves alone. */
function isOwnPlace(chapter: WavesChapter, id: string): boolean {
  const recorded = ownImports(chapter, chapter.statesBefore).find((each) => each.id === id);
  if (recorded && !isLeft(chapter, recorded.key)) return true;
  return wantedFor(chapter, id) !== undefined;
}

/** Never outside of an open window, without `advanceTo`, or while held; whoever has sent it cannot call it back when the window closes. */
export const cutoversAllowed: WavesInvariant = (chapter) => {
  for (const { request } of chapter.changes) {
    if (actionOf(request) !== "cutover") continue;
    const id = sessionIdOf(request);
    const of = wantedFor(chapter, id);
    const text = `a cut-over of ${request.before?.name ?? id} was sent`;
    if (!of) return `${text}, which the program does not have`;
    if (of.wanted.advanceTo !== "Import_Completed") return `${text} without advanceTo`;
    if (!isOpen(of.wanted.cutover, request.sentAt)) return `${text} outside of ${of.wanted.cutover}`;
    if (isHeld(chapter)) return `${text} while the wave is held`;
  }
  return undefined;
};

/** The program or a closed window explains each pause, and each resume. */
export const pausesExplained: WavesInvariant = (chapter) => {
  for (const { request } of chapter.changes) {
    const action = actionOf(request);
    if (action !== "pause" && action !== "resume") continue;
    const id = sessionIdOf(request);
    const of = wantedFor(chapter, id);
    const isWanted = of && (of.wanted.paused || !isOpen(of.wanted.copy, request.sentAt));
    if (!of || isWanted !== (action === "pause"))
      return `nothing explains the ${action} of ${request.before?.name ?? id}`;
  }
  return undefined;
};

/**
 * A run that ends well leaves nothing copying that is to stand still; one that waits for nothing is not told what became of its pause, and what it
 * adopts is only looked at.
 */
export const copiesWithin: WavesInvariant = (chapter) => {
  const { deed, outcome, wishes, sessions, now, seconds } = chapter;
  if (deed.kind !== "goal" || outcome !== "done") return undefined;
  const had = new Set(ownImports(chapter, chapter.statesBefore).map(({ id }) => id));
  for (const { key, id, state } of ownImports(chapter, chapter.statesAfter)) {
    const wanted = wantedOf(wishes, nameOf(deed.urn), key);
    if (!wanted || wanted.waitFor === "None" || state !== "Copy_In_Progress") continue;
    if (wanted.adopts === id && !had.has(id)) continue;
    const mayCopy = !wanted.paused && [now, now - seconds * 1000].some((moment) => isOpen(wanted.copy, moment));
    if (!mayCopy && sessions.some((row) => row.id === id)) return `${key} copies, and is to stand still`;
  }
  return undefined;
};

/** Nothing is begun while held, nor outside of its start windows but for the next opening. */
export const startsAllowed: WavesInvariant = (chapter) => {
  for (const { request } of chapter.changes) {
    if (!isCreate(request)) continue;
    const { name, scheduled_timestamp: start } = Object(request.entry.body);
    if (isHeld(chapter)) return `${name} was asked for while the wave is held`;
    const of = request.after && wantedFor(chapter, request.after.id);
    if (!of) continue;
    const { start: windows } = of.wanted;
    const isOpenNow = isOpen(windows, request.sentAt);
    const isRight = start === undefined ? isOpenNow : isOpen(windows, Date.parse(start)) && !isOpenNow;
    if (!isRight) return `${name} was begun outside of ${windows} (${start ?? "at once"})`;
  }
  return undefined;
};

/** A hold brings no start forward that the array was told before; where an answer was not true, the run cannot know which that was. */
export const startsKept: WavesInvariant = (chapter) => {
  if (!isHeld(chapter) || !chapter.requests.every(({ isAnswerTrue }) => isAnswerTrue)) return undefined;
  const earlier = chapter.changes.find(({ request: { before, after } }) => startOf(after) < startOf(before));
  return earlier && `${earlier.request.before?.name} was told to start earlier while the wave is held`;
};

/** Not a number where none is told, which is neither earlier nor later. */
const startOf = (row: Row | undefined): number => Date.parse(String(row?.scheduled_timestamp));

/** No session is cancelled, cleaned up or deleted by the step of a resource that it does not belong to, nor without a cause. */
export const noneOfOthers: WavesInvariant = (chapter) => {
  for (const { request } of chapter.changes) {
    const { before } = request;
    const isEnding = isDelete(request) || ["cancel", "cleanup"].includes(actionOf(request) ?? "");
    if (!isEnding || !before) continue;
    const key = keyOf(chapter, before.id);
    const text = `${operationOf(request)} of ${before.name} (${before.state})`;
    if (key === undefined) return `${text}, which is not the resource's`;
    const others = chapter.statesBefore.flatMap((entries, stack) =>
      entries.filter(({ urn }) => urn !== chapter.deed.urn || stack !== chapter.stack).flatMap(importsOf),
    );
    const other = others.find(({ id }) => id === before.id);
    if (other && chapter.step.step !== "destroy" && !isTakenLater(chapter, key, other.urn, before.state))
      return `${text}, which ${other.urn} has as ${other.key}`;
    if (isAtStake(before.state) && !isLetGo(chapter, key)) return `${text}: nobody wants that`;
  }
  return undefined;
};

/**
 * A wave ends by its update what has left its map, and at that time the run may not have come to a resource that took the session over in an earlier one:
 * the order is the program's. Only `onRemove: "cancel"` in so many words ends such a session while something is at stake.
 */
function isTakenLater(chapter: WavesChapter, key: string, by: string, state: unknown): boolean {
  const order = resourceNames.map((name) => urnOf(chapter.stackName, name));
  const isInOrder = order.indexOf(by) > order.indexOf(chapter.deed.urn);
  return isInOrder && (!isAtStake(state) || isLetGo(chapter, key));
}

/** What is taken out with `onRemove: "leave"` is not touched, whatever is left of it. */
export const leftAlone: WavesInvariant = (chapter) => {
  const touched = chapter.changes.find(({ request: { before } }) => {
    const key = before && keyOf(chapter, before.id);
    return key !== undefined && isLeft(chapter, key);
  });
  return touched && `${operationOf(touched.request)} of ${touched.request.before?.name}, which is to be left alone`;
};

/** One session for each import, whatever was lost on the way. */
export const noneTwice: WavesInvariant = ({ sessions, makers }) => {
  const live = sessions.filter(({ state }) => !isDead(state));
  const seen = new Map<string, string>();
  for (const { id } of live) {
    const maker = makers.get(id);
    if (!maker) continue;
    const mark = `${maker.stack} ${maker.urn} ${maker.key}`;
    const other = seen.get(mark);
    if (other) return `${id} and ${other} are both ${maker.key} of ${maker.urn}`;
    seen.set(mark, id);
  }
  return undefined;
};

/** A refresh changes nothing. */
export const looksOnly: WavesInvariant = ({ deed, requests }) => {
  const change = deed.kind === "refresh" ? requests.find(isChange) : undefined;
  return change && `a refresh sent ${operationOf(change)}`;
};

/** What was seen so short a time ago is not looked at again. */
const FRESH_MILLISECONDS = 120_000;

/** Whether a run that has nothing else to do is to look what became of the imports of a wave. */
function isToLook(chapter: WavesChapter): boolean {
  const imports = ownImports(chapter, chapter.statesBefore);
  return imports.some(({ id, state }) => id !== undefined && isUnderWay(state)) && isLongUnseen(chapter);
}

/** Whether failures hold a wave whose other imports a killed run may have begun: no run has told that one of the hold. */
function isToLookForBegun(chapter: WavesChapter): boolean {
  const imports = ownImports(chapter, chapter.statesBefore);
  const isByFailures = waveOf(chapter)?.hold === false && isHeld(chapter);
  return isByFailures && imports.some(({ id }) => id === undefined) && isLongUnseen(chapter);
}

function isLongUnseen({ deed, stack, statesBefore, now, seconds }: WavesChapter): boolean {
  const entry = statesBefore[stack]?.find(({ urn }) => urn === deed.urn);
  if (!entry || !isWave(nameOf(deed.urn))) return false;
  return now - seconds * 1000 - Date.parse(String(entry.outputs.lastSeenAt)) >= FRESH_MILLISECONDS;
}

/** Whoever waits for a wave reads its outputs: a run that leaves them as they are has seen that they are true. */
export const newsRecorded: WavesInvariant = (chapter) => {
  const { result, deed, step, sessions, statesBefore } = chapter;
  if (result !== "unchanged" || deed.kind !== "goal" || !("incidents" in step) || step.incidents.length > 0) return;
  if (!isToLook(chapter)) return undefined;
  for (const { key, id, state } of ownImports(chapter, statesBefore)) {
    const row = sessions.find((each) => each.id === id);
    if (row && isUnderWay(state) && row.state !== state)
      return `${key} is recorded as ${state}, and a run that had nothing else to do left it so: it is ${row.state}`;
  }
  return undefined;
};

/**
 * A run that has nothing to do sends nothing; only of what has failed it is asked again whether it is still so, and of what is under way, or may be, where it
 * is, if that was not seen a moment ago.
 */
export const nothingSent: WavesInvariant = (chapter) => {
  if (chapter.result !== "unchanged" || chapter.deed.kind !== "goal") return undefined;
  const isAskedOf =
    isToLook(chapter) ||
    isToLookForBegun(chapter) ||
    ownImports(chapter, chapter.statesBefore).some(({ state }) => isDead(state) || state === "Scheduled");
  const sent = isAskedOf ? chapter.requests.find(isChange) : chapter.requests[0];
  return sent && `a run with nothing to do sent ${operationOf(sent)}`;
};

/** A program that check refuses changes nothing on the array. */
export const invalidChangesNothing: WavesInvariant = ({ outcome, requests }) =>
  outcome === "invalid" && requests.some(isChange) ? "a program that check refused changed the array" : undefined;
