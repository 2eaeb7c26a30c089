/** `select=id,name`: which properties of a row are answered. */
import type { Row } from "../../contract";
import { invalidRequestErr, notBuiltErr } from "../errors";
import type { PropertyTable } from "./properties";

export type Selection = readonly string[];

/** The API answers the id alone unless asked for more (powerstore.md 4). */
const defaultSelection: Selection = ["id"];

export function parseSelect(text: string | null, properties: PropertyTable): Selection {
  if (text === null) return defaultSelection;
  if (/[()]/.test(text)) throw notBuiltErr(`Selecting properties of a related resource (in select=${text})`);
  const names = text.split(",").flatMap((name) => (name.trim() === "*" ? [...properties.keys()] : [name.trim()]));
  const unknown = names.filter((name) => !properties.has(name));
  if (unknown.length > 0) {
    throw invalidRequestErr(`select names ${unknown.join(", ")}, which this resource does not have.`);
  }
  return names;
}

export function selectProperties(row: Row, selection: Selection): Record<string, unknown> {
  return Object.fromEntries(selection.map((name) => [name, row[name] ?? null]));
}
