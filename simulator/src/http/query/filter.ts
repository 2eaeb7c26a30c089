/** Understands filters: `prop=[not.]op.value`, and `and=(...)`. The operators are those of [ARRAY queries]; `like` is not among them. */
import { invalidRequestErr } from "../../api/requestErrors";
import { type Condition, parseComparable, parsePattern } from "./condition";
import { findProperty, type Property, type PropertyKind, type PropertyTable } from "./properties";
import { between, splitList, unquote } from "./texts";

type Operator = {
  /** The kinds of properties that can be asked so. */
  readonly kinds: readonly PropertyKind[];
  readonly parse: (property: Property, text: string) => Condition;
};

const ordered: readonly PropertyKind[] = ["string", "number", "instant"];
const scalars: readonly PropertyKind[] = [...ordered, "boolean", "enum"];

function comparison(kind: "eq" | "gt" | "gte" | "lt" | "lte"): Operator["parse"] {
  return (property, text) => ({ kind, property, values: [parseComparable(property, unquote(text))] });
}

const operators: Readonly<Record<string, Operator>> = {
  eq: { kinds: scalars, parse: comparison("eq") },
  neq: { kinds: scalars, parse: (property, text) => ({ kind: "not", of: comparison("eq")(property, text) }) },
  gt: { kinds: ordered, parse: comparison("gt") },
  gte: { kinds: ordered, parse: comparison("gte") },
  lt: { kinds: ordered, parse: comparison("lt") },
  lte: { kinds: ordered, parse: comparison("lte") },
  in: { kinds: scalars, parse: parseIn },
  is: { kinds: [...scalars, "array"], parse: parseIs },
  ilike: { kinds: ["string", "enum"], parse: parseLike },
  cs: { kinds: ["array"], parse: (property, text) => parseListFilter("cs", property, text) },
  cd: { kinds: ["array"], parse: (property, text) => parseListFilter("cd", property, text) },
};

const NEGATION = "not.";

/** Throws an ApiError 400 that names the property and what the API does not take. */
export function parseFilter(property: Property, text: string): Condition {
  if (text.startsWith(NEGATION)) return { kind: "not", of: parsePlain(property, text.slice(NEGATION.length)) };
  return parsePlain(property, text);
}

/** Without `not.`, which stands once at most. */
function parsePlain(property: Property, text: string): Condition {
  const dot = text.indexOf(".");
  const name = dot < 0 ? "" : text.slice(0, dot);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw invalidRequestErr(`The filter ${property.name}=${text} has no known operator.`);
  if (!property.isFilterable || !operator.kinds.includes(property.kind)) {
    throw invalidRequestErr(`The property ${property.name} cannot be filtered with ${name}.`);
  }
  return operator.parse(property, text.slice(dot + 1));
}

function parseIn(property: Property, text: string): Condition {
  const list = between(text, ["(", ")"]);
  if (list === undefined) throw misfitErr(property, "a list: in.(a,b)");
  return { kind: "in", property, values: splitList(list).map((item) => parseComparable(property, unquote(item))) };
}

function parseIs(property: Property, text: string): Condition {
  const literal = text.toLowerCase();
  if (literal === "null") return { kind: "is", property, value: null };
  if (property.kind === "boolean" && (literal === "true" || literal === "false")) {
    return { kind: "is", property, value: literal === "true" };
  }
  throw misfitErr(property, property.kind === "boolean" ? "is.null, is.true or is.false" : "is.null");
}

function parseLike(property: Property, text: string): Condition {
  return { kind: "ilike", property, pattern: parsePattern(unquote(text)) };
}

function parseListFilter(kind: "cs" | "cd", property: Property, text: string): Condition {
  const list = between(text, ["{", "}"]);
  if (list === undefined) throw misfitErr(property, `a list: ${kind}.{a,b}`);
  const items = list === "" ? [] : splitList(list).map(unquote);
  const odd = items.find((item) => property.literals.length > 0 && !property.literals.includes(item));
  if (odd !== undefined) throw misfitErr(property, `only ${property.literals.join(", ")}, not "${odd}"`);
  return { kind, property, items };
}

function misfitErr(property: Property, expected: string) {
  return invalidRequestErr(`The filter on ${property.name} needs ${expected}.`);
}

const operatorName = /^(not\.)?(and|or)$/;

/** Whether a query parameter joins filters, and is not the name of a property. */
export function isLogic(name: string): boolean {
  return operatorName.test(name);
}

/** How deep filters may be nested: unknown for the array, but a query must not be able to exhaust the stack. */
const MAX_DEPTH = 20;

/** `name` is `and`, `or`, `not.and` or `not.or`. Throws an ApiError 400 that names the part that does not fit. */
export function parseLogic(name: string, text: string, properties: PropertyTable, depth = MAX_DEPTH): Condition {
  if (depth === 0) throw invalidRequestErr(`${name} nests deeper than ${MAX_DEPTH} levels.`);
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
