import type { Chapter } from "../story";
import type { Deed, Goal } from "./engine";
import type { Entry } from "./state";

/** What was done about one resource, in the course of a run of its stack, with all that others had then. */
export type DeedChapter = Chapter & {
  readonly deed: Deed;
  /** Which stack's run it was. */
  readonly stack: number;
  /** What the run's program wants, this resource included. */
  readonly goals: readonly Goal[];
  /** State files of all stacks, before and after. */
  readonly statesBefore: readonly (readonly Entry[])[];
  readonly statesAfter: readonly (readonly Entry[])[];
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
  /** Whether the real engine would wait for ever, though somebody could have known better. */
  readonly isHanging: boolean;
  /** Whether the run had a `--target`. */
  readonly hasTarget: boolean;
  /** Whether somebody confirmed that what the stack found by its names is its own. */
  readonly isConfirmed: boolean;
};

/** What happened between runs: edits, clicks. */
export type Interlude = { readonly words: string };

export type StacksStory = readonly (DeedChapter | Interlude)[];

export function isDeed(part: DeedChapter | Interlude): part is DeedChapter {
  return "deed" in part;
}

/** What an invariant of several resources says of the latest deed: what is wrong with it, or nothing. */
export type StacksInvariant = (chapter: DeedChapter, story: readonly DeedChapter[]) => string | undefined;
