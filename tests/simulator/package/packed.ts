/** The simulator as its users get it: packed by npm, in a folder that has nothing else of this project. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..", "..");
const name = "powerstore-import-simulator";

/** Runs a program to its end; throws an error with what it printed if that is no success. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

export type Packed = {
  /** The archive as `npm publish` would send it. */
  readonly archive: string;
  /** What is in it, without the leading `package/`. */
  readonly files: readonly string[];
};

/** Builds the simulator, if that is not done already, and packs it into a folder. */
export function pack(folder: string): Packed {
  run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "--build", "simulator"], root);
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const report = JSON.parse(run("npm", args, join(root, "simulator")));
  // A list up to npm 11.6, then an object by names.
  const [packed] = Object.values<{ filename: string; files: { path: string }[] }>(report);
  if (packed === undefined) throw new Error("npm pack has packed nothing");
  return { archive: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** A folder outside of this project; to be removed by `remove`. */
export function makeFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "simulator-package-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Unpacks the archive where `npm install` would, and links what it depends on, and `others`, from this project: as if
 * installed, but without a registry.
 */
export function installFromHere(folder: string, { archive }: Packed, others: readonly string[]): void {
  const modules = join(folder, "node_modules");
  const own = join(modules, name);
  mkdirSync(own, { recursive: true });
  run("tar", ["-xzf", archive, "-C", own, "--strip-components", "1"], folder);
  const { dependencies, bin } = JSON.parse(readFileSync(join(own, "package.json"), "utf8"));
  for (const dependency of [...Object.keys(dependencies), ...others]) {
    const link = join(modules, dependency);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(join(root, "node_modules", dependency), link);
  }
  mkdirSync(join(modules, ".bin"));
  chmodSync(join(own, bin[name]), 0o755);
  symlinkSync(join("..", name, bin[name]), join(modules, ".bin", name));
}
