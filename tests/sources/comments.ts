import * as ts from "typescript";

export type Comment = { readonly line: number; readonly text: string };

/** All comments of a program, each as one line of text without its marks. Found between tokens, so that no string or pattern is taken for one. */
export function commentsOf(file: string, program: string): Comment[] {
  const kind = file.endsWith(".ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const source = ts.createSourceFile(file, program, ts.ScriptTarget.Latest, false, kind);
  const found = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    const parts = node.getChildren(source).filter((part) => !isJsDoc(part));
    for (const part of parts) visit(part);
    if (parts.length > 0) return;
    const before = ts.getLeadingCommentRanges(program, node.getFullStart()) ?? [];
    const behind = ts.getTrailingCommentRanges(program, node.getEnd()) ?? [];
    for (const { pos, end } of [...before, ...behind]) found.set(pos, end);
  };
  visit(source);
  const inOrder = [...found].sort(([one], [other]) => one - other);
  return inOrder.map(([pos, end]) => ({
    line: source.getLineAndCharacterOfPosition(pos).line + 1,
    text: oneLine(program.slice(pos, end)),
  }));
}

/** The texts of a test's titles, reasons and names, which may cite a source, too. */
export function stringsOf(file: string, program: string): Comment[] {
  const source = ts.createSourceFile(file, program, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found: Comment[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || node.kind === ts.SyntaxKind.TemplateHead || ts.isTemplateTail(node))
      found.push({
        line: source.getLineAndCharacterOfPosition(node.pos).line + 1,
        text: node.getText(source).slice(1, -1),
      });
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isJsDoc = ({ kind }: ts.Node) => kind >= ts.SyntaxKind.FirstJSDocNode && kind <= ts.SyntaxKind.LastJSDocNode;

/** Several `//` lines below each other are separate comments to the compiler; what is cited never reaches over two of them. */
function oneLine(comment: string): string {
  return comment
    .replace(/^\/\*+|\*+\/$|^\/\//g, "")
    .replace(/\s*\n\s*(\*(?!\/))?\s*/g, " ")
    .trim();
}
