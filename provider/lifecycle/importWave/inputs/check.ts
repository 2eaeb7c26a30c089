import * as z from "zod";
import { importSessionHandler } from "../../importSession/importSession";
import { checkInputs, inputOf } from "../../operation/checkInputs";
import type { CheckContext, CheckFailure, CheckResult, RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";
import { inputShape } from "./inputs";
import { listed, memberPath } from "./keys";
import { memberOrigin, wishesOf } from "./member";

/** The members' own inputs are checked by the rules of a session, which say more than their shapes. */
const shape = {
  ...inputShape,
  sessions: z.record(
    z.string(),
    z.looseObject(
      { priority: z.int("must be a whole number").optional() },
      "must be a map of what this import has otherwise",
    ),
    "must be a map of imports",
  ),
};

/** Each member by the rules of a session, failures named by their paths; keeps the account of the run for the members. */
export function checkWaveInputs(recorded: RawInputs | undefined, given: RawInputs, context: CheckContext): CheckResult {
  context.run.checked(context.urn, recorded !== undefined, { exact: [], likely: [] });
  const { inputs, failures } = checkInputs({ of: { name: "ImportWave", inputs: shape } }, given, recorded);
  const areSessionsKnown = isMap(inputs.sessions) && !failures.some((failure) => inputOf(failure) === "sessions");
  if (!areSessionsKnown) return { inputs, failures };
  const members = Object.keys(inputs.sessions as object).map((key) => checkMember(key, recorded, inputs, context));
  // No object of the language takes it for a key like any other.
  const lost = Object.keys(given.sessions as object).filter((key) => !Object.hasOwn(inputs.sessions as object, key));
  return {
    inputs: { ...inputs, sessions: Object.fromEntries(members.map(({ key, inputs }) => [key, inputs])) },
    failures: [
      ...failures,
      ...lost.flatMap(keyFailure),
      ...members.flatMap(({ failures }) => failures),
      ...failuresOfWave(members),
      ...twinsOf(members).map(({ key, property, of }) => ({
        property: `${memberPath(key)}.${property}`,
        reason: `is that of ${memberPath(of)} already`,
      })),
    ],
  };
}

const isMap = (value: unknown): value is Readonly<Record<string, RawInputs>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type CheckedMember = {
  readonly key: string;
  /** What the member itself says, as checked. */
  readonly inputs: RawInputs;
  /** With what the wave says for it, and its name. */
  readonly all: RawInputs;
  readonly failures: readonly CheckFailure[];
  /** What the wave says, and is wrong for this member. */
  readonly ofWave: readonly CheckFailure[];
};

function checkMember(
  key: string,
  recorded: RawInputs | undefined,
  wave: RawInputs,
  context: CheckContext,
): CheckedMember {
  const own = (wave.sessions as Readonly<Record<string, RawInputs>>)[key] ?? {};
  const wishes = wishesOf(wave, key);
  if (hasUnknown(own) && !isMap(own)) return { key, inputs: own, all: {}, failures: [], ofWave: [] };
  const before = recorded && wishesOf(recorded, key);
  const checked = importSessionHandler.check(before, wishes ?? {}, memberOrigin(context, key));
  const isOwn = (failure: CheckFailure) => inputOf(failure) in own || !(inputOf(failure) in wave);
  const given = Object.keys(own).map((name) => [name, name in checked.inputs ? checked.inputs[name] : own[name]]);
  return {
    key,
    inputs: Object.fromEntries(given),
    all: checked.inputs,
    failures: [...keyFailure(key), ...checked.failures.filter(isOwn).map((failure) => atMember(key, failure))],
    ofWave: checked.failures.filter((failure) => !isOwn(failure)),
  };
}

function atMember(key: string, { property, reason }: CheckFailure): CheckFailure {
  const where = property === "remoteSystemId" ? ", here or for the whole wave" : "";
  return { property: `${memberPath(key)}.${property}`, reason: `${reason}${where}` };
}

const MAX_KEY = 100;

function keyFailure(key: string): CheckFailure[] {
  if (key in {}) {
    const reason =
      "has a key that every object of JavaScript has already, and so cannot be told from none: take another";
    return [{ property: memberPath(key), reason }];
  }
  if (key.trim() === key && key !== "" && key.length <= MAX_KEY && !/[\p{Cc}\p{Cs}]/u.test(key)) return [];
  const reason = `has a key that cannot be one: 1 to ${MAX_KEY} characters, no control characters, no white space at its ends`;
  return [{ property: memberPath(key), reason }];
}

/** One source can be in one import, one name and one session can be of one of them. */
export function twinsOf(
  imports: readonly Pick<CheckedMember, "key" | "all">[],
): readonly { readonly key: string; readonly property: string; readonly of: string }[] {
  const marks: Readonly<Record<string, (all: RawInputs) => readonly unknown[]>> = {
    sourceResourceId: (all) => [all.remoteSystemId, all.sourceResourceId],
    name: (all) => [all.name],
    adoptSessionId: (all) => [all.adoptSessionId],
  };
  return Object.entries(marks).flatMap(([property, markOf]) => {
    const first = new Map<string, string>();
    return imports.flatMap(({ key, all }) => {
      const values = markOf(all);
      if (values.some((value) => typeof value !== "string" || hasUnknown(value))) return [];
      const mark = JSON.stringify(values);
      const twin = first.get(mark);
      if (twin === undefined) first.set(mark, key);
      return twin === undefined ? [] : [{ key, property, of: twin }];
    });
  });
}

/** What the wave says for all is said once, with those for whom it is wrong if it is not for all. */
function failuresOfWave(members: readonly CheckedMember[]): CheckFailure[] {
  const keysOf = new Map<string, { readonly failure: CheckFailure; readonly keys: string[] }>();
  for (const { key, ofWave } of members) {
    for (const failure of ofWave) {
      const text = `${failure.property} ${failure.reason}`;
      const known = keysOf.get(text);
      if (known) known.keys.push(key);
      else keysOf.set(text, { failure, keys: [key] });
    }
  }
  return [...keysOf.values()].map(({ failure: { property, reason }, keys }) => ({
    property,
    reason: keys.length === members.length ? reason : `${reason} (for ${listed(keys)})`,
  }));
}
