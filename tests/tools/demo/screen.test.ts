import assert from "node:assert/strict";
import { load } from "../load";

interface Screen {
  fold(line: string, width: number): string[];
  bar(percent: number): string;
}

describe("folding a line for a narrow screen", () => {
  const green = (text: string) => `\u001b[32m${text}\u001b[0m`;
  const cases = [
    { name: "leaves a short line alone", line: "short", folded: ["short"] },
    { name: "keeps an empty line", line: "", folded: [""] },
    { name: "breaks at a blank and indents the rest", line: "one two three", folded: ["one two", "      three"] },
    { name: "indents below the line's own indentation", line: "  one two four", folded: ["  one two", "        four"] },
    {
      name: "keeps a long word whole, to be copied",
      line: "x https://a.b/c/d",
      folded: ["x", "      https://a.b/c/d"],
    },
    {
      name: "takes colour for nothing",
      line: `${green("one")} ${green("two")} x`,
      folded: [`${green("one")} ${green("two")} x`],
    },
  ];
  for (const { name, line, folded } of cases) {
    it(name, async () => {
      const { fold } = await load<Screen>("demo/screen.mjs");
      assert.deepEqual(fold(line, 10), folded);
    });
  }
});

describe("a progress bar", () => {
  for (const [percent, filled] of [
    [0, 0],
    [50, 15],
    [100, 30],
  ] as const) {
    it(`is ${filled} of 30 at ${percent} %`, async () => {
      const { bar } = await load<Screen>("demo/screen.mjs");
      assert.equal(bar(percent), `[${"#".repeat(filled)}${".".repeat(30 - filled)}] ${String(percent).padStart(3)} %`);
    });
  }
});
