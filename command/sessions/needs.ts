/** What comes next for a session, and who has to see to it. Pure. */
import { countText, minuteText } from "../text/units";
import type { SessionView } from "./sessionView";
import { needsSomebody } from "./standing";
import { withoutMembers } from "./totals";

/** In a sentence without its end; empty where nothing is to be said. */
export function nextText(session: SessionView): string {
  const { standing, error, placeInQueue, state, scheduledTimestamp, hold } = session;
  const parts = [
    needsSomebody(standing) && needOf(session),
    error?.message,
    hold,
    standing === "held" && session.onHosts && `first, on the hosts: ${session.onHosts}`,
    placeInQueue !== undefined && `place ${placeInQueue} in the queue`,
    state === "Scheduled" && scheduledTimestamp && `the array starts it at ${minuteText(scheduledTimestamp)}`,
  ];
  return parts.filter((part) => typeof part === "string" && part !== "").join("; ");
}

/** What somebody has to do, and on the hosts before that. */
export function needOf({ onHosts, todo }: SessionView): string {
  if (onHosts === undefined) return todo ?? "";
  return todo === undefined ? `on the hosts: ${onHosts}` : `on the hosts: ${onHosts}; then ${todo}`;
}

/** What is to be done, and for which sessions: those of the same state with the same need together. */
export type Need = { readonly state: string; readonly need: string; readonly names: readonly string[] };

export function needsOf(sessions: readonly SessionView[]): readonly Need[] {
  const needs = new Map<string, { state: string; need: string; names: string[] }>();
  for (const session of withoutMembers(sessions)) {
    if (!needsSomebody(session.standing)) continue;
    const need = needOf(session);
    const key = `${session.state}\n${need}`;
    const known = needs.get(key) ?? { state: session.state, need, names: [] };
    known.names.push(session.name ?? session.id);
    needs.set(key, known);
  }
  return [...needs.values()];
}

const MOST_NAMES = 5;

/** `Ready_For_Cutover: on the hosts: check ...; then cut over (db-01, db-02 and 7 more)`. */
export function needText({ state, need, names }: Need): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  const all = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
  return `${countText(names.length, "import")} ${state}: ${need} (${all})`;
}
