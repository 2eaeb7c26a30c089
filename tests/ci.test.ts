/** `.ci/run`, with programs in the place of npm, apt-get and what it looks for, that only tell of their call. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { HOMEPAGE } from "../provider/plugin/publication";
import { neededPrograms } from "./skipLoudly";

const root = join(__dirname, "..");
const where = (program: string) => execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim();

/** What asks for a failure in the place of a skip, anywhere in tests and tools. */
function requirements(): string[] {
  const files = ["tests", "tools"].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.m?ts$|\.mjs$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const names = files.flatMap((file) => readFileSync(file, "utf8").match(/POWERSTORE_IMPORT_REQUIRE_[A-Z]+/g) ?? []);
  return [...new Set(names)].sort();
}

describe(".ci/run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-ci-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const programs = ["chromium", "curl", "python3", "mvn", "javac"];

  /** What a machine with these programs is asked for, by a user who is root or may become it. */
  function runWith(present: readonly string[], { user = "0" } = {}) {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    for (const name of ["dirname", "env"]) symlinkSync(where(name), join(bin, name));
    const program = (name: string, text: string) =>
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    for (const name of present) program(name, "exit 0");
    program("id", `echo ${user}`);
    program("sudo", 'echo "as root: $*"; exec "$@"');
    program("apt-get", 'echo "apt-get $*" >&2');
    program("npm", 'echo "npm $*"; exec env');
    const { status, stdout, stderr } = spawnSync(where("bash"), [join(root, ".ci/run")], {
      env: { PATH: bin },
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return { lines: stdout.trim().split("\n"), installed: /^apt-get install (.*)$/m.exec(stderr)?.[1] ?? "" };
  }

  it("lets every lack be a failure that a test can take for one", () => {
    const required = requirements();
    assert.deepEqual(
      required,
      ["BROWSER", "ENGINE", "PROGRAMS"].map((name) => `POWERSTORE_IMPORT_REQUIRE_${name}`),
    );
    const { lines } = runWith(programs);
    assert.ok(lines.includes("npm test"));
    for (const name of required) assert.ok(lines.includes(`${name}=1`), name);
  });

  it("installs nothing where everything is there", () => {
    assert.equal(runWith(programs).installed, "");
  });

  for (const name of neededPrograms) {
    it(`installs ${name}, which tests need, where it is missing`, () => {
      const { installed } = runWith(programs.filter((each) => each !== name));
      const packages = installed.split(" ").filter((word) => !word.startsWith("-"));
      assert.deepEqual(packages, name === "python3" ? ["python3", "python3-venv"] : [name]);
    });
  }

  it("installs as root, also for a user who is not", () => {
    const { lines } = runWith([], { user: "1000" });
    assert.ok(lines.includes("as root: apt-get update -qq"));
  });
});

type Job = { if?: string; permissions?: Record<string, string>; steps: Step[] };
type Workflow = { permissions?: Record<string, string>; jobs: Record<string, Job> };
type Step = { run?: string; uses?: string; with?: Record<string, string | boolean> };

const goModules = () =>
  readdirSync(join(root, "tools"), { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file) === "go.mod")
    .map((file) => join("tools", file));

const goVersion = (file: string) => /^go (\S+)$/m.exec(readFileSync(join(root, file), "utf8"))?.[1] ?? "";

describe("The repository's own workflows", () => {
  const folder = join(root, ".github/workflows");
  const workflows = readdirSync(folder).map((file): Workflow => parse(readFileSync(join(folder, file), "utf8")));
  const jobs = workflows.flatMap((workflow) => Object.values(workflow.jobs));
  const steps = jobs.flatMap((job) => job.steps);

  it("test by .ci/run alone, which brings what the tests need and asks for all of it", () => {
    const testing = steps.flatMap(({ run = "" }) =>
      /npm (run )?(test|check|lane)|\.ci\/run|mocha/.test(run) ? [run] : [],
    );
    assert.deepEqual(testing, [".ci/run"]);
  });

  it("install a Go that every module of tools/ is content with, for no newer one is fetched by itself", () => {
    const named = steps.flatMap(({ uses = "", with: given }) =>
      uses.startsWith("actions/setup-go@") ? [String(given?.["go-version-file"])] : [],
    );
    assert.ok(named.length > 0);
    const wanted = goModules().map((file) => ({ file, version: goVersion(file) }));
    assert.ok(wanted.length >= 5, `${wanted.length}`);
    for (const file of named) {
      const installed = goVersion(file);
      const tooOld = wanted.filter(({ version }) => installed.localeCompare(version, "en", { numeric: true }) < 0);
      assert.deepEqual(tooOld, [], `${file} has ${installed}`);
    }
  });

  it("run in this repository alone: a project that pulumi new made of it has the files as well", () => {
    const own = `github.repository == '${new URL(HOMEPAGE).pathname.slice(1)}'`;
    assert.deepEqual(
      jobs.map((job) => job.if),
      jobs.map(() => own),
    );
  });

  it("let nothing write that runs what the repository or its packages say", () => {
    for (const workflow of workflows) assert.deepEqual(workflow.permissions, {}, "each job says what it may");
    const writing = jobs.filter(({ permissions }) => permissions?.contents !== "read");
    assert.deepEqual(
      writing.map(({ permissions }) => permissions),
      [{ contents: "write" }],
    );
    for (const { uses = "", run = "gh release create" } of writing.flatMap((job) => job.steps)) {
      assert.match(run, /^gh release /);
      assert.match(uses, /^$|^actions\/download-artifact@/);
    }
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    assert.ok(checkouts.length > 0);
    for (const { with: given } of checkouts) assert.equal(given?.["persist-credentials"], false);
  });
});
