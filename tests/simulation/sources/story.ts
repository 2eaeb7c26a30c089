import type { Row } from "../../../simulator/src";
import type { ObservedRequest, StrayRequest } from "../requests";
import type { Outcome } from "../story";
import type { Deed, Goal } from "./engine";
import type { StackIdentity, Wishes } from "./program";
import type { Entry } from "./state";
import type { SourcesStep, StackNumber } from "./steps";
import type { Objects } from "./world";

/** Who made an object: somebody by hand, or a stack for one of its resources. */
export type Maker = "hand" | { readonly stack: number; readonly urn: string };

/** What was done about one resource, in the course of a run of its stack. */
export type SourcesChapter = {
  readonly step: SourcesStep;
  readonly deed: Deed;
  readonly stack: StackNumber;
  readonly identity: StackIdentity;
  /** What the stack's program says, and what it registers. */
  readonly wishes: Wishes;
  readonly goals: readonly Goal[];
  readonly outcome: Outcome;
  /** `created`, `replaced`, ...: what the engine would print. */
  readonly result?: string | undefined;
  readonly error?: unknown;
  readonly requests: readonly ObservedRequest[];
  readonly strays: readonly StrayRequest[];
  /** Warnings, progress and errors as people see them. */
  readonly texts: readonly string[];
  readonly secrets: readonly string[];
  readonly complaints: readonly string[];
  /** State files of both stacks, before and after. */
  readonly statesBefore: readonly (readonly Entry[])[];
  readonly statesAfter: readonly (readonly Entry[])[];
  /** All that the array has afterwards. */
  readonly objects: Objects;
  /** Who made what, of all that there has been. */
  readonly makers: ReadonlyMap<string, Maker>;
  /** Sessions under way that used an object when the deed began, by its id. */
  readonly heldBefore: ReadonlyMap<string, readonly string[]>;
  readonly seconds: number;
};

/** What happened between runs: edits, clicks. */
export type Interlude = { readonly words: string };

export type SourcesStory = readonly (SourcesChapter | Interlude)[];

export function isDeed(part: SourcesChapter | Interlude): part is SourcesChapter {
  return "deed" in part;
}

/** What an invariant says of the latest deed: what is wrong with it, or nothing. */
export type SourcesInvariant = (chapter: SourcesChapter, story: readonly SourcesChapter[]) => string | undefined;

/** The entry that the deed was about, afterwards. */
export function afterOf({ deed, stack, statesAfter }: SourcesChapter): Entry | undefined {
  return statesAfter[stack]?.find(({ urn }) => urn === deed.urn);
}

export function rowOf({ objects }: Pick<SourcesChapter, "objects">, id: string | undefined): Row | undefined {
  return Object.values(objects)
    .flat()
    .find((row) => row.id === id);
}
