import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { commentsOf, stringsOf } from "./sources/comments";
import { keysOf } from "./sources/keys";
import { citationsIn, problemsIn, type Repository, wrongCitations } from "./sources/problems";

const root = resolve(__dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Named, and yet not here: the program that a test writes, and the form of a name. */
const neverHere = ["inline.ts", "docs/decisions/NNN-title.md"];

const files = filesOf("");
const repository: Repository = {
  keys: keysOf(read("docs/sources.md")),
  names: new Set(read("simulator/spec/powerstore-4.1-import.facts.json").match(/\w+/g)),
  files: [...files, ...neverHere],
  headings: (page) => [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading),
};
const programs = files.filter((file) => /^(provider|sdk|simulator|tools|tests)\/.*\.(ts|mjs)$/.test(file));
/** The others need not be taken apart. */
const mayName = (program: string) => /\[[A-Z]|\.(?:ts|mts|mjs|cjs|md)\b|decisions?[ /]\d/.test(program);
const pages = files.filter((file) => /^(docs\/.*|simulator\/README|README|CONTRIBUTING|RELEASING)\.md$/.test(file));

type Place = { readonly file: string; readonly line: number; readonly text: string };

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = relative(root, join(root, folder, entry.name))
      .split(sep)
      .join("/");
    if (!entry.isDirectory()) return [path];
    return /^(node_modules|dist|coverage)$|^\./.test(entry.name) ? [] : filesOf(path);
  });
}

const placesIn = (file: string, texts: readonly { line: number; text: string }[]): Place[] =>
  texts.map((text) => ({ file, ...text }));
const listed = ({ file, line, text }: Place, find: typeof problemsIn): string[] =>
  find(text, repository).map((problem) => `${file}:${line}: ${problem}`);

function brokenLinks({ file, line, text }: Place): string[] {
  return [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !existsSync(join(root, dirname(file), target)))
    .map((target) => `${file}:${line}: no ${target}`);
}

describe("What is cited and named", () => {
  const comments: Place[] = [];
  before(() => {
    for (const file of programs.filter((name) => mayName(read(name))))
      comments.push(...placesIn(file, commentsOf(file, read(file))));
  });

  it("in comments exists: keys and their places, files, headings, decisions", () => {
    assert.deepEqual(
      comments.flatMap((comment) => listed(comment, problemsIn)),
      [],
    );
    assert.ok(comments.flatMap(({ text }) => citationsIn(text)).length > 300, "the comments were read");
  });

  it("in docs/sources.md is of use: each topic is cited by a comment", () => {
    const cited = new Set(comments.flatMap(({ text }) => citationsIn(text)).map((citation) => citation.join(" ")));
    const topics = ["ARRAY", "ENGINE", "PULUMI"].flatMap((key) =>
      [...(repository.keys.get(key) ?? [])].map((topic) => `${key} ${topic}`),
    );
    assert.deepEqual(
      topics.filter((topic) => !cited.has(topic)),
      [],
    );
  });

  it("in titles and reasons of tests exists", () => {
    const tests = programs.filter((file) => file.startsWith("tests/") && !file.startsWith("tests/sources"));
    const citing = tests
      .flatMap((file) => placesIn(file, stringsOf(file, read(file))))
      .filter(({ text }) => citationsIn(text).some(([key]) => repository.keys.has(key)));
    assert.deepEqual(
      citing.flatMap((text) => listed(text, wrongCitations)),
      [],
    );
    assert.ok(citing.length > 80, "the strings were read");
  });

  it("in the pages of the documentation exists, and where their links lead", () => {
    const lines = pages.flatMap((file) =>
      placesIn(
        file,
        read(file)
          .split("\n")
          .map((text, index) => ({ line: index + 1, text })),
      ),
    );
    assert.ok(lines.length > 1000, "the pages were read");
    assert.deepEqual([...lines.flatMap((line) => listed(line, problemsIn)), ...lines.flatMap(brokenLinks)], []);
  });
});

describe("The search for what does not exist", () => {
  const cases: [comment: string, problems: string[], reason: string][] = [
    ["first in, first out [API]", [], "a whole document"],
    ["[API cancel, GUIDE 32, 40]: with force", [], "a name, and two pages"],
    ["stays so [I, ARRAY groups]; default 8 [U]", [], "marks, alone and beside a key"],
    ["paged [ARRAY remote systems]", [], "a topic of two words"],
    ["[GUIDE 41]", ["no 41 in GUIDE"], "a page that nobody has read"],
    ["[GUIDE 32, 41]", ["no 41 in GUIDE"], "the second page of two"],
    ["[API import_sesion]", ["no import_sesion in API"], "a name that the description lacks"],
    ["[ARRAY Scheduled]", ["no Scheduled in ARRAY"], "a row of a topic where the topic belongs"],
    ["[ENGINE 12]", ["no 12 in ENGINE"], "a number where a topic belongs"],
    ["waits [G32]", ["no key G32"], "an unknown key"],
    ["cancel [D, API]", ["no key D"], "an unknown key beside a known one"],
    ['the path "[GET /a/b]" and `[GET x]`', [], "what is quoted is no citation"],
    ["[README](README.md), items[0], [options], [A-Z]", [], "links, code and patterns are none"],
    ["see powerstore.md 4", ["no file powerstore.md"], "a page that is not in the repository"],
    ["see `decide/noSuchStates.ts`", ["no file decide/noSuchStates.ts"], "a program that is gone"],
    [
      "see `decide/states.ts`, tools/lane.mjs and docs/lifecycle.md",
      [],
      "files that are there, by the end of their path",
    ],
    ['(docs/lifecycle.md, "Deleting", "Gates")', [], "two headings of a page"],
    ['(docs/lifecycle.md, "Ending")', ['no "Ending" in docs/lifecycle.md'], "a heading that is gone"],
    ["see docs/decisions/023 and decision 006", [], "decisions, by number"],
    ["see docs/decisions/923", ["no decision 923"], "a decision that nobody made"],
  ];

  for (const [comment, problems, reason] of cases) {
    it(`finds ${problems.join(", ") || "nothing"} for ${reason}`, () => {
      assert.deepEqual(problemsIn(comment, repository), problems);
    });
  }

  it("reads comments of all kinds, over lines, and neither strings nor patterns", () => {
    const program = [
      "/** One [API",
      " * pause]. */",
      'const a = "// no"; // two',
      "const b = /\\/\\* no *\\//; /* three */",
      `const c = \`\${a /* four */} // no\`;`,
      "// five",
    ].join("\n");
    assert.deepEqual(
      commentsOf("a.ts", program).map(({ text }) => text),
      ["One [API pause].", "two", "three", "four", "five"],
    );
  });
});
