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

const dayOf = (moment: Date) => `${moment.getUTCDate()} ${months[moment.getUTCMonth()]}`;

const hourOf = (moment: Date) => moment.toISOString().slice(11, 16);
