import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "../../../..");

/** What a person at the terminal can be told to do: a command of the engine, an option of it, a setting. */
const WAY =
  /pulumi (?:up|destroy|refresh|preview|import|cancel|state delete|config set)(?: --[a-z-]+)?|--target\b|--run-program\b|aliases|adoptSessionId|hostsOnSource|advanceTo|deleteBeforeReplace|POWERSTORE_IMPORT_[A-Z_]+|the same command|TMPDIR|Dell support|[Dd]estroy(?:ing)?\b|delete that record/g;

export type Advice = {
  /** Function that has it, and the ways that the text names: no file and no wording, so that both can be changed without a change here. */
  readonly key: string;
  /** From the root of the repository. */
  readonly file: string;
  readonly text: string;
};

/** A sentence of the sources, and the function that has it. */
export type Text = { readonly owner: string; readonly file: string; readonly text: string };

/** Each text of the sources that names a way on. */
export function collectAdvice(folders: readonly string[]): Advice[] {
  return collectTexts(folders).flatMap(({ owner, file, text }) => {
    const ways = [...new Set(text.match(WAY))];
    return ways.length > 0 ? [{ key: `${owner}: ${ways.join(", ")}`, file, text }] : [];
  });
}

export function collectTexts(folders: readonly string[]): Text[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter(
        (file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !/node_modules|(^|\/)(bin|dist)\//.test(file),
      )
      .flatMap((file) => textsIn(join(ROOT, folder, file))),
  );
}

/** Several tests ask for the same files: they are parsed once in a process. */
const collected = new Map<string, readonly Text[]>();

function textsIn(path: string): readonly Text[] {
  const texts = collected.get(path) ?? parseTexts(path);
  collected.set(path, texts);
  return texts;
}

function parseTexts(path: string): Text[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node, owner: string): void => {
    const text = textOf(node);
    // A lone name is a key or a value of the program, no sentence.
    if (text?.trim().includes(" ")) found.push({ owner, file: relative(ROOT, path), text });
    if (text !== undefined) return;
    ts.forEachChild(node, (child) => visit(child, nameOf(node) ?? owner));
  };
  visit(source, "");
  return found;
}

const nameOf = (node: ts.Node) =>
  (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || isTopVariable(node)) && node.name
    ? node.name.getText()
    : undefined;

const isTopVariable = (node: ts.Node): node is ts.VariableDeclaration =>
  ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent);

/** A literal, a template or a sum of them as one text; what is filled in stays as it is written. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => span.expression.getText() + span.literal.text).join("");
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  if (left === undefined && right === undefined) return undefined;
  return `${left ?? node.left.getText()}${right ?? node.right.getText()}`;
}
