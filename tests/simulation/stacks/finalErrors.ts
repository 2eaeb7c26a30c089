import type { FinalError } from "../finalErrors";
import { finalDestroyErrors, finalUpErrors } from "../finalErrors";
import type { Chapter } from "../story";
import type { DeedChapter } from "./story";

const deedOf = (chapter: Chapter) => chapter as DeedChapter;

function entriesBesides(chapter: Chapter) {
  const { deed, stack, statesBefore } = deedOf(chapter);
  return (statesBefore[stack] ?? []).filter((entry) => entry !== deed.before);
}

/** In these a session holds a place until somebody moves it on. */
const gatesAndPauses = ["Mirror_Enabled", "Ready_To_Start_Copy", "Ready_For_Cutover", "Paused"];

/** What a delete may be refused for where others are about, and what its reader can do. */
const removalErrors = {
  wantedByAnother: {
    pattern: /of this program wants the same import and did not get it/,
    reason: "whether the two are one import, and which of them is to stay, only the user knows",
    isTrue: (chapter) => deedOf(chapter).goals.length > 0,
  },
  outlivesAnother: {
    pattern: /of this program imports the same source, which can be in one import at a time/,
    reason: "the other entry's session cannot be under way, and which of them is to stay, only the user knows",
    isTrue: (chapter) => entriesBesides(chapter).length > 0,
  },
  unproven: {
    pattern: /may belong to another stack of the same project and stack name, and is not cancelled/,
    reason: "a name that two stacks would give proves nothing; the user confirms, or takes it out of the state",
    isTrue: (chapter) => chapter.before?.outputs.claimed === true,
  },
  ...finalDestroyErrors,
} as const satisfies Record<string, FinalError>;

/** How the last deed for a resource may end other than well. */
export const finalDeedErrors: Readonly<Record<string, FinalError>> = {
  heldByAnother: {
    pattern: /belongs to urn:\S+ of this program, and one session cannot be two resources/,
    reason: "another resource of the stack has it",
    isTrue: (chapter) => entriesBesides(chapter).length > 0,
  },
  stillThere: {
    pattern: /it is still there: a source can be imported once at a time/,
    reason: "an option of the resource keeps what a replacement would have to end",
    isTrue: (chapter) => chapter.before !== undefined,
  },
  queuedBehind: {
    pattern: /still Queued after .* The array goes on by itself/s,
    reason:
      "the array takes on so many imports at a time, and those before it stand where only their programs move them",
    isTrue: ({ sessions, after }) =>
      sessions.some(({ id, state }) => id === after?.id && state === "Queued") &&
      sessions.some(({ state }) => gatesAndPauses.includes(String(state))),
  },
  byOption: {
    pattern: /a resource option \(replaceOnChanges, replaceWith\) asks for it/,
    reason: "the option would throw a copy away for a change that does not need it",
    isTrue: (chapter) => chapter.before !== undefined,
  },
  ...removalErrors,
  ...finalUpErrors,
};

export const finalRemovalErrors: Readonly<Record<string, FinalError>> = removalErrors;
