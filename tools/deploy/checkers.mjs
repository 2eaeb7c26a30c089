import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheRoot } from "../cacheRoot.cjs";
import { run } from "../process/run.mjs";
import { root } from "../root.mjs";

/** The programs that check the files of deploy/, made once on a machine and kept beside the engines. */

const here = join(root, "tools", "deploy");

/** @typedef {{ program: string } | { reason: string }} Checker */

/**
 * @param {string} name
 * @param {string} pins what says its version
 * @param {(folder: string) => readonly { command: string, args: readonly string[], cwd?: string, env?: NodeJS.ProcessEnv }[]} commands that make it
 * @param {readonly string[]} program where it is in its folder
 * @returns {Promise<Checker>}
 */
async function obtain(name, pins, commands, program) {
  const folder = join(cacheRoot(process.env), name);
  const marker = join(folder, "complete.txt");
  const made = { program: join(folder, ...program) };
  if (existsSync(marker) && readFileSync(marker, "utf8") === pins) return made;
  rmSync(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  for (const { command, args, cwd = root, env } of commands(folder)) {
    const { code, stderr } = await run(command, args, { cwd, env: { ...process.env, ...env } }).catch((error) => ({
      code: 1,
      stderr: String(error),
    }));
    if (code !== 0) return { reason: `${command} ${args[0]}: ${stderr.trim().split("\n").at(-1)}` };
  }
  writeFileSync(marker, pins);
  return made;
}

/** Checks workflow files of GitHub, their expressions and what they say of each other. */
export function actionlint() {
  const cwd = join(here, "actionlint");
  return obtain(
    "actionlint",
    readFileSync(join(cwd, "go.mod"), "utf8"),
    (folder) => [
      {
        command: "go",
        args: ["build", "-o", join(folder, "actionlint"), "github.com/rhysd/actionlint/cmd/actionlint"],
        cwd,
        env: { GOFLAGS: "-mod=readonly", GOTOOLCHAIN: "local", GOWORK: "off" },
      },
    ],
    ["actionlint"],
  );
}

/** Holds the schemas of GitLab's and GitHub's files. */
export function checkJsonschema() {
  const requirements = join(here, "check-jsonschema.requirements.txt");
  return obtain(
    "check-jsonschema",
    readFileSync(requirements, "utf8"),
    (folder) => [
      { command: "python3", args: ["-m", "venv", folder] },
      {
        command: join(folder, "bin", "python"),
        args: ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements],
      },
    ],
    ["bin", "check-jsonschema"],
  );
}
