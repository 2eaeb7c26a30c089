/** The JSON of whole rows, kept for as long as clients poll them: most answers are rows that have not changed. */
import type { Row } from "../api/contract";

/** At least so many rows are kept and at most twice as many, each about 700 bytes. */
const KEPT_ROWS = 8192;

let recent = new WeakMap<Row, string>();
let former = new WeakMap<Row, string>();
let kept = 0;

/** Only what is frozen can be kept; a row that moves with the clock is made anew for each answer. */
export function rowText(row: Row): string {
  if (!Object.isFrozen(row)) return JSON.stringify(row);
  const known = recent.get(row);
  if (known !== undefined) return known;
  const text = former.get(row) ?? JSON.stringify(row);
  if (kept === KEPT_ROWS) {
    former = recent;
    recent = new WeakMap();
    kept = 0;
  }
  recent.set(row, text);
  kept += 1;
  return text;
}

let last: { readonly rows: readonly Row[]; readonly text: string } = { rows: [], text: "[]" };

/** The JSON of a list of whole rows; who polls a page in which nothing has happened gets the last one again. */
export function rowsText(rows: readonly Row[]): string {
  const isLast = rows.length === last.rows.length && rows.every((row, index) => row === last.rows[index]);
  // Rows that move are new objects each time, so none of them is ever taken for the last one.
  if (!isLast) last = { rows, text: `[${rows.map(rowText).join(",")}]` };
  return last.text;
}
