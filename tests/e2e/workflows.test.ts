import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { skipLoudly } from "../skipLoudly";
import { load } from "../tools/load";

type Checker = { readonly program: string } | { readonly reason: string };
type Checkers = { actionlint(): Promise<Checker>; checkJsonschema(): Promise<Checker> };

const root = join(__dirname, "../..");
const deploy = join(root, "deploy");
const yamlIn = (path: string) => readdirSync(path).filter((name) => name.endsWith(".yml"));
/** Where workflow files of GitHub's are: those that users copy, and the repository's own. */
const places = [join(deploy, "github"), join(root, ".github/workflows")];

describe("The workflow files, to those who know what they may say", () => {
  let folder: string;

  before("put GitHub's where GitHub has them", () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-workflows-"));
    const workflows = join(folder, ".github/workflows");
    mkdirSync(workflows, { recursive: true });
    for (const place of places) {
      for (const file of yamlIn(place))
        cpSync(join(place, file), join(workflows, file), { errorOnExist: true, force: false });
    }
    writeFileSync(join(folder, ".github/actionlint.yaml"), "self-hosted-runner: { labels: [powerstore] }\n");
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("actionlint finds nothing in GitHub's: neither in their expressions nor in what one calls of another", async function () {
    this.timeout(600_000);
    const { actionlint } = await load<Checkers>("deploy/checkers.mjs");
    const checker = await actionlint();
    if ("reason" in checker) return skipLoudly(this, "actionlint", checker.reason);
    const args = ["-no-color", "-shellcheck=", "-pyflakes="];
    assert.ok(yamlIn(join(folder, ".github/workflows")).includes("release.yml"));
    const { status, stdout, stderr } = spawnSync(checker.program, args, { cwd: folder, encoding: "utf8" });
    assert.deepEqual([status, stdout + stderr], [0, ""]);
  });

  for (const [schema, cwd] of [
    ...places.map((place) => ["vendor.github-workflows", place] as const),
    ["vendor.gitlab-ci", join(deploy, "gitlab")],
  ] as const) {
    it(`those in ${relative(root, cwd)} are of the form of ${schema}`, async function () {
      this.timeout(600_000);
      const { checkJsonschema } = await load<Checkers>("deploy/checkers.mjs");
      const checker = await checkJsonschema();
      if ("reason" in checker) return skipLoudly(this, "check-jsonschema", checker.reason);
      const args = ["--builtin-schema", schema, ...yamlIn(cwd)];
      const { status, stdout, stderr } = spawnSync(checker.program, args, { cwd, encoding: "utf8" });
      assert.equal(status, 0, stdout + stderr);
    });
  }
});

/** A stack of the operator, with the conditions that it has. */
const stackOf = (name: string, ...conditions: readonly object[]) => ({
  metadata: { name },
  ...(conditions.length > 0 && { status: { conditions } }),
});
const condition = (type: string, status: string, reason: string) => ({ type, status, reason });

/** As kubectl does with -o go-template: keys that are missing are no error. */
const PRINTER = `package main

import ("encoding/json"; "os"; "text/template")

func main() {
	var list any
	if err := json.NewDecoder(os.Stdin).Decode(&list); err != nil { panic(err) }
	if err := template.Must(template.New("output").Parse(os.Args[1])).Execute(os.Stdout, list); err != nil { panic(err) }
}
`;

describe("The template by which unstall.yaml finds stacks, to Go", () => {
  it("names those that were given up after failed updates, and no others", function () {
    this.timeout(600_000);
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-unstall-"));
    try {
      const text = readFileSync(join(deploy, "pko/unstall.yaml"), "utf8");
      const [, template = ""] = /stalled='(.*)'/.exec(text) ?? [];
      writeFileSync(join(folder, "main.go"), PRINTER);
      const items = [
        stackOf("new"),
        stackOf("fine", condition("Ready", "True", "ProcessingCompleted")),
        stackOf("given-up", condition("Ready", "False", "Failed"), condition("Stalled", "True", "UpdateFailed")),
        stackOf("went-on", condition("Stalled", "False", "UpdateFailed")),
        stackOf("wrong", condition("Stalled", "True", "SpecInvalid")),
        stackOf("given-up-too", condition("Stalled", "True", "UpdateFailed")),
      ];
      const env = { ...process.env, GOTOOLCHAIN: "local", GOWORK: "off", GOFLAGS: "" };
      const options = { cwd: folder, env, encoding: "utf8", input: JSON.stringify({ items }) } as const;
      const { status, stdout, stderr, error } = spawnSync("go", ["run", "main.go", template], options);
      if (error) return skipLoudly(this, "Go", error.message);
      assert.equal(status, 0, stderr);
      assert.equal(stdout, "given-up given-up-too ");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
