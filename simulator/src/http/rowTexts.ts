/** The JSON of whole rows, kept for as long as clients poll them: most answers are rows that have not changed. */
import type { Row } from "../contract";

/** At least so many rows are kept and at most twice as many, each about 700 bytes. */
const keptRows = 8192;

let recent = new WeakMap<Row, string>();
let former = new WeakMap<Row, string>();
let kept = 0;

/** Only what is frozen can be kept; a row that moves with the clock is made anew for each answer. */
export function rowText(row: Row): string {
  if (!Object.isFrozen(row)) return JSON.stringify(row);
  const known = recent.get(row);
  if (known !== undefined) return known;
  const text = former.get(row) ?? JSON.stringify(row);
  if (kept === keptRows) {
    former = recent;
    recent = new WeakMap();
    kept = 0;
  }
  recent.set(row, text);
  kept += 1;
  return text;
}
