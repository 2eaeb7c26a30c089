import type { Row } from "../../../simulator/src";
import { holdersOf } from "../array";
import { memberOf } from "./program";
import type { SourcesChapter } from "./story";
import { rowOf } from "./story";

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
    return maker === "hand" || maker?.stack !== chapter.stack || maker.urn !== chapter.deed.urn;
  });

const isHolding = (chapter: SourcesChapter) =>
  chapter.objects.import_session.some(({ id }) => String(chapter.error).includes(id));

/** What was there before is still recorded, for the change could not be made. */
const isRecorded = ({ deed }: SourcesChapter) => deed.before !== undefined;

/** How the last deed for a resource may end other than well. The first that fits counts. */
export const finalErrors: Readonly<Record<string, SourcesFinalError>> = {
  unproven: {
    pattern: /found by its generated name and taken over, so it may belong to another stack/,
    reason: "a name that two stacks would give proves nothing; the user confirms, or takes it out of the state",
    isTrue: ({ deed }) => deed.before?.outputs.claimed === true,
  },
};

/** The name of the listed error that a failed deed ended with; undefined if it is none, or not true. */
export function nameOfSourcesError(chapter: SourcesChapter): string | undefined {
  const message = chapter.error instanceof Error ? chapter.error.message : String(chapter.error);
  return Object.entries(finalErrors).find(([, { pattern, isTrue }]) => pattern.test(message) && isTrue(chapter))?.[0];
}
