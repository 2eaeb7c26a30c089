/** The query language against a plain reference: one value, one operator, one page at a time, written without a look at it. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Row } from "../../../simulator/src/api/contract";
import { resourceOf } from "../../../simulator/src/http/query/properties";
import { parseQuery, runQuery } from "../../../simulator/src/http/query/query";

const resource = resourceOf("remote_system");

type Value = string | number | boolean | null | readonly string[];
type Leaf = { readonly property: string; readonly operator: string; readonly operand: string | readonly string[] };
type Tree = Leaf | { readonly not: Tree } | { readonly join: "and" | "or"; readonly of: readonly Tree[] };

/** Properties of a remote system, one of each kind, with few values so that filters hit. */
const words = ["alpha", "Alpha", "beta", "al,pha", 'be"ta', "a.b", "(x)"] as const;
const propertyValues = {
  name: fc.constantFrom<Value>(...words),
  serial_number: fc.constantFrom<Value>(...words, null),
  management_port: fc.constantFrom<Value>(1, 2, 10, null),
  state: fc.constantFrom<Value>("OK", "Update_Needed", null),
  iscsi_addresses: fc.option(fc.subarray(["10.0.0.1", "10.0.0.2", "10.0.0.3"]), { nil: null }),
};
const foldsCase = ["name"];

const rowsArbitrary = fc
  .array(fc.record(propertyValues), { maxLength: 12 })
  .map((records) => records.map((record, index): Row => ({ id: `r${index}`, ...record })));

function leaf(property: string, operators: readonly string[], operand: fc.Arbitrary<string>): fc.Arbitrary<Leaf> {
  return fc.oneof(
    fc.record({ property: fc.constant(property), operator: fc.constantFrom(...operators), operand }),
    fc.record({
      property: fc.constant(property),
      operator: fc.constant("in"),
      operand: fc.array(operand, { minLength: 1, maxLength: 3 }),
    }),
    fc.constant({ property, operator: "is", operand: "null" }),
  );
}

const order = ["eq", "neq", "gt", "gte", "lt", "lte"];
const textOperand = fc.constantFrom(...words);
const leaves = fc.oneof(
  leaf("name", order, textOperand),
  leaf("serial_number", order, textOperand),
  leaf("management_port", order, fc.constantFrom("1", "2", "3")),
  leaf("state", ["eq", "neq"], fc.constantFrom("OK", "Update_Needed")),
  fc.record({
    property: fc.constantFrom("name", "serial_number"),
    operator: fc.constant("ilike"),
    operand: fc.constantFrom("*", "al*", "*A", "*l*h*", "beta", "a.b", "**", "*a*a*a*"),
  }),
  fc.record({
    property: fc.constant("iscsi_addresses"),
    operator: fc.constantFrom("cs", "cd"),
    operand: fc.subarray(["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.9"]),
  }),
);

const trees = fc.letrec<{ tree: Tree; inner: Tree }>((tie) => ({
  inner: fc.oneof(
    tie("tree").map((not) => ({ not })),
    fc.record({
      join: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    }),
  ),
  tree: fc.oneof({ maxDepth: 3 }, leaves, tie("inner")),
})).tree;

