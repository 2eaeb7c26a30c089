import { plain } from "./plain";
import type { Style, Tone } from "./style";
import { widthOf } from "./width";

export type Cell = string | { readonly text: string; readonly tone: Tone };

export type Column<Row> = {
  readonly title: string;
  cell(row: Row): Cell;
  /** @default "left" */
  readonly align?: "left" | "right";
  /** Where there is no room for all columns, those of the largest rank go first; 0 stays. */
  readonly rank: number;
  /** Of a column of long texts: it is shown where there is room for so many characters, and its texts are cut. @default all of them */
  readonly least?: number;
};

const GAP = "  ";
/** A text that was cut has this many characters at least. */
const LEAST_WIDTH = 6;

type Look = {
  readonly style: Style;
  /** Of the terminal, in characters; undefined: nobody's, and nothing is left out. */
  readonly width: number | undefined;
};

/**
 * Rows under titles, without lines, as other tools of the command line print them; none is wider than the terminal as far as that goes. What does not fit is
 * left out: columns first, then the ends of the longest texts.
 */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { style, width }: Look,
): string {
  const measured = columns.map((column) => ({ ...column, cells: rows.map(column.cell), natural: 0 }));
  for (const column of measured) {
    column.natural = column.cells.reduce((most, cell) => Math.max(most, widthOf(textOf(cell))), widthOf(column.title));
  }
  const shown = fitting(measured, width);
  const widths = narrowed(
    shown.map(({ natural }) => natural),
    width,
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, index) => styled(cell, padded(textOf(cell), widths[index] ?? 0, shown[index]?.align), style))
      .join(GAP)
      .trimEnd();
  const head = line(shown.map(({ title }) => ({ text: title, tone: "title" })));
  const body = rows.map((_, row) => line(shown.map(({ cells }) => cells[row] ?? "")));
  return `${[head, ...body].join("\n")}\n`;
}

/** What a cell says, without its tone. */
export const textOf = (cell: Cell): string => plain(typeof cell === "string" ? cell : cell.text);

const styled = (cell: Cell, text: string, style: Style) => (typeof cell === "string" ? text : style(cell.tone, text));

const totalOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length);

function fitting<C extends { readonly natural: number; readonly rank: number; readonly least?: number }>(
  columns: readonly C[],
  width: number | undefined,
): readonly C[] {
  let shown = columns;
  while (
    width !== undefined &&
    totalOf(shown.map(({ natural, least = natural }) => Math.min(natural, least))) > width
  ) {
    const last = shown.reduce((one, other) => (other.rank > one.rank ? other : one));
    if (last.rank === 0) return shown;
    shown = shown.filter((column) => column !== last);
  }
  return shown;
}

function narrowed(natural: readonly number[], width: number | undefined): readonly number[] {
  const widths = [...natural];
  for (let excess = totalOf(widths) - (width ?? Number.POSITIVE_INFINITY); excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= LEAST_WIDTH) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Of exactly so many columns of the terminal: a sign may take two, or none. */
function padded(text: string, width: number, align: "left" | "right" = "left"): string {
  const cut = shortened(text, width);
  const blanks = " ".repeat(Math.max(0, width - widthOf(cut)));
  return align === "right" ? blanks + cut : cut + blanks;
}

function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const sign of text) {
    if (widthOf(kept + sign) > width - 1) break;
    kept += sign;
  }
  return `${kept}…`;
}
