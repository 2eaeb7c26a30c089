import assert from "node:assert/strict";
import { wrapped } from "../../../command/text/wrap";

describe("a paragraph", () => {
  const cases: readonly (readonly [name: string, text: string, width: number | undefined, lines: string])[] = [
    ["stays one line without a width", "a b c", undefined, "a b c"],
    ["stays one line where it fits", "a b c", 5, "a b c"],
    ["is broken between words, later lines indented", "one two three", 8, "one two\n  three"],
    ["keeps its own indent", "  one two", 6, "  one\n  two"],
    ["has a word broken that is too long for any line", "ab 1234567890 cd", 6, "ab\n  1234\n  5678\n  90\n  cd"],
    ["counts signs that take two columns", "漢字 漢字", 7, "漢字\n  漢字"],
  ];
  for (const [name, text, width, lines] of cases) {
    it(name, () => assert.equal(wrapped(text, width, 2), lines));
  }

  it("has no line wider than it may be, whatever the text", () => {
    const text = `${"word ".repeat(20)}${"x".repeat(95)} end ${"漢".repeat(40)}`;
    for (const line of wrapped(text, 20, 4).split("\n")) assert.ok(line.length <= 20, line);
  });
});
