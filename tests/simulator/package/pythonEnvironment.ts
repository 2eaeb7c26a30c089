/** A Python with the vendor's client library, from the package index, kept between runs beside the engines. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Context } from "mocha";
import { skipLoudly } from "../../skipLoudly";
import { load } from "../../tools/load";

type CacheModule = { readonly cacheFolder: (env: NodeJS.ProcessEnv) => string };

/** Unmodified; it brings `requests` along, which the README's recipe for Python needs. */
export const clientVersion = "3.5.1.0";
const packages = [`PyPowerStore==${clientVersion}`];

const marker = "complete.json";

type Environment = { readonly python: string } | { readonly reason: string };

/** The environment's Python; skips the test loudly where there is none, and fails in CI. */
export async function pythonOrSkip(context: Context): Promise<string> {
  const environment = await findEnvironment();
  if ("python" in environment) return environment.python;
  const what = `Python with PyPowerStore ${clientVersion}`;
  return skipLoudly(context, what, environment.reason, "POWERSTORE_IMPORT_REQUIRE_PROGRAMS");
}

let found: Promise<Environment> | undefined;

/** Once per process: whoever is without an index is not to wait for it in every test. */
function findEnvironment(): Promise<Environment> {
  found ??= makeEnvironment();
  return found;
}

async function makeEnvironment(): Promise<Environment> {
  const { cacheFolder } = await load<CacheModule>("engine/cache.mjs");
  const folder = join(dirname(cacheFolder(process.env)), `python-powerstore-${clientVersion}`);
  if (isComplete(folder)) return { python: pythonIn(folder) };
  if (spawnSync("python3", ["--version"]).status !== 0) return { reason: "there is no python3" };
  // In its place only when it is whole: others may be at the same, and this may be killed.
  const part = `${folder}.${process.pid}`;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    const problem = run("python3", "-m", "venv", part) ?? run(pythonIn(part), ...pip, "install", ...packages);
    if (problem !== undefined) return { reason: problem };
    writeFileSync(join(part, marker), JSON.stringify(packages));
    if (!isComplete(folder)) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(part, folder);
    }
    return { python: pythonIn(folder) };
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

const pip = ["-m", "pip", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "20"];

/** Programs beside it name the folder in which they were made; it is never asked for any but this one. */
function pythonIn(folder: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

function isComplete(folder: string): boolean {
  const file = join(folder, marker);
  if (!existsSync(file) || readFileSync(file, "utf8") !== JSON.stringify(packages)) return false;
  // A Python that was upgraded away leaves its environments behind.
  return spawnSync(pythonIn(folder), ["-c", "import PyPowerStore"]).status === 0;
}

/** Undefined if all went well, otherwise what was said last. */
function run(command: string, ...args: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : `${stdout}${stderr}`.trim().split("\n").at(-1);
}
