/** Bars of squares: what every forge shows in Markdown. Pure. */
import type { Totals } from "../../sessions/totals";
import type { ReportSession } from "../content/document";
import { type Axis, spansOf } from "../content/timeline";
import { type Tone, toneOfState, tones } from "../content/tones";

export const icons = {
  done: "🟩",
  running: "🟦",
  queued: "⬜",
  held: "🟧",
  failed: "🟥",
  cancelled: "⬛",
} as const satisfies Record<Tone, string>;

export const legend = tones.map((tone) => `${icons[tone]} ${tone}`).join(" · ");

const SQUARES = 12;

/** Shares of the whole; whatever is there has a square, the rounding is the largest part's. */
export function squares(totals: Pick<Totals, Tone>): string {
  const sum = tones.reduce((total, tone) => total + totals[tone], 0);
  if (sum === 0) return "";
  const shares = tones.map((tone) =>
    totals[tone] === 0 ? 0 : Math.max(1, Math.round((totals[tone] / sum) * SQUARES)),
  );
  const largest = shares.indexOf(Math.max(...shares));
  const others = shares.reduce((total, share, index) => total + (index === largest ? 0 : share), 0);
  return tones
    .map((tone, index) => icons[tone].repeat(index === largest ? Math.max(1, SQUARES - others) : (shares[index] ?? 0)))
    .join("");
}

/** What was before a session is nothing. */
const NOTHING = "▫️";

/** The state of a session in each twelfth of the axis, at its end. */
export function cells(session: ReportSession, axis: Axis): string {
  const spans = spansOf(session, axis);
  return Array.from({ length: SQUARES }, (_, index) => {
    const moment = axis.from + ((axis.to - axis.from) * (index + 1)) / SQUARES;
    const span = spans.findLast(({ from, isAhead }) => from <= moment && isAhead !== true);
    return span === undefined ? NOTHING : icons[toneOfState(span.state)];
  }).join("");
}
