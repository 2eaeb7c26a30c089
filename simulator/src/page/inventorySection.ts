/** What the array has: its source arrays, and every collection with its number of objects and, on demand, the objects. */
import type { Row } from "../api/contract";
import { collections } from "../api/facts";
import { formatBytes } from "./formats";
import { type Html, html } from "./html";
import { addressOf, type Rendering } from "./view";

const SHOWN_OBJECTS = 100;

export function inventorySection(rendering: Rendering): Html {
  const { world } = rendering;
  return html`<section id="inventory" aria-labelledby="inventory-title">
    <h2 id="inventory-title">Inventory</h2>
    <h3>Remote systems</h3>
    ${objectTable("remote_system", world.page("remote_system", { offset: 0, limit: SHOWN_OBJECTS }))}
    <h3>Everything</h3>
    ${collectionLinks(rendering)}
    ${chosenCollection(rendering)}
  </section>`;
}

function collectionLinks({ world, view }: Rendering): Html {
  const filled = collections.filter((name) => (world.count(name) ?? 0) > 0);
  return html`<nav aria-label="Collections of the inventory"><ul class="collections">
    ${filled.map((name) => html`<li><a id="collection-${name}" href="${addressOf(view, { collection: name })}#chosen"${view.collection === name && html` aria-current="true"`}>${name}</a> ${world.count(name)}</li>`)}
  </ul></nav>`;
}

function chosenCollection({ world, view }: Rendering): Html | undefined {
  const { collection } = view;
  const count = collection === undefined ? undefined : world.count(collection);
  if (collection === undefined || count === undefined) return undefined;
  const rest = count > SHOWN_OBJECTS && html`<p>The first ${SHOWN_OBJECTS} of ${count}.</p>`;
  return html`<div id="chosen">
    <h3>${collection}</h3>
    ${rest}
    ${objectTable(collection, world.page(collection, { offset: 0, limit: SHOWN_OBJECTS }))}
    <p><a id="close-collection" href="${addressOf(view, { collection: undefined })}#inventory">Close</a></p>
  </div>`;
}

type Column = { readonly heading: string; readonly name: string; readonly show?: (value: unknown) => string };

/** In this order, those that the objects have. */
const columns: readonly Column[] = [
  { heading: "Name", name: "name" },
  { heading: "Id", name: "id" },
  { heading: "Type", name: "type_l10n" },
  { heading: "State", name: "state_l10n" },
  { heading: "Import", name: "importable_criteria_l10n" },
  { heading: "Size", name: "size", show: formatBytes },
  { heading: "Address", name: "management_address" },
  { heading: "Data connection", name: "data_connection_state_l10n" },
];

function objectTable(collection: string, rows: readonly Row[]): Html {
  const [first] = rows;
  if (first === undefined) return html`<p>None.</p>`;
  const shown = columns.filter(({ name }) => name in first);
  return html`<div class="wide" role="region" aria-label="Table of ${collection}" tabindex="0"><table>
    <thead><tr>${shown.map(({ heading }) => html`<th scope="col">${heading}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${shown.map(({ name, show = asText }) => html`<td>${show(row[name])}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

function asText(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
