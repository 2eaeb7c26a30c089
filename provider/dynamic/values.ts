import { UNKNOWN } from "../lifecycle/unknown";

/** How the engine marks a value that only the deployment will know, one string per kind (pulumi.md 3, "unknown GUIDs"). */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownMarks: ReadonlySet<unknown> = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

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
  if (unknownMarks.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(markUnknown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, markUnknown(entry)]));
}

/** The way back: no undefined anywhere, which the host's conversion refuses ("Unexpected struct type", pulumi.md 1, row 15). */
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
