/** `and=(a.eq.1,or(b.gt.2,not.c.is.null))`: filters joined otherwise than by "and" of them all. */
import { invalidRequestErr } from "../errors";
import type { Condition } from "./condition";
import { parseFilter } from "./filter";
import type { Property, PropertyTable } from "./properties";
import { between, splitList } from "./texts";

const operatorName = /^(not\.)?(and|or)$/;

/** Whether a query parameter joins filters, and is not the name of a property. */
export function isLogic(name: string): boolean {
  return operatorName.test(name);
}

/** `name` is `and`, `or`, `not.and` or `not.or`. Throws an ApiError 400 that names the part that does not fit. */
export function parseLogic(name: string, text: string, properties: PropertyTable): Condition {
  const [, not, kind] = operatorName.exec(name) ?? [];
  const list = between(text, ["(", ")"]);
  if (list === undefined || list === "")
    throw invalidRequestErr(`${name} needs filters in brackets: ${name}=(a.eq.1).`);
  const of = splitList(list).map((part) => parsePart(part, properties));
  const joined: Condition = { kind: kind === "or" ? "or" : "and", of };
  return not === undefined ? joined : { kind: "not", of: joined };
}

function parsePart(part: string, properties: PropertyTable): Condition {
  const [, inner, list] = /^((?:not\.)?(?:and|or))(\(.*\))$/s.exec(part) ?? [];
  if (inner !== undefined && list !== undefined) return parseLogic(inner, list, properties);
  const [, not = "", name = "", rest = ""] = /^(not\.)?(\w+)\.(.*)$/s.exec(part) ?? [];
  return parseFilter(requireProperty(name, properties), `${not}${rest}`);
}

export function requireProperty(name: string, properties: PropertyTable): Property {
  const property = properties.get(name);
  if (property === undefined) throw invalidRequestErr(`This resource has no property ${name} to filter by.`);
  return property;
}
