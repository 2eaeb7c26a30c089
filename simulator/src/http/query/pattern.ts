/** The pattern of `ilike`. */
export type Pattern = {
  /** Whether a text fits as a whole, upper and lower case alike. */
  fits(text: string): boolean;
};

/** `*` stands for any characters, everything else for itself. Not a RegExp: many stars would let one run for ever. */
export function parsePattern(text: string): Pattern {
  const [first = "", ...rest] = text.toLowerCase().split("*");
  const last = rest.pop();
  return {
    fits(other) {
      const whole = other.toLowerCase();
      if (last === undefined) return whole === first;
      const end = whole.length - last.length;
      if (!whole.startsWith(first) || !whole.endsWith(last)) return false;
      let at = first.length;
      for (const piece of rest) {
        const found = whole.indexOf(piece, at);
        if (found < 0) return false;
        at = found + piece.length;
      }
      return at <= end;
    },
  };
}
