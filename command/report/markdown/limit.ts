/** A text that stays below a limit: what comes first is the most wanted, and what is left out is said. Pure. */

export type Block = {
  readonly title: string;
  readonly head?: string;
  readonly lines: readonly string[];
  readonly tail?: string;
};

/** Of a comment GitHub takes 65,536 characters, of a step's summary 1 MiB: the rest is for what a pipeline writes around it. */
export const MOST_CHARACTERS = 60_000;

/** So much for what is said about lines left out. */
const NOTE_CHARACTERS = 120;

export function withinLimit(start: string, blocks: readonly Block[], most = MOST_CHARACTERS): string {
  let text = start;
  const missing: string[] = [];
  for (const { title, head = "", lines, tail = "" } of blocks) {
    const frame = `\n${head}${tail}`.length + (missing.length + 2) * NOTE_CHARACTERS;
    const shown = fitting(lines, most - text.length - frame);
    const left = lines.length - shown.length;
    if (left > 0) missing.push(`${left} of ${lines.length} lines of "${title}"`);
    if (shown.length > 0) text += `\n${head}${shown.join("\n")}\n${tail}`;
  }
  if (missing.length === 0) return text;
  return `${text}\n> Left out, for a comment has no more room: ${missing.join("; ")}. \`--format html\` and \`--format json\` have all of it.\n`;
}

function fitting(lines: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return end < 0 ? lines : lines.slice(0, end);
}
