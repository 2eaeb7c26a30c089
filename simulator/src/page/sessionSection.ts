/** All import sessions: counts by phase, a filter, and a page of them, newest first with members below their group. */
import type { Row } from "../api/contract";
import { formatDuration, formatInstant, formatRate } from "./formats";
import { type Html, html } from "./html";
import { actionsOf, sessionActions } from "./pageActions";
import { countPhases, type Phase, phaseOf, phases } from "./phases";
import { addressOf, PAGE_PATH, type Rendering, type View } from "./view";

const PAGE_SIZE = 50;

export function sessionSection(rendering: Rendering): Html {
  const { world, view } = rendering;
  const sessions = world.rows("import_session") ?? [];
  const groups = new Set(sessions.map((session) => session.parent_session_id));
  const found = sessions.filter((session) => isWanted(session, view));
  const shown = newestFirst(found, view.from + PAGE_SIZE).slice(view.from, view.from + PAGE_SIZE);
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
  if (found <= PAGE_SIZE && view.from === 0) return undefined;
  const { from } = view;
  const previous = addressOf(view, { from: Math.max(0, from - PAGE_SIZE) });
  return html`<nav class="pages" aria-label="Pages of sessions">
    ${from > 0 && html`<a id="previous" href="${previous}">Newer</a>`}
    <span>${shown === 0 ? 0 : from + 1} to ${from + shown} of ${found}</span>
    ${from + shown < found && html`<a id="next" href="${addressOf(view, { from: from + PAGE_SIZE })}">Older</a>`}
  </nav>`;
}

/** The row of a session; `isGroup` says that others are its members. */
function sessionRow(rendering: Rendering, session: Row, isGroup: boolean): Html {
  const { id, name, state_l10n: state, type_l10n: type } = session;
  const isMember = session.parent_session_id !== null;
  return html`<tr id="row-${id}" class="${isMember ? "member" : ""}">
    <th scope="row" tabindex="-1"><span class="name">${String(name)}</span> <small>${id}${isGroup && ", group"}${isMember && ", member"}</small></th>
    <td><span class="state ${phaseOf(session)}">${String(state)}</span> <small>${String(type)}</small>${errorOf(session)}</td>
    <td>${String(session.source_resource_id)}${session.destination_resource_id !== null && html` <small>to ${String(session.destination_resource_id)}</small>`}</td>
    <td class="progress">${progress(session)}</td>
    <td class="number">${formatRate(session.current_transfer_rate)}</td>
    <td class="estimate">${estimate(session, rendering.world.now())}</td>
    <td>${buttons(rendering, session, isGroup)}</td>
  </tr>`;
}

function progress({ id, name, progress_percentage: percent }: Row): Html | undefined {
  if (typeof percent !== "number") return undefined;
  return html`<progress id="progress-${id}" max="100" value="${percent}" aria-label="Copied of ${String(name)}">${percent} %</progress> <span class="number" aria-hidden="true">${percent} %</span>`;
}

/** When the copy is done or, before it, when the session starts. */
function estimate(session: Row, now: number): Html | undefined {
  const { state, estimated_completion_timestamp: end, scheduled_timestamp: start } = session;
  if (typeof end === "string") return whenOf("", end, now);
  return state === "Scheduled" && typeof start === "string" ? whenOf("starts ", start, now) : undefined;
}

function whenOf(word: string, timestamp: string, now: number): Html {
  const instant = Date.parse(timestamp);
  return html`${word}in ${formatDuration((instant - now) / 1000)} <small><time datetime="${timestamp}">${formatInstant(instant)}</time></small>`;
}

function errorOf({ error }: Row): Html | undefined {
  const { code, message_l10n: message } = (error ?? {}) as { readonly code?: string; readonly message_l10n?: string };
  return code === undefined ? undefined : html`<p class="error">${message} <small>${code}</small></p>`;
}

function buttons({ view }: Rendering, session: Row, isGroup: boolean): Html | undefined {
  const { id, name } = session;
  const actions = actionsOf(session, isGroup);
  if (actions.length === 0) return undefined;
  const path = `${PAGE_PATH}/session/${encodeURIComponent(id)}`;
  return html`<form id="act-${id}" method="post" action="${addressOf(view, {}, path)}">
    ${actions.map((action) => html`<button id="${action}-${id}" name="action" value="${action}" class="${action}">${sessionActions[action]}<span class="unseen"> ${String(name)}</span></button> `)}
  </form>`;
}
