/** Texts that are not this program's, in Markdown: of no sign of theirs does a forge make anything. */
import { plain } from "../content/plain";

/** Every sign that some dialect gives a meaning to; a reference is a sign and no syntax (CommonMark, 2.5). */
const signs = /[!-+/:-@[-`{-~]/g;

/**
 * In a code element no forge looks for people to notify, issues, links or icons. Its content is still Markdown, and a cell of a table, which is why
 * it is written in references.
 */
export const code = (text: string): string => `<code>${referenced(text)}</code>`;

/** A sentence. What would notify somebody is broken by a sign without width. */
export const sentenceText = (text: string): string => referenced(text).replace(/&#(64|35);/g, "&#$1;&#8288;");

const referenced = (text: string) => plain(text).replace(signs, (sign) => `&#${sign.charCodeAt(0)};`);

/** Found by a pipeline that edits its own comment instead of writing another one. */
export function markerOf(name: string | undefined): string {
  // Two dashes would end it.
  const clean = name?.replace(/[^\w./-]/g, "_").replace(/-{2,}/g, "-");
  return `<!-- powerstore-import report${clean === undefined ? "" : `: ${clean}`} -->`;
}
