/** One session in the page's table. */
import type { Row } from "../api/contract";
import { formatDuration, formatInstant, formatRate } from "./formats";
import { type Html, html } from "./html";
import { pagePath, type Rendering } from "./parts";
import { phaseOf } from "./phases";
import { actionsOf, sessionActions } from "./sessionActions";
import { addressOf } from "./view";

/** The row of a session; `isGroup` says that others are its members. */
export function sessionRow(rendering: Rendering, session: Row, isGroup: boolean): Html {
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
  const path = `${pagePath}/session/${encodeURIComponent(id)}`;
  return html`<form id="act-${id}" method="post" action="${addressOf(view, {}, path)}">
    ${actions.map((action) => html`<button id="${action}-${id}" name="action" value="${action}" class="${action}">${sessionActions[action]}<span class="unseen"> ${String(name)}</span></button> `)}
  </form>`;
}
