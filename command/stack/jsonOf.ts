/** What JSON text says; undefined where it is none. The parser's own message quotes the text, which may hold a password. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
