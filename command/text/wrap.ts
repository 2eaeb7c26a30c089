import { widthOf } from "./width";

/** A paragraph in lines that fit, later ones indented by so many blanks. Without a width it is one line; a word that is too long stays whole. */
export function wrapped(text: string, width: number | undefined, indent = 0): string {
  if (width === undefined) return text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line.trim() !== "" && widthOf(longer) > width) {
      lines.push(line);
      line = " ".repeat(indent) + word;
    } else line = longer;
  }
  return [...lines, line].join("\n");
}
