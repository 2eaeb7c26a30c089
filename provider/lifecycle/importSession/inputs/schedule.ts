/** Schedules are whole seconds: what an array does with fractions of them is not documented. */
const RESOLUTION_MILLISECONDS = 1000;

/** Whether two spellings mean the same time, to the second; absent equals absent only. */
export function isSameInstant(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(Date.parse(one) - Date.parse(other)) < RESOLUTION_MILLISECONDS;
}

/** What is not known yet is not earlier than anything. */
export function isEarlier(one: unknown, other: string): boolean {
  return typeof one === "string" && !isSameInstant(one, other) && Date.parse(one) < Date.parse(other);
}

/**
 * A time as the array takes it: in UTC [API import_session_create, import_session_modify]. What it makes of another zone is
 * not documented; an import must not start hours off.
 */
export function toUtc(timestamp: string): string {
  return new Date(timestamp).toISOString().replace(".000Z", "Z");
}

/** What to say of a run that puts off the start of a session that still waits for it; undefined where it does not. */
export function postponementText(
  recorded: { readonly state?: string | undefined; readonly scheduledTimestamp?: string | undefined },
  wanted: unknown,
): string | undefined {
  const { state, scheduledTimestamp } = recorded;
  if (state !== "Scheduled" || scheduledTimestamp === undefined || typeof wanted !== "string") return undefined;
  if (isSameInstant(scheduledTimestamp, wanted) || !(Date.parse(wanted) > Date.parse(scheduledTimestamp)))
    return undefined;
  return (
    `was to start at ${scheduledTimestamp} and is postponed to ${wanted}. If the program computes the time, each run puts the start off again and the import never ` +
    `begins: give scheduledTimestamp as a fixed time.`
  );
}

/** Whether a start would have to be in the past. */
export function hasPassed(scheduledTimestamp: unknown, now: number): scheduledTimestamp is string {
  return typeof scheduledTimestamp === "string" && Date.parse(scheduledTimestamp) < now;
}

/** How a session that is not there yet is to start. */
export type Start =
  | { readonly kind: "asGiven" }
  | { readonly kind: "atOnce"; readonly warning: string }
  | { readonly kind: "refuse"; readonly reason: string };

/**
 * What a create does about its time: one that has passed is refused if it is a new wish, for what the array makes of it is not documented. The wish of
 * the session that is replaced was fulfilled long ago.
 * @param recorded the time that the resource had so far; absent for a new one.
 */
export function decideStart(scheduledTimestamp: string | undefined, recorded: string | undefined, now: number): Start {
  if (!hasPassed(scheduledTimestamp, now)) return { kind: "asGiven" };
  if (isSameInstant(scheduledTimestamp, recorded)) {
    return {
      kind: "atOnce",
      warning: `scheduledTimestamp ${scheduledTimestamp} has passed, so the new session starts at once.`,
    };
  }
  return {
    kind: "refuse",
    reason: `scheduledTimestamp ${scheduledTimestamp} lies in the past. Give a time to come, or leave scheduledTimestamp out to start at once; nothing was started.`,
  };
}
