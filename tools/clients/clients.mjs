import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";

/**
 * @typedef {object} Client
 * @property {string} name
 * @property {string} title what it is, with its version
 * @property {(folder: string) => readonly Command[]} install into an empty folder; the commands run one after the other
 * @property {(folder: string) => Command} driver prints a line of JSON for each call
 */

/**
 * @typedef {object} Command
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {Readonly<Record<string, string>>} [env] beside ours
 */

const here = join(root, "tools", "clients");
const python = join(here, "python");
const go = join(here, "go");

/**
 * One environment for each, for they need not agree on what they need. Versions are in the requirements, of all that comes along as well.
 * @param {string} name of the files in `python/`
 * @param {string} pip name and version as pip wants them
 * @param {string} driver
 * @returns {Pick<Client, "install" | "driver">}
 */
function pythonClient(name, pip, driver) {
  const constraints = join(python, `${name}.constraints.txt`);
  return {
    install: (folder) => [
      { command: "python3", args: ["-m", "venv", folder] },
      {
        command: join(folder, "bin", "python"),
        args: ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", constraints, pip],
      },
    ],
    driver: (folder) => ({ command: join(folder, "bin", "python"), args: [join(python, driver)] }),
  };
}

/**
 * @param {string} name
 * @param {string} distribution
 */
function pinned(name, distribution) {
  const lines = readFileSync(join(python, `${name}.constraints.txt`), "utf8").split("\n");
  const line = lines.find((each) => each.toLowerCase().startsWith(`${distribution.toLowerCase()}==`));
  if (line === undefined) throw new Error(`${name}.constraints.txt does not pin ${distribution}`);
  return line;
}

/** @type {readonly Client[]} */
export const clients = [
  {
    name: "cinder",
    title: `the client of OpenStack's PowerStore driver, ${pinned("cinder", "cinder")}`,
    ...pythonClient("cinder", pinned("cinder", "cinder"), "driveCinder.py"),
  },
  {
    name: "gopowerstore",
    title: `Dell's Go client, ${/gopowerstore v\S+/.exec(readFileSync(join(go, "go.mod"), "utf8"))?.[0]}`,
    install: (folder) => [
      { command: "go", args: ["build", "-o", join(folder, "drive"), "."], cwd: go, env: { GOWORK: "off" } },
    ],
    driver: (folder) => ({ command: join(folder, "drive"), args: [] }),
  },
  {
    name: "pypowerstore",
    title: `Dell's Python client, ${pinned("pypowerstore", "PyPowerStore")}`,
    ...pythonClient("pypowerstore", pinned("pypowerstore", "PyPowerStore"), "drivePyPowerStore.py"),
  },
];
