import stringWidth from "string-width";

const onlyPlain = /^[\x20-\x7e]*$/;

/** Columns of a terminal that a text takes: a sign may take two, or none. Nearly all texts are plain, and need no look at each sign. */
export const widthOf = (text: string): number => (onlyPlain.test(text) ? text.length : stringWidth(text));
