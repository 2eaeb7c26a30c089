/** What a user has to know before a night goes wrong: that it is written where a reader looks for it, and that nothing we hand out goes against it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("docs/running.md", () => {
  const sections = new Map(
    read("docs/running.md")
      .split(/^## /m)
      .map((section) => [section.split("\n", 1)[0] ?? "", section.replaceAll("\n", " ")] as const),
  );
  const told: [what: string, heading: string, says: RegExp][] = [
    [
      "what a refresh at night does",
      "The nightly run",
      /Never `up --refresh` at night.*one array out of reach, and nothing runs/,
    ],
    [
      "what a run without checkpoints forgets",
      "The nightly run",
      /`PULUMI_SKIP_CHECKPOINTS=true`.*knows nothing of the run.*takes them over/,
    ],
    [
      "what a destroy without a preview deletes",
      "Ending things",
      /`destroy --skip-preview` deletes everything that is not protected/,
    ],
    ["when retainOnDelete counts", "Ending things", /`retainOnDelete` counts only if it was recorded before/],
    ["what deletedWith leaves behind", "Ending things", /`deletedWith` .*the session stays on the array and goes on/],
    [
      "how a session goes to another stack",
      "Handing a session to another stack, another name or another type",
      /another stack \| .*adoptSessionId.*then .*pulumi state delete <urn>/,
    ],
    [
      "what a chosen name loses after a crash",
      "Two stacks of one name",
      /A chosen `name`.* proves nothing after a crash.*adoptSessionId/,
    ],
    ["what an inline program needs", "Automation API", /needs `workDir`/],
  ];
  for (const [what, heading, says] of told) {
    it(`says ${what}, under "${heading}"`, () => {
      const section = sections.get(heading);
      assert.ok(section, `it has no heading "${heading}"`);
      assert.match(section.replaceAll("**", ""), says);
    });
  }

  for (const page of ["README.md", "docs/lifecycle.md", "docs/pipelines.md", "docs/_index.md"]) {
    it(`is where ${page} leads to`, () => assert.match(read(page), /\bdocs\/running\.md\)|\(running\.md\)/));
  }
});

/** Lines that somebody copies: of files that run, and of pages what stands apart from the text. */
function* commands(): Generator<[where: string, line: string]> {
  for (const folder of ["docs", "deploy", "examples"]) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name));
      if (!entry.isFile() || path.includes("node_modules")) continue;
      for (const line of linesOf(path)) yield [path, line];
    }
  }
  for (const line of linesOf("README.md")) yield ["README.md", line];
}

function linesOf(path: string): string[] {
  const lines = read(path).split("\n");
  if (!path.endsWith(".md")) return lines.filter((line) => !/^\s*(#|\/\/)/.test(line));
  let isFenced = false;
  return lines.filter((line) => {
    if (line.startsWith("```")) isFenced = !isFenced;
    return isFenced || line.startsWith("    ");
  });
}

describe("A command that we hand out", () => {
  const all = [...commands()];
  const found = (pattern: RegExp) => all.filter(([, line]) => pattern.test(line)).map((each) => each.join(": "));

  it("is found by this test: the nightly run, in pages and in workflow files", () => {
    const nightly = found(/pulumi up .*--continue-on-error/);
    for (const place of ["docs/running.md", "deploy/github/", "deploy/gitlab/"])
      assert.ok(
        nightly.some((each) => each.startsWith(place)),
        `none in ${place}: ${nightly}`,
      );
  });

  it("refreshes in no run that changes something: one array out of reach, and nothing runs", () => {
    assert.deepEqual(found(/\bpulumi (up|update|destroy)\b.* (--refresh|-r)\b(?!=false)/), []);
    assert.deepEqual(found(/^\s*refresh: true/), []);
  });

  it("destroys nothing without a preview, which is what a protected resource stops", () => {
    assert.deepEqual(found(/\bpulumi destroy\b.* (--skip-preview|-f)\b/), []);
  });
});
