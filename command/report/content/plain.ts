/** Signs that show nothing themselves and change how others are shown: controls, and those that turn the direction of a text. */
const unseen = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** An array's text on one line, in which nothing hides: each such sign is shown as one that is not known. */
export const plain = (text: string): string => text.replace(/\r\n?|\n/g, " ").replace(unseen, "\ufffd");
