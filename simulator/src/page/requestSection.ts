/** The last requests to the API, and the fault rules that wait for the next ones. */
import type { FaultRuleStatus } from "../http/faults";
import type { JournalEntry } from "../http/journal";
import { formatInstant, shorten } from "./formats";
import { type Html, html } from "./html";
import { addressOf, PAGE_PATH, type Rendering } from "./view";

const SHOWN_REQUESTS = 20;
const SHOWN_CHARACTERS = 160;

export function requestSection({ journal }: Rendering): Html {
  const entries = journal.latest(SHOWN_REQUESTS);
  return html`<section id="requests" aria-labelledby="requests-title">
    <h2 id="requests-title">Last requests</h2>
    ${entries.length === 0 ? html`<p>None yet.</p>` : requestTable(entries)}
  </section>`;
}

function requestTable(entries: readonly JournalEntry[]): Html {
  return html`<div class="wide" role="region" aria-label="Table of requests" tabindex="0"><table>
    <thead><tr><th scope="col">Time</th><th scope="col">Request</th><th scope="col">Answer</th></tr></thead>
    <tbody>${entries.map(requestRow)}</tbody>
  </table></div>`;
}

function requestRow({ time, method, path, status, fault }: JournalEntry): Html {
  const outcome = status === null ? "dropped" : String(status);
  return html`<tr>
    <td><time datetime="${time}">${formatInstant(Date.parse(time))}</time></td>
    <td><code>${method} ${shorten(path, SHOWN_CHARACTERS)}</code></td>
    <td class="${(status ?? 599) >= 400 ? "refused" : ""}">${outcome}${fault !== undefined && " (fault)"}</td>
  </tr>`;
}

export function faultSection({ faults, view }: Rendering): Html {
  const rules = faults.list();
  return html`<section id="faults" aria-labelledby="faults-title">
    <h2 id="faults-title">Fault rules</h2>
    ${rules.length === 0 ? html`<p>None: every request is answered as the array would.</p>` : faultTable(rules)}
    ${rules.length > 0 && html`<form id="clear-faults" method="post" action="${addressOf(view, {}, `${PAGE_PATH}/clear-faults`)}"><button id="clear-faults-go">Remove all fault rules</button></form>`}
  </section>`;
}

function faultTable(rules: readonly FaultRuleStatus[]): Html {
  return html`<div class="wide" role="region" aria-label="Table of fault rules" tabindex="0"><table>
    <thead><tr><th scope="col">Operation</th><th scope="col">Effect</th><th scope="col">Skips</th><th scope="col">Hits</th></tr></thead>
    <tbody>${rules.map(
      ({ operation, effect, skip, times, hits }) =>
        html`<tr><td><code>${operation}</code></td><td><code>${shorten(JSON.stringify(effect), SHOWN_CHARACTERS)}</code></td><td class="number">${skip}</td><td class="number">${hits} of ${times}</td></tr>`,
    )}</tbody>
  </table></div>`;
}
