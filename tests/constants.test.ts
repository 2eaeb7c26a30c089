import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "..");

/** What is wrong with the names of a file's constants (CONTRIBUTING.md). */
function misnamed(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) !== 0)
    .flatMap(({ declarationList }) => declarationList.declarations);
  return declared.flatMap(({ name, initializer }) => {
    const isCapital = /^[A-Z][A-Z\d_]*$/.test(name.getText());
    const kind = initializer && kindOf(initializer);
    if (kind === "value" && !isCapital) return [`${file}: ${name.getText()}, a number or text, is not in capitals`];
    if (kind === "table" && isCapital)
      return [`${file}: ${name.getText()}, a table, list, set or pattern, is in capitals`];
    return [];
  });
}

function kindOf(initializer: ts.Expression): "value" | "table" | undefined {
  if (ts.isAsExpression(initializer) || ts.isSatisfiesExpression(initializer)) return kindOf(initializer.expression);
  if (ts.isNumericLiteral(initializer) || ts.isStringLiteralLike(initializer)) return "value";
  if (ts.isNewExpression(initializer))
    return /^(Set|Map|WeakMap)$/.test(initializer.expression.getText()) ? "table" : undefined;
  return ts.isObjectLiteralExpression(initializer) ||
    ts.isArrayLiteralExpression(initializer) ||
    ts.isRegularExpressionLiteral(initializer)
    ? "table"
    : undefined;
}

const cases = [
  { text: "export const LIMIT = 3;", wrong: false, reason: "a number in capitals" },
  { text: 'const prefix = "name:";', wrong: true, reason: "a text like a variable" },
  { text: "const STATES = { Paused: 1 } as const;", wrong: true, reason: "a table in capitals" },
  { text: "const KNOWN = new Set([1]);", wrong: true, reason: "a set in capitals" },
  { text: "const digits = /\\d/;", wrong: false, reason: "a pattern like a variable" },
  { text: "let opened = 0;", wrong: false, reason: "no constant" },
  { text: 'const UNKNOWN = Symbol("unknown");', wrong: false, reason: "a symbol is either" },
];

describe("The constants", () => {
  for (const folder of ["provider", "sdk", "simulator/src"]) {
    it(`of ${folder} are in one style: numbers and texts in capitals, tables like variables`, () => {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((file) =>
        /^(?!.*(^|[/\\])(node_modules|dist|bin)[/\\]).*(?<!\.d)\.ts$/.test(file),
      );
      assert.ok(files.length > 0, "no file was read");
      const wrong = files.flatMap((file) => misnamed(file, readFileSync(join(root, folder, file), "utf8")));
      assert.deepEqual(wrong, []);
    });
  }

  for (const { text, wrong, reason } of cases) {
    it(`are ${wrong ? "found" : "let pass"}: ${reason}`, () =>
      assert.equal(misnamed("some.ts", text).length > 0, wrong));
  }
});
