import type { Row } from "../../../simulator/src";
import { invariants as ofOne } from "../invariants";
import { isMisled, madeSessions } from "../invariants/sessions";
import { actionOf } from "../requests";
import { isLettingGo } from "../story";
import type { Goal } from "./engine";
import type { Entry } from "./state";
import type { DeedChapter, StacksInvariant } from "./story";

/** States in which an end of the session throws something away. Not asked of the provider, which has a table of its own. */
const atStake: readonly unknown[] = [
  "In_Progress",
  "Mirror_Enabled",
  "Ready_To_Start_Copy",
  "Copy_In_Progress",
  "Paused",
  "Ready_For_Cutover",
  "Cutover_In_Progress",
  "Import_Cutover_Incomplete",
];

/** It would not start, and whoever scheduled it would not know. */
const waiting: readonly unknown[] = ["Scheduled", "Queued"];

/** The sessions that a deed has set out to end, as they were then. */
function cancelled({ requests }: DeedChapter): readonly Row[] {
  return requests.filter((request) => actionOf(request) === "cancel").flatMap(({ before }) => before ?? []);
}

/** Entries of a stack that its program still names, all but those of the deed itself. */
function othersOf(chapter: DeedChapter): readonly Entry[] {
  const { deed, stack, statesBefore, goals } = chapter;
  const urns = new Set(goals.map(({ urn }) => urn));
  return (statesBefore[stack] ?? []).filter(
    (entry) => entry !== deed.before && !entry.isSecond && !entry.pendingReplacement && urns.has(entry.urn),
  );
}

/** A session that a resource of the program has is not ended by another's delete, nor by that of a second entry of its own. */
const noneOfAnothers: StacksInvariant = (chapter) => {
  if (chapter.deed.kind === "removal" && isDestroy(chapter)) return undefined;
  for (const { id, state } of cancelled(chapter)) {
    const holder = othersOf(chapter).find((entry) => entry.id === id && !isUnseen(entry, chapter, state));
    if (holder) return `${id} was cancelled as ${state} for ${chapter.deed.urn}, and ${holder.urn} has it`;
  }
  return undefined;
};

/**
 * A delete before a replacement comes before the engine shows any of the resources after it (see `oneHolder`). With `--replace` somebody has named the
 * resource; without it, it ends nothing of which data is lost.
 */
function isUnseen({ urn }: Entry, { deed, goals }: DeedChapter, state: unknown): boolean {
  if (deed.isReplace !== true && (deed.goal === undefined || atStake.includes(state))) return false;
  return goals.findIndex((goal) => goal.urn === urn) > goals.indexOf(deed.goal as Goal);
}

/** In a destroy all resources of the stack are let go, so that none of them wants anything. */
const isDestroy = (chapter: DeedChapter) => chapter.goals.length === 0;

/** Nor one that a resource of the program wants and did not get, unless nothing is lost with it. */
const noneWanted: StacksInvariant = (chapter) => {
  if (chapter.deed.kind !== "removal") return undefined;
  for (const row of cancelled(chapter)) {
    if (!atStake.includes(row.state)) continue;
    const wanting = unfulfilled(chapter).find((goal) => isWanted(row, goal));
    if (wanting) return `${row.id} was cancelled as ${row.state} for ${chapter.deed.urn}, and ${wanting.urn} wants it`;
  }
  return undefined;
};

/** Goals of the run that have nothing, be it under a former URN. */
function unfulfilled({ goals, stack, statesBefore, deed }: DeedChapter): readonly Goal[] {
  const entries = (statesBefore[stack] ?? []).filter((entry) => entry !== deed.before);
  return goals.filter((goal) => !entries.some(({ urn }) => urn === goal.urn || goal.aliases.includes(urn)));
}

function isWanted(row: Row, { inputs, sessionName }: Goal): boolean {
  const named: readonly unknown[] = [sessionName, /^name:(.*)/.exec(String(inputs.adoptSessionId))?.[1]];
  return (
    named.includes(row.name) || inputs.adoptSessionId === row.id || inputs.sourceResourceId === row.source_resource_id
  );
}

/** The stack was about to make that very import, with its name free, and did not come to it; then another stack did (accepted: docs/decisions/023). */
function isMadeSinceOurs(id: string, { stack }: DeedChapter, story: readonly DeedChapter[]): boolean {
  const making = story.findIndex((part) => madeSessions([part]).some((row) => row.id === id));
  const name = madeSessions(story.slice(making, making + 1)).find((row) => row.id === id)?.name;
  return story
    .slice(0, Math.max(making, 0))
    .some(
      (part) =>
        part.stack === stack && part.outcome !== "done" && "goal" in part.deed && part.deed.goal?.sessionName === name,
    );
}

/** Somebody has said that it is this stack's: a wish that may have been taken back since, as it settles nothing any more. */
function isAdopted(id: string, { stack, deed }: DeedChapter, story: readonly DeedChapter[]): boolean {
  if (deed.before?.inputs.adoptSessionId !== undefined) return true;
  return story.some(
    ({ stack: each, after }) => each === stack && after?.id === id && after.inputs.adoptSessionId !== undefined,
  );
}

