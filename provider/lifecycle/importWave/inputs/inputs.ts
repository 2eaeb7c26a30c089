import * as z from "zod";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import { inputShape as sessionShape } from "../../importSession/inputs/inputs";
import { boolean, oneOf } from "../../operation/fields";

/**
 * The inputs of an ImportWave: those of an ImportSession, for all of its imports together and for each, and what belongs to all of them.
 * Meanings, limits and defaults of a session's inputs are said once, with the session.
 */

/** What tells one import from another: not to be said for all. */
const particular = ["sourceResourceId", "name", "adoptSessionId", "consistencyGroupMembers"] as const;
/** Where the imports are: one wave is on one array. */
const connection = ["array"] as const;

type Optional = z.ZodOptional<z.ZodType>;

/** The same input, which may be left out, and then says nothing: no default of its own. */
function mayBeLeftOut(shape: z.ZodType): Optional {
  const inner = shape instanceof z.ZodDefault || shape instanceof z.ZodOptional ? shape.unwrap() : shape;
  const { description } = shape;
  const optional = (inner as z.ZodType).optional();
  return description === undefined ? optional : optional.describe(description);
}

const without = (names: readonly string[]) =>
  Object.entries(sessionShape).filter(([name]) => !names.includes(name)) as [string, z.ZodType][];

const member = z
  .strictObject({
    ...Object.fromEntries(
      without(connection).map(([name, shape]) => [name, name === "sourceResourceId" ? shape : mayBeLeftOut(shape)]),
    ),
    priority: z
      .int("must be a whole number")
      .optional()
      .describe("Who starts first where not all may: the higher number; 0 if not given. Equal ones go by their keys."),
  })
  .meta({
    title: "WaveMember",
    description: "One import of a wave: its source, and what it has otherwise than the wave says for all.",
  });

/** What a wave says for all of its imports: with the defaults of a session. */
const common = Object.fromEntries(
  without(particular).map(([name, shape]) => [name, name === "remoteSystemId" ? mayBeLeftOut(shape) : shape]),
);

export const removals = ["refuse", "cancel", "leave"] as const;

const own = {
  sessions: z
    .record(z.string(), member, "must be a map of imports")
    .describe("The imports, by keys that the program chooses and that stay what they are."),
  maxActive: z
    .int("must be a whole number")
    .min(1, "must be at least 1: to hold a wave, set hold")
    .optional()
    .describe(
      "How many imports may hold a place at once, from their start to the end of their copy; the others wait, by priority, then key. No limit if not given.",
    ),
  maxFailures: z
    .int("must be a whole number")
    .min(0, "must not be negative")
    .optional()
    .describe("More failures than this hold the wave: nothing new starts, nothing is cut over. No limit if not given."),
  hold: boolean
    .default(false)
    .describe(
      "The brake: nothing new starts and nothing is cut over; what is under way goes on. Also how waves follow each other.",
    ),
  onRemove: oneOf(removals)
    .meta({ title: "WaveRemoval" })
    .default("refuse")
    .describe(
      "What happens to an import that is taken out of the map while it is under way: `refuse` keeps it in the wave and fails, `cancel` ends it as a delete does. `leave` takes any import that leaves the map out of the state and touches nothing on the array: to take it back, adoptSessionId.",
    ),
} as const;

export const inputShape = { ...common, ...own } as typeof common & typeof own;

export const dynamicOnlyInputs = connection;

/** An entry of `sessions`, as checked. */
export type WaveMember = Partial<ImportSessionInputs> & { readonly priority?: number };

type Own = {
  readonly sessions: Readonly<Record<string, WaveMember>>;
  readonly maxActive?: number;
  readonly maxFailures?: number;
  readonly hold: boolean;
  readonly onRemove: (typeof removals)[number];
};

/** What a wave says for all. */
export type Common = Omit<ImportSessionInputs, (typeof particular)[number] | "remoteSystemId"> &
  Partial<Pick<ImportSessionInputs, "remoteSystemId">>;

/** Inputs as check leaves them. */
export type ImportWaveInputs = Common & Own;
export type InputName = keyof ImportWaveInputs;

export const ownNames = Object.keys(own) as readonly (keyof Own)[];
export const commonNames = Object.keys(common) as readonly (keyof Common)[];
