/** Splits the lists of the query language at their commas: not inside of brackets, and not inside of double quotes. */
import { invalidRequestErr } from "../../api/requestErrors";

const OPENERS = "({";
const CLOSERS = ")}";

/** `a,"b,c",or(d,e)` into `a`, `"b,c"`, `or(d,e)`. Throws an ApiError 400 where a bracket or a quote has no partner. */
export function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted && character === "\\") at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (OPENERS.includes(character)) depth += 1;
    else if (CLOSERS.includes(character)) depth -= 1;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
    if (depth < 0) break;
  }
  if (depth !== 0 || isQuoted) throw invalidRequestErr(`In "${text}" a bracket or a quote has no partner.`);
  return [...parts, text.slice(start)];
}

/** A value as it is meant: `"a,b"` is `a,b`, and a backslash inside of quotes takes what follows as it is. */
export function unquote(text: string): string {
  const inner = /^"(.*)"$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replace(/\\(.)/gs, "$1");
}

/** What stands between the first and the last character, if these are the given ones. */
export function between(text: string, [open, close]: readonly [string, string]): string | undefined {
  return text.length >= 2 && text.startsWith(open) && text.endsWith(close) ? text.slice(1, -1) : undefined;
}
