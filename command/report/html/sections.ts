/** The parts of the page above the table. */
import { unaskedTodo } from "../../fleet/unasked";
import { secretReason } from "../../stack/secretWaves";
import { durationText, percentText } from "../../text/units";
import type { Report, ReportArray, ReportWave, Todo } from "../content/document";
import { momentText, shortMoment } from "../content/moments";
import { sentence, stateWords, toneOfStanding, toneOfState } from "../content/tones";
import {
  count,
  countsText,
  figuresOf,
  goneText,
  grouped,
  headlineOf,
  isGone,
  percentOf,
  secretText,
  unaskedText,
  verdictOf,
  windowText,
} from "../content/verdict";
import { countGoingOn, type Move, movesOf } from "../history/changes";
import { countBar, legend, progressChart } from "./bars";
import { type Html, html, type Insert } from "./html";

export function header(report: Report): Html {
  const verdict = verdictOf(report);
  const arrays = report.arrays.length === 1 ? "" : `, ${count(report.arrays.length, "array")}`;
  return html`<header>
    <p class="kicker">Imports into PowerStore</p>
    <h1 class=${verdict.tone}>${headlineOf(verdict)}</h1>
    <p>As of <time id=at datetime="${report.at}">${momentText(report.at)} UTC</time><span id=age></span>${arrays}</p>
  </header>`;
}

export function overview(report: Report): Html | undefined {
  const { totals } = report;
  if (totals.sessions === 0) return undefined;
  return html`<section aria-label="Overview">
    <dl>${figuresOf(report).map(({ title, value, note }) => html`<div><dt>${title}</dt><dd>${value}${note && html`<small>${note}</small>`}</dd></div>`)}</dl>
    ${countBar(totals)}${legend(totals)}
  </section>`;
}

export function todoSection({ todos, arrays, absent, elsewhere, secretImports }: Report): Html | undefined {
  const silent = arrays.filter(({ failure }) => failure !== undefined);
  const gone = absent.filter(isGone);
  const unknown = [
    elsewhere !== undefined && unknownItem(unaskedText(elsewhere), unaskedTodo),
    secretImports !== undefined && unknownItem(secretText(secretImports), secretReason),
  ].filter((item) => item !== false);
  if (todos.length + silent.length + gone.length + unknown.length === 0) return undefined;
  return html`<section>
    <h2>Who has to act</h2>
    <ul class="todos">${silent.map(silentArray)}${gone.map(goneItem)}${unknown}${todos.map(todoItem)}</ul>
  </section>`;
}

function silentArray({ name, failure, lastSeenAt, lastSeenSessions }: ReportArray): Html {
  return html`<li class="failed"><b>Array <bdi>${name}</bdi> did not answer</b><p class=words>${failure}</p>
    ${lastSeenAt !== undefined && html`<p>Its ${count(lastSeenSessions ?? 0, "session")} were last seen ${momentText(lastSeenAt)} UTC and are missing below.</p>`}
  </li>`;
}

function goneItem({ resource, state, sessionId }: Report["absent"][number]): Html {
  return html`<li class="failed"><b>${goneText}</b><p><bdi>${resource}</bdi>, last recorded ${stateWords(state)}</p><p>session <code>${sessionId}</code></p></li>`;
}

const unknownItem = (what: string, why: string): Html =>
  html`<li class="held"><b>${what}</b><p>${sentence(why)}</p></li>`;

function todoItem({ standing, state, todo, onHosts, words, sessions }: Todo): Html {
  return html`<li class=${toneOfStanding[standing]}>
    <b>${sentence(todo)}</b>${words && html`<q>${words}</q>`}${onHosts && html`<p>On the hosts before: ${onHosts}</p>`}
    <p><a href="#sessions" data-state="${stateWords(state)}">${count(sessions.length, "import")}, ${stateWords(state)}</a></p>
    ${names(sessions, MOST_NAMES)}
  </li>`;
}