/** What another stack, or a stranger, has made is not cancelled, unless somebody said that it is this stack's. */
const noneOfStrangers: StacksInvariant = (chapter, story) => {
  const made = new Set(madeSessions(story.filter(({ stack }) => stack === chapter.stack)).map(({ id }) => id));
  for (const { id, state } of cancelled(chapter)) {
    if (made.has(id) || isAdopted(id, chapter, story) || chapter.isConfirmed || isMadeSinceOurs(id, chapter, story))
      continue;
    if (!atStake.includes(state) && !waiting.includes(state)) continue;
    return `${id} was cancelled as ${state} by stack ${chapter.stack}, which neither made nor adopted it`;
  }
  return undefined;
};

/** A session leaves the state of its stack only when it is no more, or when somebody let its resource go. */
const stackKeepsState: StacksInvariant = (chapter) => {
  const { deed, stack, statesAfter, sessions, outcome } = chapter;
  if (!deed.before || deed.before.pendingReplacement || deed.before.isSecond || chapter.result === "forgotten")
    return undefined;
  const { id } = deed.before;
  const isKept = statesAfter[stack]?.some((entry) => entry.id === id);
  const row = sessions.find((each) => each.id === id);
  if (isKept || !row || isMisled(chapter) || deed.before.retainOnDelete) return undefined;
  return `${id} is ${row.state} on the array and in no entry of stack ${stack} any more (${outcome})`;
};

/** With `--replace` the engine shows nothing of what a resource has before the delete; where the create before that fails, none comes. */
function isUnshown(urn: string, story: readonly DeedChapter[]): boolean {
  const last = story.findLast(({ deed }) => deed.urn === urn);
  return last?.step.step === "up" && last.step.replace && last.outcome === "failed";
}

/**
 * A resource gets no session that another one has shown to be its own in this run. What the engine comes to later, or passes over for
 * `--target`, nobody can know of: then both have it, are warned, and neither ends it for the other.
 */
const oneHolder: StacksInvariant = (chapter, story) => {
  const { deed, after, goals, hasTarget } = chapter;
  if (deed.kind !== "goal" || !after || after.id === deed.before?.id || hasTarget) return undefined;
  const earlier = new Set(goals.slice(0, goals.indexOf(deed.goal as Goal)).map(({ urn }) => urn));
  const holder = othersOf(chapter).find(
    (entry) => entry.id === after.id && earlier.has(entry.urn) && !isUnshown(entry.urn, story),
  );
  return holder && `${deed.urn} was given ${after.id}, which ${holder.urn} has`;
};

/** A run that goes on after errors comes to an end. */
const noneHangs: StacksInvariant = ({ isHanging, deed, error }) =>
  isHanging ? `the delete before the replacement of ${deed.urn} failed, and the engine waits: ${error}` : undefined;

/** All that holds for a stack with one resource holds for each of several, but for what they may hand to each other. */
const { stateKept: _, oneSession: oneSessionAlone, noSecondImport: noSecondImportAlone, ...shared } = ofOne;

/** What another resource has on record by now is no second session of the one that made it. */
const oneSession: StacksInvariant = (chapter, story) => {
  const { deed, stack, statesAfter } = chapter;
  const others = statesAfter.flatMap((entries, number) =>
    number === stack ? entries.filter(({ urn }) => urn !== deed.urn) : entries,
  );
  const sessions = chapter.sessions.filter(({ id }) => !others.some((entry) => entry.id === id));
  return oneSessionAlone({ ...chapter, sessions }, storyOf(chapter, story));
};

/**
 * A replacement of what is retained lets it go without a delete; where it has no record any more, a create cannot tell that from one whose delete was
 * in an earlier run, as after `--replace`.
 */
const noSecondImport: StacksInvariant = (chapter, story) =>
  chapter.deed.before?.retainOnDelete ? undefined : noSecondImportAlone(chapter, storyOf(chapter, story), story);

/** The resource's own deeds, and those that have let its session go under a former name that aliases lead from. */
function storyOf({ stack, deed: { urn } }: DeedChapter, story: readonly DeedChapter[]): readonly DeedChapter[] {
  const inStack = story.filter((each) => each.stack === stack);
  const ids = new Set(inStack.flatMap(({ deed, before }) => (deed.urn === urn && before ? [before.id] : [])));
  return inStack.filter(
    (each) => each.deed.urn === urn || (isLettingGo(each) && each.before !== undefined && ids.has(each.before.id)),
  );
}

/** What must hold after every deed. */
export const stacksInvariants: Readonly<Record<string, StacksInvariant>> = {
  ...Object.fromEntries(
    Object.entries(shared).map(([name, invariant]) => [
      name,
      ((chapter, story) => invariant(chapter, storyOf(chapter, story), story)) satisfies StacksInvariant,
    ]),
  ),
  oneSession,
  noSecondImport,
  noneOfAnothers,
  noneWanted,
  noneOfStrangers,
  stackKeepsState,
  oneHolder,
  noneHangs,
};
