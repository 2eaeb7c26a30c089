import type { Row } from "../../../simulator/src";
import type { ObservedRequest } from "../requests";
import type { Deed } from "../sources/engine";
import type { Entry } from "../sources/state";
import type { Outcome } from "../story";
import type { ResourceName, StackName, Wishes } from "./program";
import { isWave, nameOf, SINGLE } from "./program";
import type { StackNumber, WavesStep } from "./steps";

/** Whose import a session is: which stack's run has made it, for which resource and which of its members. */
export type Maker = { readonly stack: StackNumber; readonly urn: string; readonly key: string };

/** A request that asks for a change, and the sessions that the array has right after it. */
export type Change = {
  readonly request: ObservedRequest;
  readonly sessions: readonly Row[];
  readonly places: KnownPlaces | undefined;
};

/** What a run may know of the array's places: who was active when it last asked, and what it has begun since. Undefined: it was not told the truth, or did not ask. */
export type KnownPlaces = { readonly active: ReadonlySet<string>; readonly begun: ReadonlySet<string> };

/** What was done about one resource, in the course of a run of its stack. */
export type WavesChapter = {
  readonly step: WavesStep;
  readonly deed: Deed;
  readonly stack: StackNumber;
  readonly stackName: StackName;
  readonly maxActivePerArray: number | undefined;
  /** What the stack's program says, and which of it. */
  readonly wishes: Wishes;
  readonly present: readonly ResourceName[];
  readonly outcome: Outcome;
  /** `created`, `updated`, ...: what the engine would print. */
  readonly result?: string | undefined;
  readonly error?: unknown;
  readonly requests: readonly ObservedRequest[];
  readonly changes: readonly Change[];
  /** Warnings, progress and errors as people see them. */
  readonly texts: readonly string[];
  readonly secrets: readonly string[];
  readonly complaints: readonly string[];
  /** State files of both stacks, before and after. */
  readonly statesBefore: readonly (readonly Entry[])[];
  readonly statesAfter: readonly (readonly Entry[])[];
  /** The array's sessions afterwards. */
  readonly sessions: readonly Row[];
  readonly makers: ReadonlyMap<string, Maker>;
  /** When the deed was over, and how long it took. */
  readonly now: number;
  readonly seconds: number;
};

/** What happened between runs: edits, clicks. */
export type Interlude = { readonly words: string };

export type WavesStory = readonly (WavesChapter | Interlude)[];

export function isDeed(part: WavesChapter | Interlude): part is WavesChapter {
  return "deed" in part;
}

/** What an invariant says of the latest deed: what is wrong with it, or nothing. */
export type WavesInvariant = (chapter: WavesChapter) => string | undefined;

/** An import as a state file has it. */
export type RecordedImport = {
  readonly urn: string;
  readonly key: string;
  readonly id: string | undefined;
  readonly state: string | undefined;
  readonly holdReason: string | undefined;
};

/** All imports of an entry, with those of which there is no session. */
export function importsOf(entry: Entry): readonly RecordedImport[] {
  const { urn, outputs } = entry;
  if (!isWave(nameOf(urn)))
    return entry.pendingReplacement ? [] : [recorded(urn, SINGLE, { ...outputs, id: entry.id })];
  return Object.entries((outputs.members ?? {}) as object).map(([key, member]) => recorded(urn, key, member));
}

function recorded(
  urn: string,
  key: string,
  { id, state, holdReason }: Readonly<Record<string, unknown>>,
): RecordedImport {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { urn, key, id: text(id), state: text(state), holdReason: text(holdReason) };
}

/** What a stack's state has of the deed's resource. */
export function ownImports(
  { deed, stack }: WavesChapter,
  states: WavesChapter["statesBefore"],
): readonly RecordedImport[] {
  return (states[stack] ?? []).filter(({ urn }) => urn === deed.urn).flatMap(importsOf);
}
