import { isDeepStrictEqual } from "node:util";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";

type Values = Readonly<Record<string, unknown>>;

const { Kind } = PropertyDiff;
const replacing: readonly number[] = [Kind.ADD_REPLACE, Kind.DELETE_REPLACE, Kind.UPDATE_REPLACE];

/** What does not fit together in the answer to a diff [ENGINE diff, replacement]. */
export function complaintsAboutDiff(response: DiffResponse): string[] {
  const { changes, diffsList, replacesList, deletebeforereplace } = response.toObject();
  const kinds = new Map<string, number>();
  response.getDetaileddiffMap().forEach((detail, name) => void kinds.set(name, detail.getKind()));
  const replaced = [...kinds].filter(([, kind]) => replacing.includes(kind)).map(([name]) => name);
  const isSome = changes === DiffResponse.DiffChanges.DIFF_SOME;
  const rules: Readonly<Record<string, boolean>> = {
    "a diff must always delete before it replaces": deletebeforereplace,
    "a diff says changes and names none, or the other way round": isSome === diffsList.length > 0,
    "diffs and detailed diff name other properties": isSameSet(diffsList, [...kinds.keys()].map(rootOf)),
    "the detailed diff replaces by other properties than the diff": isSameSet(replaced, replacesList),
  };
  return Object.entries(rules).flatMap(([complaint, isKept]) => (isKept ? [] : [complaint]));
}

/** Of a path such as `sessions["db-01"].paused`: diffs name the inputs themselves. */
const rootOf = (path: string) => path.replace(/[.[].*/, "");

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return isDeepStrictEqual(new Set(one), new Set(other));
}

/** A session that fails loses its destination: that nobody could foresee, and its record is replaced next. */
function isKept(name: string, promised: unknown, outputs: Values): boolean {
  const { [name]: value, state } = outputs;
  const isLost = value === undefined && (state === "Failed" || state === "Cancelled");
  if (isLost || promised === UNKNOWN) return true;
  if (!isObject(promised) || !isObject(value)) return isDeepStrictEqual(promised, value);
  // What was not known may also be nothing.
  const names = new Set([...Object.keys(promised), ...Object.keys(value)]);
  return [...names].every((each) => isKept(each, promised[each], value));
}

const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null;

/** What a preview promised and the run did not keep: dependents have planned with it. */
export function brokenPromises(previewed: Values, outputs: Values): string[] {
  const broken = Object.entries(previewed).filter(([name, value]) => !isKept(name, value, outputs));
  return broken.map(
    ([name, value]) => `a preview promised ${name} ${String(value)}, and it became ${String(outputs[name])}`,
  );
}

/** What a diff called stable and the update moved. */
export function movedStables(stables: readonly string[], recorded: Values, outputs: Values): string[] {
  return stables
    .filter((name) => !isKept(name, recorded[name], outputs))
    .map(
      (name) => `a diff called ${name} stable, and it moved from ${String(recorded[name])} to ${String(outputs[name])}`,
    );
}

/** What a preview knows of an output whose input nobody knows yet. */
export function madeUp(inputs: Values, previewed: Values): string[] {
  return Object.entries(inputs)
    .filter(([name, value]) => value === UNKNOWN && previewed[name] !== UNKNOWN)
    .map(([name]) => `${name} is not known yet, and a preview says it is ${String(previewed[name])}`);
}
