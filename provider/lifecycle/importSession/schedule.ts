/** Schedules are whole seconds: what an array does with fractions of them is not documented. */
const RESOLUTION_MILLISECONDS = 1000;

/** Whether two spellings mean the same time, to the second; absent equals absent only. */
export function isSameInstant(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(Date.parse(one) - Date.parse(other)) < RESOLUTION_MILLISECONDS;
}

/**
 * A time as the array takes it: "expressed in UTC" (S, `import_session_create` and `_modify`). What it makes of another zone is
 * not documented; an import must not start hours off.
 */
export function toUtc(timestamp: string): string {
  return new Date(timestamp).toISOString().replace(".000Z", "Z");
}
