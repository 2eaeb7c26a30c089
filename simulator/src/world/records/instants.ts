/** Instants inside the world are whole milliseconds since 1970; on the wire they are the array's timestamps. */
export type Instant = number;

/** Where the calendar ends (ECMAScript dates). What is so slow that it would end later, ends then. */
export const LAST_INSTANT: Instant = 8.64e15;

/** The one that was written last: of 100,000 sessions that are created at once each would have a text of its own. */
let last: { readonly instant: Instant; readonly text: string } | undefined;

/** The array writes UTC with a numeric offset (`2026-01-01T00:00:00.000+00:00`), never `Z` [U]. */
export function toTimestamp(instant: Instant): string {
  if (last?.instant === instant) return last.text;
  const text = `${new Date(instant).toISOString().slice(0, -1)}+00:00`;
  last = { instant, text };
  return text;
}

/** Undefined where the text is not an instant. */
export function fromTimestamp(text: string): Instant | undefined {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000);
}
