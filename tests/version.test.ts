/** Where this project's own version stands: the list of what a release changes, which RELEASING.md sends people to. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../provider/plugin/publication";

const root = join(__dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** In which a version of ours may stand that is not ours, or not the present one. */
const foreign: readonly { files: RegExp; except?: RegExp; why: string }[] = [
  { files: /\.sum$/, why: "hashes of other people's Go modules" },
  { files: /(^|\/)(go|older)\.mod$/, except: /powerstoreimport/, why: "other people's Go modules" },
  {
    files: /(^|\/)(package-lock\.json|requirements\.txt)$/,
    why: "other people's packages; ours in the lock file have a test of their own",
  },
  { files: /^CHANGELOG\.md$/, why: "the versions that were" },
  { files: /^tools\/lanes\/|^tools\/clients\//, why: "versions of what the tests run on" },
];

const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });

const [newest = "none", ...former] = [...read("CHANGELOG.md").matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(
  ([, version]) => version ?? "",
);
/** What was the version before it was changed, also where the changelog has never heard of it. */
const committed: string = JSON.parse(git("show", "HEAD:package.json")).version;

const tracked = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
  .split("\0")
  .filter((file) => file !== "" && !/\.(png|svg)$/.test(file));

/** Lines with a version of this project's that is not the given one. */
function outdated(version: string): string[] {
  const others = [newest, ...former, committed]
    .filter((each) => each !== version)
    .map((each) => each.replaceAll(".", "\\."));
  if (others.length === 0) return [];
  const named = new RegExp(`(?<![\\d.])(?:${others.join("|")})(?!\\.?\\d)`);
  return tracked.flatMap((file) => {
    const allowed = foreign.find(({ files }) => files.test(file));
    if (allowed && !allowed.except) return [];
    return read(file)
      .split("\n")
      .flatMap((line, index) =>
        named.test(line) && (allowed?.except?.test(line) ?? true) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      );
  });
}

describe("This project's version", () => {
  it("is the one that the changelog begins with, and that of each package in the lock file", () => {
    assert.equal(newest, VERSION);
    const { packages } = JSON.parse(read("package-lock.json"));
    for (const name of ["", "policy", "simulator"]) assert.equal(packages[name].version, VERSION, name);
  });

  it("is the same wherever it stands", () => {
    assert.deepEqual(outdated(VERSION), []);
  });

  it("would be found outdated, once another one is set, in manifests, pages, and files that people copy", () => {
    const files = new Set(outdated("999.0.0").map((line) => line.split(":")[0]));
    const expected = [
      ...["package.json", "policy/package.json", "policy/PulumiPolicy.yaml", "simulator/package.json", "schema.json"],
      ...["provider/plugin/publication.ts", "deploy/image/Dockerfile", "deploy/image/program.package.json"],
      ...[
        "deploy/pko/berlin-01-w01.yaml",
        "deploy/pko/berlin-03-yaml.yaml",
        "examples/go/go.mod",
        "examples/java/pom.xml",
      ],
      ...["README.md", "docs/scale.md", "docs/terraform.md", "docs/policy.md", "examples/typescript/README.md"],
    ];
    assert.deepEqual(
      expected.filter((file) => !files.has(file)),
      [],
    );
    const tests = [...files].filter((file) => /^(tests|tools)\/.*\.[cm]?[jt]s$/.test(file ?? ""));
    assert.deepEqual(tests, [], "tests and tools ask for it");
  });

  it("is changed by what the page about releases says: one file, this test, and what it names", () => {
    const [, step = ""] = /^1\. ([\s\S]*?)^2\. /m.exec(read("RELEASING.md")) ?? [];
    for (const text of ["provider/plugin/publication.ts", "tests/version.test.ts"])
      assert.ok(step.includes(text), text);
  });
});
