/** What the language host would run where a program stands in a clone, whose root has a `package.json` that names the library. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parse } from "yaml";

const root = resolve(__dirname, "../..");

type Project = { name: string; runtime: string | { name: string }; main?: string };
type Manifest = { main?: string; exports?: string | { "."?: string | Record<string, string> } };

const projects = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*Pulumi.yaml"], {
  cwd: root,
})
  .toString()
  .split("\0")
  .filter(Boolean)
  .map((file) => ({ file, project: parse(readFileSync(join(root, file), "utf8")) as Project }))
  .filter(({ project }) => [project.runtime].flat().some((runtime) => JSON.stringify(runtime).includes("nodejs")));

const packageRoot = (folder: string): string =>
  existsSync(join(folder, "package.json")) || folder === dirname(folder) ? folder : packageRoot(dirname(folder));

/** As `cmd/run/run.js` of @pulumi/pulumi: what `main` says, or what the nearest package.json exports, or its `main`, or index.ts. */
function entryPoint(folder: string, { main }: Project): string {
  if (main !== undefined && !isFolder(join(folder, main))) return join(folder, main);
  const program = join(folder, main ?? ".");
  const nearest = packageRoot(program);
  const manifest: Manifest = existsSync(join(nearest, "package.json"))
    ? JSON.parse(readFileSync(join(nearest, "package.json"), "utf8"))
    : {};
  const named = manifest.exports === undefined ? manifest.main : exported(manifest.exports);
  return named === undefined ? join(program, "index.ts") : join(nearest, named);
}

function exported(exports: NonNullable<Manifest["exports"]>): string | undefined {
  const own = typeof exports === "string" ? exports : exports["."];
  return typeof own === "object" ? (own.default ?? own.require ?? own.import) : own;
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

describe("A program in TypeScript, run where it stands in a clone", () => {
  it("is there more than once", () => assert.ok(projects.length >= 6, `${projects.length}`));

  for (const { file, project } of projects) {
    it(`is the one beside ${file}, or the one that it names, and not the library of the folder above`, () => {
      const entry = relative(root, entryPoint(join(root, dirname(file)), project));
      const own = project.main === undefined ? undefined : relative(root, join(root, dirname(file), project.main));
      assert.ok(dirname(entry) === dirname(file) || entry === own, entry);
      assert.ok(existsSync(join(root, entry)), `${entry} does not exist`);
    });
  }

  it("is found in an image as well, which leaves out all from `plugins:` on", () => {
    for (const { file, project } of projects) {
      const [kept = ""] = readFileSync(join(root, file), "utf8").split(/^plugins:/m);
      assert.equal(parse(kept).main, project.main, file);
    }
  });
});
