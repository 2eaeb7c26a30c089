/** Bars and charts as SVG: their measures are attributes, for the page's policy lets no element bring a style of its own. */
import type { Totals } from "../../sessions/totals";
import type { Tone } from "../content/tones";
import { tones } from "../content/tones";
import { countsText, grouped } from "../content/verdict";
import type { Point } from "../history/schema";
import { type Html, html } from "./html";

/** Two digits behind the point are less than a pixel. */
export const places = (share: number): number => Math.round(share * 100) / 100;

/** How many are where, side by side. */
export function countBar(totals: Pick<Totals, Tone>): Html {
  const sum = tones.reduce((total, tone) => total + totals[tone], 0);
  let before = 0;
  const parts = tones.flatMap((tone) => {
    if (totals[tone] === 0) return [];
    const width = (totals[tone] / sum) * 100;
    const part = html`<rect class=${tone} x=${places(before)}% width=${places(width)}% />`;
    before += width;
    return [part];
  });
  return html`<svg class="bar" role="img" aria-label="${countsText(totals)}">${parts}</svg>`;
}

export const legend = (totals: Pick<Totals, Tone>): Html =>
  html`<ul class="legend">
    ${tones.map((tone) => totals[tone] > 0 && html`<li class=${tone}><b>${grouped(totals[tone])}</b> ${tone}</li>`)}
  </ul>`;

const WIDTH = 1000;
const HEIGHT = 100;

/** How many were where, from the first report to this one. */
export function progressChart(points: readonly Point[]): Html {
  const times = points.map(({ at }) => Date.parse(at));
  const [from = 0] = times;
  const span = Math.max(1, (times.at(-1) ?? 0) - from);
  const most = Math.max(1, ...points.map((point) => tones.reduce((total, tone) => total + point[tone], 0)));
  const x = (index: number) => places((((times[index] ?? 0) - from) / span) * WIDTH);
  const y = (count: number) => places(HEIGHT - (count / most) * HEIGHT);
  const below = points.map(() => 0);
  const areas = tones.map((tone) => {
    const floor = points.map((_, index) => `${x(index)},${y(below[index] ?? 0)}`);
    const top = points.map((point, index) => {
      below[index] = (below[index] ?? 0) + point[tone];
      return `${x(index)},${y(below[index] ?? 0)}`;
    });
    return (
      points.some((point) => point[tone] > 0) &&
      html`<polygon class=${tone} points="${[...top, ...floor.reverse()].join(" ")}" />`
    );
  });
  return html`<svg class="chart" role="img" aria-label="How many imports were where over time" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${areas}</svg>`;
}
