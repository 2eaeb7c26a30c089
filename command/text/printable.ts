/** A text of an array or a file, for a line of a terminal: nothing in it moves the cursor, changes colours or begins another line. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "\ufffd");
