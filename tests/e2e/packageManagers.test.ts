import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../tools/load";
import type { Manager, Managers } from "./managers";
import { findManagers } from "./managers";
import { expectSuccess } from "./migration";
import { useBundle } from "./plugin";

type Run = (
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
) => Promise<{ code: number; stdout: string; stderr: string }>;

/** Both classes of a program, and what the engine's process for dynamic resources loads: from the program's folder, by the package's name. */
const program = `
const pulumi = require("@pulumi/pulumi");
pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
const inputs = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };
new (require("pulumi-powerstore-import").ImportSession)("dynamic", inputs);
new (require("pulumi-powerstore-import/plugin").ImportSession)("plugin", inputs);
const loaded = require("module").createRequire(process.cwd() + "/")("pulumi-powerstore-import/dynamic");
console.log(typeof loaded.provider.create);
`;

const names = ["yarn 1", "yarn 4, node_modules", "yarn 4, Plug'n'Play", "pnpm", "bun"];

describe("The npm package, installed by npm and by other package managers", () => {
  useBundle();
  let folder: string;
  let tarball: string;
  let found: Managers | undefined;
  let run: Run;

  before("pack, and get the package managers", async function () {
    this.timeout(600_000);
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-managers-"));
    const { writeTarball } = await import("../../tools/package/archives.mjs");
    tarball = await writeTarball(folder);
    ({ run } = await load<{ run: Run }>("process/run.mjs"));
    found = await findManagers(this);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
    if (found) forgetOwn(found.env.YARN_CACHE_FOLDER ?? "");
  });

  async function sdkVersion() {
    const { packagePlaces } = await import("../../tools/engine/project.mjs");
    const file = join(packagePlaces().modules, "@pulumi/pulumi/package.json");
    return JSON.parse(readFileSync(file, "utf8")).version as string;
  }

  /** A project that runs the program on what a command has installed. */
  async function makeResources(name: string, { command, files, nodeFlags }: Manager, dependencies: object) {
    const project = join(folder, name.replace(/\W+/g, "-"));
    mkdirSync(project);
    for (const [file, text] of Object.entries({ ...files, "program.js": program }))
      writeFileSync(join(project, file), text);
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "program", private: true, dependencies }));
    const context = { cwd: project, env: { ...process.env, ...found?.env } };
    const [installer, ...args] = command;
    expectSuccess(await run(installer, args, context));
    const { stdout } = expectSuccess(await run(process.execPath, [...nodeFlags, "program.js"], context));
    assert.equal(stdout, "function\n");
  }

  it("makes resources of both classes: npm install <archive>, as the README says it", async function () {
    this.timeout(600_000); // the first time it downloads
    const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    const command = ["npm", "install", ...flags, tarball, `@pulumi/pulumi@${await sdkVersion()}`] as const;
    await makeResources("npm", { name: "npm", command, files: {}, nodeFlags: [] }, {});
  });

  for (const name of names) {
    it(`makes resources of both classes: ${name}`, async function () {
      this.timeout(600_000); // the first time it downloads
      const manager = found?.managers.find((each) => each.name === name);
      assert.ok(manager);
      const dependencies = { "pulumi-powerstore-import": `file:${tarball}`, "@pulumi/pulumi": await sdkVersion() };
      await makeResources(name, manager, dependencies);
    });
  }
});

/** What yarn 4 and yarn 1 keep of a package that is another with every build: their caches would grow for ever. */
function forgetOwn(folder: string): void {
  const kept = ["cache", "v6"].map((name) => join(folder, name)).filter(existsSync);
  for (const cache of kept)
    for (const entry of readdirSync(cache))
      if (entry.includes("pulumi-powerstore-import")) rmSync(join(cache, entry), { recursive: true, force: true });
}
