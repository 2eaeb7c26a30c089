import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { skipWithout } from "../../skipLoudly";
import { codeBlock } from "../readme/readme";
import { installFromHere, makeFolder, pack, run } from "./packed";
import { pythonOrSkip } from "./pythonEnvironment";

describe("the README's recipes, with the packed simulator", function () {
  this.timeout(120_000);
  const { path: folder, remove } = makeFolder();
  before(() => {
    mkdirSync(join(folder, "packed"));
    installFromHere(folder, pack(join(folder, "packed")), ["mocha", "typescript", "@types/mocha", "@types/node"]);
  });
  after(remove);

  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it("a mocha test: fits the types that come along, and passes", () => {
    const file = write("migration.test.ts", codeBlock("### A mocha test", "ts"));
    const options = ["--strict", "--skipLibCheck", "--module", "node16", "--target", "es2022", "--types", "mocha,node"];
    run(process.execPath, ["node_modules/typescript/bin/tsc", ...options, file], folder);
    const output = run(
      process.execPath,
      ["node_modules/mocha/bin/mocha.js", "--no-config", "migration.test.js"],
      folder,
    );
    assert.match(output, /1 passing/);
  });

  it("a shell script with curl: prints the session half an hour before it is through", function () {
    skipWithout(this, "curl");
    const output = run("sh", [write("migration.sh", codeBlock("### A shell script with curl", "sh"))], folder);
    assert.match(output, /\{"state":"Copy_In_Progress","progress_percentage":16\}$/);
  });

  it("Python with requests", async function () {
    this.timeout(600_000);
    run(await pythonOrSkip(this), [write("migration.py", codeBlock("### Python with requests", "python"))], folder);
  });

  it("a service in CI: every step does what it says", async () => {
    const { jobs } = parse(codeBlock("### A service in CI", "yaml"));
    const steps: { readonly run?: string }[] = jobs.test.steps;
    const ci = new Runner(folder);
    try {
      for (const { run: script = "" } of steps.filter((step) => step.run !== "npm ci")) await ci.run(script);
      assert.equal(JSON.parse(ci.output).length, 40);
    } finally {
      ci.stop();
    }
  });
});

/** What a runner of GitHub Actions does with a step: bash, which stops at the first failure, and the file for variables. */
class Runner {
  readonly #folder: string;
  readonly #variables: string;
  readonly #groups: number[] = [];
  output = "";

  constructor(folder: string) {
    this.#folder = folder;
    this.#variables = join(folder, "github-env");
  }

  async run(script: string): Promise<void> {
    const known = existsSync(this.#variables) ? readFileSync(this.#variables, "utf8").trim().split("\n") : [];
    const variables = Object.fromEntries(known.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    const child = spawn("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], {
      cwd: this.#folder,
      env: { ...process.env, ...variables, GITHUB_ENV: this.#variables },
      // A group of its own, for a step may leave a service behind.
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.pid !== undefined) this.#groups.push(child.pid);
    this.output = "";
    child.stdout.on("data", (chunk) => {
      this.output += chunk;
    });
    const [code] = await once(child, "close");
    assert.equal(code, 0, script);
  }

  stop(): void {
    for (const group of this.#groups) {
      try {
        process.kill(-group, "SIGTERM");
      } catch {
        // Nothing of it is left.
      }
    }
  }
}
