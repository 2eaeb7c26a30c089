import type { Row } from "../../../simulator/src";
import { finalDestroyErrors, finalUpErrors } from "../finalErrors";
import type { Chapter } from "../story";
import { kinds, memberOf, nameOf } from "./program";
import type { SourcesChapter } from "./story";
import { afterOf } from "./story";

/** An error that a deed may end with when nothing fails any more. */
export type SourcesFinalError = {
  readonly pattern: RegExp;
  /** Why no run could do better. */
  readonly reason: string;
  /** Whether the array and the state are such that the words are true. */
  isTrue(chapter: SourcesChapter): boolean;
};

/** Whatever an error names by its id is there. */
function named({ error, objects }: SourcesChapter): readonly Row[] {
  return Object.values(objects)
    .flat()
    .filter(({ id }) => String(error).includes(id));
}

const isMadeByOthers = (chapter: SourcesChapter) =>
  named(chapter).some(({ id }) => {
    const maker = chapter.makers.get(id);
    const isElsewhere = chapter.statesAfter.flat().some((entry) => entry.id === id && entry !== chapter.deed.before);
    return isElsewhere || maker === "hand" || maker?.stack !== chapter.stack || maker.urn !== chapter.deed.urn;
  });

/** It is not called as the program would call it, by which it would be found. */
const isRenamed = (chapter: SourcesChapter) =>
  named(chapter).some(({ name }) => !String(chapter.error).includes(`creating remote system "${name}"`));

const isHolding = (chapter: SourcesChapter) =>
  chapter.objects.import_session.some(({ id }) => String(chapter.error).includes(id));

const isOfSession = ({ deed }: SourcesChapter) => kinds[memberOf(deed.urn)].collection === "import_session";

/** What was there before is still recorded, for the change could not be made. */
const isRecorded = ({ deed }: SourcesChapter) => deed.before !== undefined;

/** The deed about an import, as the history of a stack that has nothing else would tell it. */
function asSession(chapter: SourcesChapter): Chapter {
  const { deed, objects, identity, wishes } = chapter;
  const after = afterOf(chapter);
  const name = nameOf(identity, wishes, memberOf(deed.urn));
  const ofOne = { sessions: objects.import_session, before: deed.before, after, name, inputs: after?.inputs ?? {} };
  return { ...chapter, ...ofOne } as unknown as Chapter;
}

/** An import ends beside its source in as many ways as alone. */
const ofImports: Readonly<Record<string, SourcesFinalError>> = Object.fromEntries(
  Object.entries({ ...finalUpErrors, ...finalDestroyErrors }).map(([name, { pattern, reason, isTrue }]) => [
    name,
    { pattern, reason, isTrue: (chapter) => isOfSession(chapter) && isTrue(asSession(chapter)) },
  ]),
);

/** How the last deed for a resource may end other than well. The first that fits counts. */
export const finalErrors: Readonly<Record<string, SourcesFinalError>> = {
  hostImporting: {
    pattern: /import host system .* of its volumes (is|are) being imported/s,
    reason: "an import moves the host's volumes just now",
    isTrue: ({ objects }) => objects.import_session.length > 0,
  },
  nothingFound: {
    pattern: /what the program looks for is not there/,
    reason: "the program does not let its source be looked at, or its source is not there",
    isTrue: () => true,
  },
  another: {
    pattern: /already, and it is another one: /,
    reason:
      "what this program wants to make is there and otherwise, be it somebody else's or from an earlier form of the program",
    isTrue: (chapter) => named(chapter).length > 0,
  },
  strangers: {
    pattern: /already, which this program has not made as far as it can tell/,
    reason: "somebody else has what this program wants to make; the text offers to adopt it",
    isTrue: isMadeByOthers,
  },
  boxTaken: {
    pattern: /The source is remote system .* already, which is .*; to have that one, set adoptRemoteSystemId/s,
    reason:
      "another remote system leads to the box, or a killed run's that somebody has renamed; the text offers to adopt it",
    isTrue: (chapter) => isMadeByOthers(chapter) || isRenamed(chapter),
  },
  nothingToAdopt: {
    pattern: /^.*adopting .*(there is no such one|the program says something else)/s,
    reason: "what is to be adopted is not there, or not as the program says",
    isTrue: ({ deed, wishes }) => "adopts" in wishes[memberOf(deed.urn)],
  },
  heldByAnother: {
    pattern: /belongs to urn:\S+ of this program/,
    reason: "another resource of the stack has it",
    isTrue: (chapter) => named(chapter).length > 0,
  },
  stuckSession: {
    pattern:
      /deleting remote system .* is in use: import session .*import sessions? still uses? it: .* is Cleanup_Failed, and .*Dell support/s,
    reason: "a session that needs somebody at the array holds the source, and the text says so",
    isTrue: ({ objects, error }) =>
      objects.import_session.some(({ id, state }) => state === "Cleanup_Failed" && String(error).includes(id)),
  },
  inUse: {
    pattern:
      /import sessions? still uses? it|being imported|is in import|nothing of a group changes while it is imported/,
    reason: "a session that is under way needs it as it is",
    isTrue: isHolding,
  },
  halfDeleted: {
    pattern: /is Partial_Delete/,
    reason: "a delete stopped half-way; the text says how to go on",
    isTrue: (chapter) => named(chapter).some(({ state }) => state === "Partial_Delete"),
  },
  hostInUse: {
    pattern: /deleting import host system .* is in use: session \S+ is active/s,
    reason: "the array holds the host for imports in which its agent takes no part",
    isTrue: isHolding,
  },
  hostMissing: {
    pattern: /cannot be imported: its importable_criteria is Host_Not_Added/,
    reason: "the program has no host of the volume, or one that sees others",
    isTrue: isOfSession,
  },
  volumeWanted: {
    pattern: /universal volume .* it is in group|it is (In_Progress|Imported|Host_Not_Added)/i,
    reason: "a volume can be in one group at a time, and only while it is not imported",
    isTrue: ({ deed }) => memberOf(deed.urn) === "group",
  },
  nameFixed: {
    pattern: /Dell documents a change of the name for other types than VNX, Unity and PowerMax_VMAX/,
    reason: "the array does not rename what the program renames; the text says which name it has to have",
    isTrue: isRecorded,
  },
  unproven: {
    pattern: /found by its generated name and taken over, so it may belong to another stack/,
    reason: "a name that two stacks would give proves nothing; the user confirms, or takes it out of the state",
    isTrue: ({ deed }) => deed.before?.outputs.claimed === true,
  },
  ...ofImports,
};

/** The name of the listed error that a failed deed ended with; undefined if it is none, or not true. */
export function nameOfSourcesError(chapter: SourcesChapter): string | undefined {
  const message = chapter.error instanceof Error ? chapter.error.message : String(chapter.error);
  return Object.entries(finalErrors).find(([, { pattern, isTrue }]) => pattern.test(message) && isTrue(chapter))?.[0];
}
