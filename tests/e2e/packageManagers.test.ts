import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Attempt } from "../../tools/engine/contract";
import { load } from "../tools/load";
import { expectSuccess } from "./migration";
import { useBundle } from "./plugin";

type Manager = {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly files: Readonly<Record<string, string>>;
  readonly nodeFlags: readonly string[];
};
type Managers = { readonly managers: readonly Manager[]; readonly env: Record<string, string> };
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

describe("The npm package, installed by other package managers than npm", () => {
  useBundle();
  let folder: string;
  let tarball: string;
  let found: Managers;
  let run: Run;

  before("pack, and get the package managers", async function () {
    this.timeout(600_000);
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-managers-"));
    const { writeTarball } = await import("../../tools/package/archives.mjs");
    tarball = await writeTarball(folder);
    ({ run } = await load<{ run: Run }>("process/run.mjs"));
    const { packageManagers } = await load<{
      packageManagers(attempt: Attempt): Promise<Managers | { reason: string }>;
    }>("packageManagers/packageManagers.mjs");
    const answer = await packageManagers({
      env: process.env,
      signal: new AbortController().signal,
      log: (line) => console.error(line),
    });
    assert.ok("managers" in answer, JSON.stringify(answer));
    found = answer;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function sdkVersion() {
    const { packagePlaces } = await import("../../tools/engine/project.mjs");
    const file = join(packagePlaces().modules, "@pulumi/pulumi/package.json");
    return JSON.parse(readFileSync(file, "utf8")).version as string;
  }

  for (const name of names) {
    it(`makes resources of both classes: ${name}`, async function () {
      this.timeout(600_000); // the first time it downloads
      const manager = found.managers.find((each) => each.name === name);
      assert.ok(manager);
      const project = join(folder, name.replace(/\W+/g, "-"));
      mkdirSync(project);
      const dependencies = { "pulumi-powerstore-import": `file:${tarball}`, "@pulumi/pulumi": await sdkVersion() };
      const files = { ...manager.files, "program.js": program };
      for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
      writeFileSync(join(project, "package.json"), JSON.stringify({ name: "program", private: true, dependencies }));
      const [command, ...args] = manager.command;
      const context = { cwd: project, env: { ...process.env, ...found.env } };
      expectSuccess(await run(command, args, context));
      const { stdout } = expectSuccess(await run(process.execPath, [...manager.nodeFlags, "program.js"], context));
      assert.equal(stdout, "function\n");
    });
  }
});
