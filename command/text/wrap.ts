import { plain } from "./plain";
import { widthOf } from "./width";

/** A paragraph in lines that fit, later ones indented by so many blanks. Without a width it is one line. A word that is too long is broken. */
export function wrapped(given: string, width: number | undefined, indent = 0): string {
  const text = plain(given);
  if (width === undefined || widthOf(text) <= width) return text;
  const lines: string[] = [];
  let start = /^ */.exec(text)?.[0] ?? "";
  let line = start;
  const breakLine = () => {
    lines.push(line);
    start = " ".repeat(indent);
    line = start;
  };
  for (const word of text.trim().split(/ +/)) {
    const longer = line === start ? line + word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== start) breakLine();
    for (const sign of word) {
      if (line !== start && widthOf(line + sign) > width) breakLine();
      line += sign;
    }
  }
  return [...lines, line].join("\n");
}
