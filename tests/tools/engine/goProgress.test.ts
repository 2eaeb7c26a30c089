import assert from "node:assert/strict";
import { load } from "../load";

interface GoProgress {
  see(line: string): void;
  describe(elapsed: number): string;
}

describe("the progress of a Go build", () => {
  const progressAfter = async (lines: readonly string[]): Promise<string> => {
    const { createGoProgress } = await load<{ createGoProgress(count: number): GoProgress }>("engine/goProgress.mjs");
    const progress = createGoProgress(4);
    for (const line of lines) {
      progress.see(line);
    }
    return progress.describe(95_000);
  };

  const cases = [
    {
      name: "counts packages, also those with a version in their path",
      lines: ["unsafe", "internal/goarch", "github.com/pulumi/pulumi/sdk/v3/go/common"],
      said: "3 of about 4 packages compiled (75 %), 1:35 gone",
    },
    {
      name: "counts modules apart",
      lines: ["go: downloading github.com/x/y v1.2.3", "unsafe"],
      said: "1 modules downloaded, 1 of about 4 packages compiled (25 %), 1:35 gone",
    },
    {
      name: "counts no message of the compiler",
      lines: ["# example.com/broken", "./x.go:3:5: undefined: y"],
      said: "0 of about 4 packages compiled (0 %), 1:35 gone",
    },
    {
      name: "never promises the end, which the linker still has to reach",
      lines: ["a", "b", "c", "d", "e"],
      said: "5 of about 4 packages compiled (99 %), 1:35 gone",
    },
  ];
  for (const { name, lines, said } of cases) {
    it(name, async () => {
      assert.equal(await progressAfter(lines), said);
    });
  }
});
