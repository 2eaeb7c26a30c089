// The wrong versions of a source file, all in one text: each is behind a switch, `__mutant(7)`, and none is on until told.
import ts from "typescript";

/**
 * @typedef {{ readonly id: number, readonly line: number, readonly from: string, readonly to: string }} Mutant
 * @typedef {{ readonly start: number, readonly end: number, readonly to: string, readonly kind: "expression" | "statement" }} Change
 */

/** @type {Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>>} */
const operators = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ["!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ["==="],
  [ts.SyntaxKind.LessThanToken]: ["<=", ">="],
  [ts.SyntaxKind.LessThanEqualsToken]: ["<", ">"],
  [ts.SyntaxKind.GreaterThanToken]: [">=", "<="],
  [ts.SyntaxKind.GreaterThanEqualsToken]: [">", "<"],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ["||"],
  [ts.SyntaxKind.BarBarToken]: ["&&"],
  [ts.SyntaxKind.QuestionQuestionToken]: ["&&"],
  [ts.SyntaxKind.PlusToken]: ["-"],
  [ts.SyntaxKind.MinusToken]: ["+"],
  [ts.SyntaxKind.AsteriskToken]: ["/"],
  [ts.SyntaxKind.SlashToken]: ["*"],
};

/** @type {Readonly<Record<string, string>>} */
const methods = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  find: "filter",
  flatMap: "map",
  unshift: "push",
};

/**
 * @param {string} source TypeScript
 * @param {number} first the id of the first mutant
 * @returns {{ readonly text: string, readonly mutants: readonly Mutant[] }} the text is TypeScript again, whose types do not fit
 */
export function mutate(source, first = 0) {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.ES2022, true);
  /** @type {Mutant[]} */
  const mutants = [];
  /** @param {ts.Node} node @returns {string} the node's text with a switch for each mutant in it */
  const emit = (node) => {
    const start = node.getStart(file);
    let text = "";
    let at = start;
    for (const child of isOutside(node) ? [] : childrenOf(node)) {
      text += source.slice(at, child.getStart(file)) + emit(child);
      at = child.getEnd();
    }
    text += source.slice(at, node.getEnd());
    for (const { start: from, end, to, kind } of node === file || isOutside(node) ? [] : changesOf(node, file)) {
      const id = first + mutants.length;
      const whole = source.slice(start, from) + to + source.slice(end, node.getEnd());
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      mutants.push({ id, line, from: source.slice(start, node.getEnd()), to: whole });
      // In braces, for an `else` that follows belongs to the source's own `if`.
      text =
        kind === "statement" ? `{ if (!__mutant(${id})) { ${text} } }` : `(__mutant(${id}) ? (${whole}) : (${text}))`;
    }
    return text;
  };
  return { text: emit(file), mutants };
}

/** @param {ts.Node} node */
function childrenOf(node) {
  /** @type {ts.Node[]} */
  const children = [];
  node.forEachChild((child) => void children.push(child));
  return children.sort((a, b) => a.getStart() - b.getStart());
}

/** What is gone at run time. @param {ts.Node} node */
function isOutside(node) {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}

/** @param {ts.Node} node @param {ts.SourceFile} file @returns {readonly Change[]} */
function changesOf(node, file) {
  const [start, end] = [node.getStart(file), node.getEnd()];
  /** @param {string} to @returns {Change} */
  const whole = (to) => ({ start, end, to, kind: "expression" });
  if (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression))
    return [{ start, end, to: ";", kind: "statement" }];
  const changes = isCondition(node) ? [whole("true"), whole("false")] : [];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [whole("false")];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [whole("true")];
  if (ts.isNumericLiteral(node) && !isName(node)) return [whole(String(Number(node.text.replaceAll("_", "")) + 1))];
  if (ts.isStringLiteral(node) && isWord(node.text) && !isName(node))
    return [whole(JSON.stringify(`not ${node.text}`))];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node)) return [whole("[]")];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [...changes, whole(node.operand.getText(file))];
  }
  if (ts.isBinaryExpression(node)) {
    // In brackets, for ?? and && do not go together without.
    const [left, right] = [node.left.getText(file), node.right.getText(file)];
    return [...changes, ...(operators[node.operatorToken.kind] ?? []).map((to) => whole(`(${left}) ${to} (${right})`))];
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name } = node.expression;
    const other = Object.hasOwn(methods, name.text) ? methods[name.text] : undefined;
    if (other) changes.push({ start: name.getStart(file), end: name.getEnd(), to: other, kind: "expression" });
    if (name.text === "filter") changes.push(whole(node.expression.expression.getText(file)));
  }
  return changes;
}

/** Of an `if` or a `? :`. @param {ts.Node} node */
function isCondition(node) {
  const { parent } = node;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

/** A word that something is compared with or looked up by; wording is left alone. @param {string} text */
function isWord(text) {
  return text !== "" && !/\s/.test(text);
}

/** A key of an object, a literal type. @param {ts.Node} node */
function isName(node) {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isEnumMember(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent)
  );
}

/** `[a, b] = ...`. @param {ts.Node} node */
function isTarget(node) {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.left === node
  );
}
