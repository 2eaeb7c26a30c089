/** Texts of somebody else, an array or a file, as they may be shown. */

/** What shows nothing itself, and moves the cursor, changes colours, or turns the direction of what follows. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const UNKNOWN = "\ufffd";

/** On one line; each sign that nobody sees is shown as one that is not known. */
export const plain = (text: string): string => text.replace(/\r\n?|\n/g, " ").replace(unseen, UNKNOWN);

/** The same, with its lines. */
export const withoutControls = (text: string): string =>
  text.replace(unseen, (sign) => (sign === "\n" ? sign : UNKNOWN));
