/** `and=(a.eq.1,or(b.gt.2,not.c.is.null))`: filters joined otherwise than by "and" of them all. */
import { invalidRequestErr } from "../../api/requestErrors";
import type { Condition } from "./condition";
import { parseFilter } from "./filter";
import { findProperty } from "./place";
import type { Property, PropertyTable } from "./properties";
import { between, splitList } from "./texts";

const operatorName = /^(not\.)?(and|or)$/;

/** Whether a query parameter joins filters, and is not the name of a property. */
export function isLogic(name: string): boolean {
  return operatorName.test(name);
}

/** How deep filters may be nested: unknown for the array, but a query must not be able to exhaust the stack. */
const maxDepth = 20;

/** `name` is `and`, `or`, `not.and` or `not.or`. Throws an ApiError 400 that names the part that does not fit. */
export function parseLogic(name: string, text: string, properties: PropertyTable, depth = maxDepth): Condition {
  if (depth === 0) throw invalidRequestErr(`${name} nests deeper than ${maxDepth} levels.`);
  const [, not, kind] = operatorName.exec(name) ?? [];
  const list = between(text, ["(", ")"]);
  if (list === undefined || list === "")
    throw invalidRequestErr(`${name} needs filters in brackets: ${name}=(a.eq.1).`);
  const of = splitList(list).map((part) => parsePart(part, properties, depth - 1));
  const joined: Condition = { kind: kind === "or" ? "or" : "and", of };
  return not === undefined ? joined : { kind: "not", of: joined };
}

function parsePart(part: string, properties: PropertyTable, depth: number): Condition {
  const [, inner, list] = /^((?:not\.)?(?:and|or))(\(.*\))$/s.exec(part) ?? [];
  if (inner !== undefined && list !== undefined) return parseLogic(inner, list, properties, depth);
  const [, not = "", name = "", rest = ""] = /^(not\.)?([\w>-]+)\.(.*)$/s.exec(part) ?? [];
  return parseFilter(requireProperty(name, properties), `${not}${rest}`);
}

export function requireProperty(name: string, properties: PropertyTable): Property {
  const property = findProperty(name, properties);
  if (property === undefined) throw invalidRequestErr(`This resource has no property ${name} to filter by.`);
  return property;
}