/** So many names stand there at once; the others unfold. */
const MOST_NAMES = 12;
const FEW_NAMES = 4;

type Named = { readonly id: string; readonly name?: string | undefined };

function names(sessions: readonly Named[], most: number): Html {
  const all = sessions.map(({ name, id }) => html`<li><bdi>${name ?? id}</bdi>`);
  const more = all.slice(most);
  return html`<div class="names">
    <ul>${all.slice(0, most)}</ul>
    ${more.length > 0 && html`<details><summary>${grouped(more.length)} more</summary><ul>${more}</ul></details>`}
  </div>`;
}

export function changeSection({ changes, since, at, sessions }: Report): Html | undefined {
  if (since === undefined) return undefined;
  const ago = durationText((Date.parse(at) - Date.parse(since)) / 1000);
  const copied = countGoingOn(changes, sessions);
  return html`<section>
    <h2>Since the last report <small>${momentText(since)} UTC, ${ago} before</small></h2>
    ${changes.length === 0 && html`<p>Nothing has changed.</p>`}
    <ul class="todos">${movesOf(changes).map(moveItem)}</ul>
    ${copied > 0 && html`<p>${count(copied, "import")} copied on in the same state.</p>`}
  </section>`;
}

function moveItem({ from, to, changes }: Move): Html {
  const state = (word: string) => html`<i class=${toneOfState(word)}>${stateWords(word)}</i>`;
  return html`<li class=${to === undefined ? "cancelled" : toneOfState(to)}>
    <b>${grouped(changes.length)}</b> ${from === undefined ? "new" : state(from)} → ${to === undefined ? "no longer there" : state(to)}
    ${names(changes, FEW_NAMES)}
  </li>`;
}

export function arraySection({ arrays }: Report): Html | undefined {
  if (arrays.length < 2) return undefined;
  return html`<section>
    <h2>Arrays</h2>
    <ul class="groups">${arrays.map(({ name, totals }) => groupItem(name, totals, "did not answer"))}</ul>
  </section>`;
}

function groupItem(
  name: string,
  totals: Report["totals"] | undefined,
  otherwise: string,
  of?: { readonly wave: ReportWave; readonly at: string },
): Html {
  if (totals === undefined) return html`<li><b><bdi>${name}</bdi></b><span class="failed">${otherwise}</span></li>`;
  return html`<li><b><bdi>${name}</bdi></b>${countBar(totals)}<span>${percentText(percentOf(totals, of?.wave.notStarted))}</span><small>${countsText(totals)}</small>${of && holdsOf(of.wave, of.at)}</li>`;
}

export function waveSection({ waves, at }: Report): Html | undefined {
  if (waves.length === 0) return undefined;
  return html`<section>
    <h2>Waves</h2>
    <ul class="groups">${waves.map((wave) => groupItem(wave.name, wave.totals, "", { wave, at }))}</ul>
  </section>`;
}

const holdsOf = ({ holds, nextChangeAt, windows, notStarted }: ReportWave, at: string): Insert => [
  notStarted > 0 && html`<small>${grouped(notStarted)} not started</small>`,
  ...windows.map((window) => html`<small>${windowText(window, at)}</small>`),
  ...holds.map((hold) => html`<small>${sentence(hold)}</small>`),
  nextChangeAt &&
    html`<small>Next change: <time datetime="${nextChangeAt}">${momentText(nextChangeAt)} UTC</time></small>`,
];

export function chartSection({ points, totals, part }: Report): Html | undefined {
  const [first, last] = [points[0], points.at(-1)];
  // One import that goes through its states is told by its timeline.
  if (points.length < 2 || first === undefined || last === undefined || totals.sessions < 2) return undefined;
  return html`<section>
    <h2>Progress${part && " of all imports"}</h2>
    ${progressChart(points)}
    <p class="ends"><span>${shortMoment(first.at)}</span><span>${shortMoment(last.at)} UTC</span></p>
  </section>`;
}
