/** Values between the dynamic host and the lifecycle. */

import { UNKNOWN } from "../lifecycle/operation/unknown";
import { isUnknownMark, UNKNOWN_STRING } from "../surface/unknownMarks";

export type Properties = Readonly<Record<string, unknown>>;

/** Properties as the lifecycle wants them: unknowns marked, names that start with `__` (the surfaces' own) left out. */
export function toLifecycle(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !name.startsWith("__"))
      .map(([name, value]) => [name, markUnknown(value)]),
  );
}

function markUnknown(value: unknown): unknown {
  if (isUnknownMark(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(markUnknown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, markUnknown(entry)]));
}

/** The way back: no undefined anywhere, which the host's conversion refuses ("Unexpected struct type") [PULUMI undefined]. */
export function toEngine(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (Array.isArray(value)) return value.map(toEngine);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([name, entry]) => [name, toEngine(entry)]),
  );
}
