/** The short form of the arrays to import from: `unity=40,xtremio=10`. */
import { SOURCE_TYPES, type SourceArray, type SourceType } from "../world";

const FORM = /^[a-z_-]+=[^,]*(,[a-z_-]+=[^,]*)*$/i;

/** Whether a text means to be the short form, and not the name of a file. */
export function isCounts(text: string): boolean {
  return FORM.test(text);
}

/**
 * One array per entry, without groups: `unity=40` is `Unity-01` with the volumes `unity-01-vol-01` to `unity-01-vol-40`, all
 * ready, and a second `unity=...` is `Unity-02`. Throws a RangeError that names the entry which makes no sense.
 */
export function parseCounts(text: string): readonly SourceArray[] {
  const numbers = new Map<SourceType, number>();
  return text.split(",").map((entry) => {
    const [word = "", count = ""] = entry.split("=");
    const type = typeOf(word);
    if (!/^\d{1,7}$/.test(count)) throw new RangeError(`${entry}: the number of volumes must be a whole number`);
    const number = (numbers.get(type) ?? 0) + 1;
    numbers.set(type, number);
    return { name: `${type}-${String(number).padStart(2, "0")}`, type, volumes: Number(count) };
  });
}

/** Types are written as the array writes them, in any case, with `-` for `_` if one likes. */
function typeOf(word: string): SourceType {
  const folded = word.toLowerCase().replaceAll("-", "_");
  const type = SOURCE_TYPES.find((each) => each.toLowerCase() === folded);
  if (type !== undefined) return type;
  throw new RangeError(`${word} is no type of source array, expected ${SOURCE_TYPES.join(", ").toLowerCase()}`);
}
