/** Brings the text of a query and the value of a row to the same comparable form. */
import { invalidRequestErr } from "../../api/requestErrors";
import type { Property } from "./properties";

export type Comparable = string | number | boolean;

/** The comparable form of a row's value; undefined for null, which equals nothing and orders last. */
export function comparableValue(property: Property, value: unknown): Comparable | undefined {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  if (property.kind === "instant") return Date.parse(value);
  return property.isCaseInsensitive ? value.toLowerCase() : value;
}

/** The comparable form of a text in a query; throws an ApiError 400 that names the property when it does not fit. */
export function parseComparable(property: Property, text: string): Comparable {
  switch (property.kind) {
    case "number":
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw misfitErr(property, text, "a number");
      return Number(text);
    case "boolean":
      return parseTruth(property, text);
    case "instant":
      if (Number.isNaN(Date.parse(text))) throw misfitErr(property, text, "a date and time");
      return Date.parse(text);
    case "enum":
      if (!property.literals.includes(text)) throw misfitErr(property, text, `one of ${property.literals.join(", ")}`);
      return text;
    default:
      return property.isCaseInsensitive ? text.toLowerCase() : text;
  }
}

/** In any case of letters: openstack/cinder asks for `eq.True` [C]. */
function parseTruth(property: Property, text: string): boolean {
  const truth = text.toLowerCase();
  if (truth !== "true" && truth !== "false") throw misfitErr(property, text, "true or false");
  return truth === "true";
}

function misfitErr(property: Property, text: string, expected: string) {
  return invalidRequestErr(`The filter on ${property.name} has the value "${text}", expected ${expected}.`);
}
