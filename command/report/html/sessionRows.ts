/** The table of all sessions: a row each, which stays readable without the page's script. */
import { needOf } from "../../sessions/needs";
import { shareCopied } from "../../sessions/sizes";
import { needsSomebody } from "../../sessions/standing";
import { endAhead } from "../../sessions/timeLeft";
import { durationText, rateText } from "../../text/units";
import type { ReportSession } from "../content/document";
import { momentBeside, shortMoment } from "../content/moments";
import { type Axis, placeOf, spansOf, ticksOf } from "../content/timeline";
import { sentence, stateWords, toneOfStanding, toneOfState } from "../content/tones";
import { keyOf } from "../history/observe";
import { places } from "./bars";
import { type Html, html, type Insert } from "./html";

export type Columns = { readonly hasArrays: boolean; readonly hasWaves: boolean; readonly axis: Axis };

export function sessionTable(sessions: readonly ReportSession[], columns: Columns): Html {
  const names = new Map(sessions.map((session) => [keyOf(session), session.name ?? session.id]));
  const { hasArrays, hasWaves } = columns;
  const titles = ["Import", ...(hasArrays ? ["Array"] : []), ...(hasWaves ? ["Wave"] : []), "State", "Copied", "Next"];
  return html`<table class=with${Number(hasArrays) + Number(hasWaves)}>
    <thead><tr>
      ${titles.map((title) => html`<th scope=col>${title}</th>`)}
      <th scope=col class=when>Timeline<svg class=axis aria-hidden=true>${ticksOf(columns.axis).map((tick) => tickLabel(tick, columns.axis))}</svg></th>
    </tr></thead>
    <tbody>${sessions.map((session) => sessionRow(session, columns, names))}</tbody>
  </table>`;
}

function tickLabel({ at, isDay }: { readonly at: number; readonly isDay: boolean }, axis: Axis): Html {
  const place = placeOf(at, axis);
  const text = shortMoment(new Date(at).toISOString());
  const [, day = "", month = "", hour = ""] = /^(\S+) (\S+) (\S+)$/.exec(text) ?? [];
  const anchor = place < 8 ? "start" : place > 92 ? "end" : "middle";
  return html`<text x=${places(place)}% y=12 text-anchor=${anchor}>${isDay ? `${day} ${month}` : hour}</text>`;
}

function sessionRow(
  session: ReportSession,
  { hasArrays, hasWaves, axis }: Columns,
  names: ReadonlyMap<string, string>,
): Html {
  const { array, wave, id, name, state, standing, parentSessionId } = session;
  const group = parentSessionId === undefined ? undefined : names.get(keyOf({ array, id: parentSessionId }));
  // The ends that HTML does not need are left out: they would be a tenth of the page.
  return html`<tr class=${toneOfStanding[standing]}>
    <th scope=row><bdi>${name ?? id}</bdi>${group !== undefined && html`<small>in <bdi>${group}</bdi></small>`}
    ${hasArrays && html`<td><bdi>${array}</bdi>`}${hasWaves && html`<td>${wave && html`<bdi>${wave}</bdi>`}`}
    <td><i>${stateWords(state)}</i>
    <td>${progressOf(session)}
    <td>${nextOf(session, axis.now)}
    <td>${timelineOf(session, axis)}`;
}

function progressOf(session: ReportSession): Html | undefined {
  const share = shareCopied(session);
  if (share === undefined) return undefined;
  const percent = Math.floor(share * 100);
  return html`<svg class=bar aria-hidden=true><rect class=${toneOfStanding[session.standing]} width=${percent}% /></svg>${percent} %`;
}

function nextOf(session: ReportSession, now: number): Insert {
  const { standing, currentTransferRate: rate, error, hold, onHosts } = session;
  if (standing === "running")
    return [moment("ends", endAhead(session, now), now), rate !== undefined && html`<small>${rateText(rate)}</small>`];
  if (hold !== undefined && !needsSomebody(standing))
    return [sentence(hold), onHosts && html`<small>first, on the hosts: ${onHosts}</small>`];
  if (standing === "waiting") return waitOf(session, now);
  const words = [error?.message, error?.code].filter(Boolean).join(" ");
  const need = words === "" ? sentence(needOf(session)) : html`<q>${words}</q>`;
  return [need, hold && html`<small>${hold}</small>`];
}

const waitOf = ({ scheduledTimestamp, placeInQueue }: ReportSession, now: number): Insert =>
  placeInQueue === undefined ? moment("starts", scheduledTimestamp, now) : `place ${placeInQueue} in the queue`;

const moment = (what: string, iso: string | undefined, now: number): Insert =>
  iso && html`<time datetime="${iso}">${what} ${momentBeside(iso, now)}</time>`;

/** So many states of one import are shown; who wants more has the history. */
export const MOST_STATES = 12;

/** Closed, a bar; open, its words. */
function timelineOf(session: ReportSession, axis: Axis): Html {
  const timeline = session.timeline.slice(-MOST_STATES);
  const earlier = session.timeline.length - timeline.length;
  const bars = spansOf({ ...session, timeline }, axis).map(({ state, from, to, isAhead }) => {
    const width = Math.max(0.3, placeOf(to, axis) - placeOf(from, axis));
    const look = isAhead === true ? html`"${toneOfState(state)} ahead"` : toneOfState(state);
    return html`<rect class=${look} x=${places(placeOf(from, axis))}% width=${places(width)}% />`;
  });
  return html`<details><summary aria-label=States><svg class=line aria-hidden=true>${bars}</svg></summary>
    <ol>${earlier > 0 && html`<li>${earlier} earlier states`}${stepTexts(timeline, axis.now)}</ol>${idsOf(session)}</details>`;
}

function stepTexts(timeline: ReportSession["timeline"], now: number): readonly Html[] {
  return timeline.map(({ state, at }, index) => {
    const next = timeline[index + 1];
    const seconds = ((next === undefined ? now : Date.parse(next.at)) - Date.parse(at)) / 1000;
    return html`<li class=${toneOfState(state)}>${stateWords(state)} ${shortMoment(at)}, ${durationText(seconds)}`;
  });
}

const idsOf = ({ id, type }: ReportSession): Html =>
  html`<p>${type && `${type.replaceAll("_", "-")}, `}session <code>${id}</code></p>`;
