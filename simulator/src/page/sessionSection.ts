/** All import sessions: counts by phase, a filter, and a page of them, newest first with members below their group. */
import type { Row } from "../api/contract";
import { type Html, html } from "./html";
import type { Rendering } from "./parts";
import { countPhases, type Phase, phaseOf, phases } from "./phases";
import { sessionRow } from "./sessionRow";
import { addressOf, type View } from "./view";

const pageSize = 50;

export function sessionSection(rendering: Rendering): Html {
  const { world, view } = rendering;
  const sessions = world.rows("import_session") ?? [];
  const groups = new Set(sessions.map((session) => session.parent_session_id));
  const found = sessions.filter((session) => isWanted(session, view));
  const shown = newestFirst(found, view.from + pageSize).slice(view.from, view.from + pageSize);
  return html`<section id="sessions" aria-labelledby="sessions-title">
    <h2 id="sessions-title">Import sessions</h2>
    ${phaseLinks(sessions, view)}
    ${filterForm(view)}
    ${shown.length === 0 ? html`<p id="no-sessions">${sessions.length === 0 ? "No session yet: POST /import_session begins one." : "No session fits."}</p>` : sessionTable(shown.map((session) => sessionRow(rendering, session, groups.has(session.id))))}
    ${pageLinks(view, shown.length, found.length)}
  </section>`;
}

function isWanted(session: Row, { phase, find }: View): boolean {
  if (phase !== undefined && phaseOf(session) !== phase) return false;
  return find === "" || String(session.name).toLowerCase().includes(find.toLowerCase());
}

/**
 * At least so many of the sessions, members after their group. They come in order of creation, in which members follow
 * their group directly; one whose group is filtered out stands alone.
 */
function newestFirst(sessions: readonly Row[], count: number): readonly Row[] {
  const newest: Row[] = [];
  for (let end = sessions.length; end > 0 && newest.length < count; ) {
    const last = sessions[end - 1];
    const family = last?.parent_session_id ?? last?.id;
    let start = end - 1;
    while (start > 0 && isOf(sessions[start - 1], family)) start -= 1;
    newest.push(...sessions.slice(start, end));
    end = start;
  }
  return newest;
}

function isOf(session: Row | undefined, family: unknown): boolean {
  return session !== undefined && (session.id === family || session.parent_session_id === family);
}

function phaseLinks(sessions: readonly Row[], view: View): Html {
  const counts = countPhases(sessions);
  const link = (phase: Phase | undefined, label: string, count: number) =>
    html`<li><a id="phase-${phase ?? "all"}" class="${phase ?? "all"}" href="${addressOf(view, { phase, from: 0 })}"${view.phase === phase && html` aria-current="true"`}><b>${count}</b> ${label}</a></li>`;
  return html`<nav aria-label="Sessions by phase"><ul class="phases">
    ${link(undefined, "All", sessions.length)}
    ${(Object.keys(phases) as Phase[]).map((phase) => link(phase, phases[phase], counts[phase]))}
  </ul></nav>`;
}

function filterForm({ phase, find, collection }: View): Html {
  const kept = { phase, collection };
  return html`<form id="find-form" role="search" method="get" action="/">
    ${Object.entries(kept).map(([name, value]) => (value === undefined ? html`` : html`<input type="hidden" name="${name}" value="${value}">`))}
    <label for="find">Name contains</label>
    <input id="find" name="find" type="search" value="${find}">
    <button id="find-go">Find</button>
  </form>`;
}

function sessionTable(rows: readonly Html[]): Html {
  const headings = ["Session", "State", "Source", "Progress", "Rate", "Estimate", "Actions"];
  return html`<div class="wide" role="region" aria-label="Table of sessions" tabindex="0"><table>
    <thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
    <tbody>${rows}</tbody>
  </table></div>`;
}

function pageLinks(view: View, shown: number, found: number): Html | undefined {
  if (found <= pageSize && view.from === 0) return undefined;
  const { from } = view;
  const previous = addressOf(view, { from: Math.max(0, from - pageSize) });
  return html`<nav class="pages" aria-label="Pages of sessions">
    ${from > 0 && html`<a id="previous" href="${previous}">Newer</a>`}
    <span>${shown === 0 ? 0 : from + 1} to ${from + shown} of ${found}</span>
    ${from + shown < found && html`<a id="next" href="${addressOf(view, { from: from + pageSize })}">Older</a>`}
  </nav>`;
}
