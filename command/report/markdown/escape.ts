/** Texts that are not this program's, in Markdown: of no sign of theirs does a forge make anything. */
import { referenced } from "../../output/markdown";

/**
 * In a code element no forge looks for people to notify, issues, links or icons. Its content is still Markdown, and a cell of a table, which is why
 * it is written in references.
 */
export const code = (text: string): string => `<code>${referenced(text)}</code>`;

/** Found by a pipeline that edits its own comment instead of writing another one. */
export function markerOf(name: string | undefined): string {
  // Two dashes would end it.
  const clean = name?.replace(/[^\w./-]/g, "_").replace(/-{2,}/g, "-");
  return `<!-- powerstore-import report${clean === undefined ? "" : `: ${clean}`} -->`;
}
