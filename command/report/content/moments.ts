/** Moments for people, all in UTC: a report is read in several zones, and says which one it means. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `29 Nov 2026 02:14`. A text that is no time is given back. */
export function momentText(iso: string): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : `${dayOf(moment)} ${moment.getUTCFullYear()} ${hourOf(moment)}`;
}

/** `29 Nov 02:14`: where the year goes without saying. */
export function shortMoment(iso: string): string {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? iso : `${dayOf(moment)} ${hourOf(moment)}`;
}

/** The shorter of the two that can be understood in what was so at a moment. @param at milliseconds since 1970, or ISO 8601 */
export function momentBeside(iso: string, at: string | number): string {
  const isSameYear = new Date(iso).getUTCFullYear() === new Date(at).getUTCFullYear();
  return isSameYear ? shortMoment(iso) : momentText(iso);
}

const dayOf = (moment: Date) => `${moment.getUTCDate()} ${months[moment.getUTCMonth()]}`;

const hourOf = (moment: Date) => moment.toISOString().slice(11, 16);
