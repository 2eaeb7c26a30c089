import type { Row } from "../contract";
import { definitionName, facts, type Schema } from "../facts";

/** One property of a row; a `_l10n` property is the display text of its twin. */
type Column = { readonly name: string; readonly display?: { readonly of: string; readonly texts: Texts } };
type Texts = Readonly<Record<string, string>>;

function textsOf(property: Schema): Texts {
  const name = definitionName(property) ?? definitionName(property.items);
  return facts.definitions[name ?? ""]?.["x-display_enum_text"] ?? {};
}

function columnsOf(collection: string): readonly Column[] {
  const properties = facts.definitions[`${collection}_instance`]?.properties;
  if (properties === undefined) throw new RangeError(`the vendor's description has no ${collection}_instance`);
  return Object.keys(properties).map((name) => {
    const twin = name.endsWith("_l10n") ? name.slice(0, -"_l10n".length) : undefined;
    const property = twin === undefined ? undefined : properties[twin];
    return twin !== undefined && property !== undefined
      ? { name, display: { of: twin, texts: textsOf(property) } }
      : { name };
  });
}

function displayed(value: unknown, texts: Texts): unknown {
  if (Array.isArray(value)) return value.map((item) => displayed(item, texts));
  return typeof value === "string" ? (texts[value] ?? value) : null;
}

const columns = new Map<string, readonly Column[]>();

/** The object as the array shows it: exactly the properties of `<collection>_instance`, null where there is no value. */
export function completeRow(
  collection: string,
  record: Readonly<Record<string, unknown>> & { readonly id: string },
): Row {
  const known = columns.get(collection) ?? columnsOf(collection);
  columns.set(collection, known);
  const row: Record<string, unknown> & { readonly id: string } = { id: record.id };
  for (const { name, display } of known) {
    row[name] = (display === undefined ? record[name] : displayed(record[display.of], display.texts)) ?? null;
  }
  return Object.freeze(row);
}