function quote(text: string): string {
  return /[,(){}"]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}

function operandText({ operator, operand }: Leaf): string {
  if (typeof operand === "string") return quote(operand);
  const list = operand.map(quote).join(",");
  return operator === "in" ? `(${list})` : `{${list}}`;
}

/** A tree as the query language writes it inside of `and=(...)`. */
function write(tree: Tree, negations = ""): string {
  if ("not" in tree) return negations === "" ? write(tree.not, "not.") : write(tree.not);
  if ("join" in tree) return `${negations}${tree.join}(${tree.of.map((part) => write(part)).join(",")})`;
  return negations === ""
    ? `${tree.property}.${tree.operator}.${operandText(tree)}`
    : `${tree.property}.not.${tree.operator}.${operandText(tree)}`;
}

/** SQL's three values: null is unknown. */
function evaluate(tree: Tree, row: Row): boolean | null {
  if ("not" in tree) {
    const inner = evaluate(tree.not, row);
    return inner === null ? null : !inner;
  }
  if ("join" in tree) {
    const all = tree.of.map((part) => evaluate(part, row));
    const winner = tree.join === "or";
    if (all.includes(winner)) return winner;
    return all.includes(null) ? null : !winner;
  }
  return evaluateLeaf(tree, row[tree.property] as Value);
}

function evaluateLeaf({ property, operator, operand }: Leaf, value: Value): boolean | null {
  if (operator === "is") return value === null;
  if (value === null) return null;
  if (Array.isArray(value)) {
    const [outer, inner] = operator === "cs" ? [value, operand] : [operand, value];
    return [...inner].every((item) => outer.includes(item));
  }
  if (operator === "ilike") return isLike(String(value).toLowerCase(), String(operand).toLowerCase());
  const fold = (text: string) => (foldsCase.includes(property) ? text.toLowerCase() : text);
  const typed = (text: string) => (typeof value === "number" ? Number(text) : fold(text));
  const mine = typeof value === "string" ? fold(value) : Number(value);
  if (Array.isArray(operand)) return operand.some((item) => typed(item) === mine);
  const theirs = typed(String(operand));
  const truths: Record<string, boolean> = {
    eq: mine === theirs,
    neq: mine !== theirs,
    gt: mine > theirs,
    gte: mine >= theirs,
    lt: mine < theirs,
    lte: mine <= theirs,
  };
  return truths[operator] ?? null;
}

/** Character by character: a star takes none or one and stays. */
function isLike(text: string, pattern: string): boolean {
  if (pattern === "") return text === "";
  if (pattern.startsWith("*")) return isLike(text, pattern.slice(1)) || (text !== "" && isLike(text.slice(1), pattern));
  return text !== "" && text.charAt(0) === pattern.charAt(0) && isLike(text.slice(1), pattern.slice(1));
}

function answerIds(rows: readonly Row[], query: Readonly<Record<string, string>>, range?: string): readonly string[] {
  return runQuery(rows, parseQuery(new URLSearchParams(query), range, resource)).items.map((row) => row.id);
}

describe("the simulator's query language, against a plain reference", () => {
  it("keeps the rows that the reference keeps, whatever filters are joined and negated", () => {
    fc.assert(
      fc.property(rowsArbitrary, trees, (rows, tree) => {
        const expected = rows.filter((row) => evaluate(tree, row) === true).map((row) => row.id);
        assert.deepEqual(answerIds(rows, { and: `(${write(tree)})` }), expected, write(tree));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes the same filter as a parameter of its own", () => {
    fc.assert(
      fc.property(rowsArbitrary, leaves, fc.boolean(), (rows, tree, isNegated) => {
        const text = `${isNegated ? "not." : ""}${tree.operator}.${operandText(tree)}`;
        const expected = rows.filter((row) => evaluate(isNegated ? { not: tree } : tree, row) === true);
        assert.deepEqual(
          answerIds(rows, { [tree.property]: text }),
          expected.map((row) => row.id),
        );
      }),
    );
  });

  const keys = fc.uniqueArray(fc.tuple(fc.constantFrom("name", "management_port", "state"), fc.boolean()), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  });
  it("orders by several keys as a sort from the last key to the first does", () => {
    fc.assert(
      fc.property(rowsArbitrary, keys, (rows, order) => {
        let expected = [...rows];
        for (const [name, isDescending] of [...order].reverse()) {
          expected = stableSort(expected, name, isDescending);
        }
        const text = order.map(([name, isDescending]) => (isDescending ? `${name}.desc` : name)).join(",");
        assert.deepEqual(
          answerIds(rows, { order: text }),
          expected.map((row) => row.id),
        );
      }),
    );
  });

  it("answers the page that counting along gives, by parameters and by Range alike", () => {
    const many = Array.from({ length: 2500 }, (_, index): Row => ({ id: `r${index}` }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2500 }),
        fc.integer({ min: 0, max: 2500 }),
        fc.integer({ min: 1, max: 4000 }),
        (total, offset, limit) => {
          fc.pre(offset <= total);
          const rows = many.slice(0, total);
          const expected: string[] = [];
          for (let at = offset; at < total && expected.length < Math.min(limit, 2000); at += 1) expected.push(`r${at}`);
          assert.deepEqual(answerIds(rows, { limit: String(limit), offset: String(offset) }), expected);
          assert.deepEqual(answerIds(rows, {}, `${offset}-${offset + limit - 1}`), expected);
        },
      ),
    );
  });
});

function stableSort(rows: readonly Row[], name: string, isDescending: boolean): Row[] {
  const rank = ({ [name]: value }: Row) =>
    typeof value === "string" && foldsCase.includes(name) ? value.toLowerCase() : value;
  return [...rows].sort((a, b) => {
    const [left, right] = [rank(a) ?? null, rank(b) ?? null];
    if (left === right) return 0;
    const isBefore = right === null || (left !== null && (left as string) < (right as string));
    return isBefore === isDescending ? 1 : -1;
  });
}
