import { hasUnknown } from "../../operation/unknown";
import type { InputName } from "./inputs";
import { inputNames } from "./inputs";
import { isSameInstant } from "./schedule";

/** Inputs whose recorded and new values differ in meaning. Unknown values count as changed: the known value decides later. */
export function changedInputs(
  recorded: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
): InputName[] {
  return inputNames.filter(
    (name) =>
      !isMoot(name, recorded.state) && (hasUnknown(inputs[name]) || !isSameValue(name, recorded[name], inputs[name])),
  );
}

/** A start that lies behind a session cannot be changed. Programs compute it ("in an hour"): each of their runs would be an update, for ever. */
function isMoot(name: InputName, recordedState: unknown): boolean {
  return name === "scheduledTimestamp" && recordedState !== undefined && recordedState !== "Scheduled";
}

function isSameValue(name: InputName, one: unknown, other: unknown): boolean {
  if (name === "scheduledTimestamp") return isSameInstant(one as string | undefined, other as string | undefined);
  return canonical(one) === canonical(other);
}

/** Text that is the same for equal values. All lists among the inputs are sets, also inside members: order and repetition mean nothing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(canonical))].sort().join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null);
    return `{${entries
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
      .sort()
      .join(",")}}`;
  }
  return value === undefined || value === null ? "null" : JSON.stringify(value);
}
