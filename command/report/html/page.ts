/** The whole report as one file, which asks nobody for anything. */
import { createHash } from "node:crypto";
import type { Report } from "../content/document";
import { axisOf, placeOf } from "../content/timeline";
import { stateWords } from "../content/tones";
import { count, headlineOf, verdictOf } from "../content/verdict";
import { script, style } from "../page/assets";
import { places } from "./bars";
import { Html, html, raw } from "./html";
import { arraySection, changeSection, chartSection, header, overview, todoSection, waveSection } from "./sections";
import { sessionTable } from "./sessionRows";

/** A browser is slow with more; those that need nobody come last and are left out first. */
export const MOST_ROWS = 4000;

export function reportHtml(report: Report): string {
  const axis = axisOf(report);
  // Where now is differs from report to report: a variable for all the rows.
  const looks = `${style}:root{--now:${places(placeOf(axis.now, axis))}%}`;
  const policy = `default-src 'none'; style-src ${hashOf(looks)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>${html`<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>${headlineOf(verdictOf(report))} · PowerStore imports</title>
  <link rel="icon" href="data:,">
  <style>${raw(looks)}</style>
</head>
<body>
  <a class="skip" href="#sessions">Skip to the imports</a>
  ${header(report)}
  <main>
    ${overview(report)}
    ${partsOf(report)}
    ${sessionSection(report)}
  </main>
  <footer>Written by powerstore-import, which reads only. Times are UTC.</footer>
  <script>${raw(script)}</script>
</body>
</html>`}\n`;
}

/** Two columns where there is room; the chart is in the one that has less. */
function partsOf(report: Report): Html {
  const groups = [waveSection(report), arraySection(report)].filter((part) => part !== undefined);
  const chart = chartSection(report);
  const columns = [
    [todoSection(report), groups.length > 0 && chart],
    [changeSection(report), ...groups, groups.length === 0 && chart],
  ].map((column) => column.filter((part) => part instanceof Html));
  return html`<div class="parts">${columns.map((column) => column.length > 0 && html`<div>${column}</div>`)}</div>`;
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function sessionSection(report: Report): Html | undefined {
  const { sessions, arrays, waves } = report;
  if (sessions.length === 0) return undefined;
  const shown = sessions.slice(0, MOST_ROWS);
  const states = [...new Set(shown.map(({ state }) => state))];
  return html`<section id=sessions tabindex=-1>
    <h2>Imports</h2>
    <form hidden role=search>
      <label>Find <input id=find type=search placeholder="name, array, state" autocomplete=off></label>
      <label>State <select id=state><option value="">all</option>${states.map((state) => html`<option>${stateWords(state)}</option>`)}</select></label>
      ${arrays.length > 1 && choice("Array", arrays)}${waves.length > 0 && choice("Wave", waves)}
      <label>Sort by <select id=order></select></label>
      <output id=shown></output>
    </form>
    ${sessionTable(shown, { hasArrays: arrays.length > 1, hasWaves: waves.length > 0, axis: axisOf(report) })}
    ${shown.length < sessions.length && html`<p>${count(sessions.length - shown.length, "import")} that need nobody are left out here.</p>`}
  </section>`;
}

const choice = (title: "Array" | "Wave", groups: readonly { readonly name: string }[]): Html =>
  html`<label>${title} <select id=${title.toLowerCase()}><option value="">all</option>${groups.map(({ name }) => html`<option>${name}</option>`)}</select></label>`;
