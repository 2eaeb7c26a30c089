import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { VERSION } from "../../provider/plugin/publication";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("The plugin's packages", () => {
  const migration = usePluginMigration({}, { plugins: {} });
  let folder: string;
  let tarball: string;
  let archives: string[];

  before("pack", async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-release-"));
    const { writeArchives, writeTarball } = await import("../../tools/package/archives.mjs");
    [tarball, archives] = await Promise.all([writeTarball(folder), writeArchives(folder, VERSION)]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are not needed by a purely dynamic program: none is looked for", async () => {
    const { declare, up, recorded } = migration();
    declare({ surface: "pulumi-powerstore-import", resources: { database: volume } });
    await up();
    assert.equal((await recorded())[0]?.type, "pulumi-nodejs:dynamic/powerstore-import:ImportSession");
  });

  it("are installed by the engine from an archive of any platform's name, and take the stack over without a request", async () => {
    const { engine, declare, recorded, simulator } = migration();
    for (const platform of [
      "linux-amd64",
      "linux-arm64",
      "darwin-amd64",
      "darwin-arm64",
      "windows-amd64",
      "windows-arm64",
    ]) {
      const name = `pulumi-resource-powerstore-import-v${VERSION}-${platform}.tar.gz`;
      assert.ok(archives.includes(join(folder, name)), name);
    }
    const [archive = ""] = archives;
    expectSuccess(await engine.run(["plugin", "install", "resource", "powerstore-import", VERSION, "-f", archive]));
    const before = await recorded();
    declare({ resources: { database: volume } });
    simulator.clearJournal();
    const result = expectSuccess(await engine.up());
    assert.doesNotMatch(result.stdout, /replace|delete/);
    const [moved] = await recorded();
    assert.equal(moved?.type, "powerstore-import:index:ImportSession");
    assert.equal(moved?.id, before[0]?.id);
    assert.deepEqual(migration().changes(), []);
  });

  it("run from the npm package, found on PATH", async () => {
    const { engine, simulator, changes } = migration();
    const { packagePlaces } = await import("../../tools/engine/project.mjs");
    const installed = installStrictly(tarball, engine.projectFolder, packagePlaces().modules);
    for (const file of ["pulumi-resource-powerstore-import.cmd", "dist/sdk/plugin/index.js"])
      assert.ok(existsSync(join(installed, file)), file);
    const env = { PATH: `${installed}:${process.env.PATH}`, PULUMI_HOME: join(folder, "home") };
    simulator.clearJournal();
    const result = expectSuccess(await engine.destroy({ env }));
    const used = `using pulumi-resource-powerstore-import from $PATH at ${installed}/`;
    assert.ok(result.stdout.includes(used), result.stdout);
    assert.deepEqual(changes(), ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"]);
  });

  it("let the dynamic class of the npm package speak on the resource's row, where a package finds only what it declares", async () => {
    const { engine, declare } = migration();
    const late = { customTimeouts: { create: "1s" } };
    const database = { ...volume, waitFor: "Ready_For_Cutover", options: late };
    declare({ surface: "pulumi-powerstore-import", resources: { database } });
    const { stdout } = await engine.up({ env: { CI: undefined } });
    assert.match(stdout, /ImportSession database creating \(\d+s\).* Copy_In_Progress \(0 %\)/);
    assert.match(stdout, /still Copy_In_Progress.* after 1 s/s);
    expectSuccess(await engine.destroy());
  });

  it("serve a library of components on which alone the program depends, as docs/plugin.md shows one", async () => {
    const { engine, simulator, recorded } = migration();
    const modules = join(engine.projectFolder, "node_modules");
    rmSync(join(modules, "pulumi-powerstore-import"));
    installLibrary(modules);
    const program = `
      import { Wave } from "company-storage";
      export const states = new Wave("first", { volumes: ["unity-01-vol-01", "unity-01-vol-02"] }).states;
    `;
    writeFileSync(join(engine.projectFolder, "index.ts"), program);
    expectSuccess(await engine.up());
    const { states } = await engine.outputs();
    assert.deepEqual(states, ["Copy_In_Progress", "Copy_In_Progress"]);
    const types = (await recorded()).map(({ urn }) => urn.split("::")[2]);
    const type = "company:storage:Wave$powerstore-import:index:ImportSession";
    assert.deepEqual(types, [type, type]);
    expectSuccess(await engine.destroy());
    assert.deepEqual(simulator.world.rows("import_session"), []);
  });
});

/** A package of somebody's own, whose dependency this one is: the program's own folder has neither its module nor its name. */
function installLibrary(modules: string): void {
  const docs = readFileSync(join(__dirname, "../../docs/plugin.md"), "utf8");
  const [, library] = /```ts\n(\/\/ company-storage[\s\S]*?)```/.exec(docs) ?? [];
  assert.ok(library);
  const folder = join(modules, ".store/node_modules/company-storage");
  mkdirSync(folder);
  const options = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  writeFileSync(join(folder, "index.js"), transpileModule(library, { compilerOptions: options }).outputText);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "company-storage", main: "index.js" }));
  symlinkSync(folder, join(modules, "company-storage"));
}

/**
 * Puts the package into a project as pnpm does: beside it are the packages that it declares and no others, which npm's flat layout would
 * let it find, too. Nothing is downloaded: `modules` is a `node_modules` that has them.
 */
function installStrictly(tarball: string, project: string, modules: string): string {
  const store = join(project, "node_modules/.store/node_modules");
  const installed = join(store, "pulumi-powerstore-import");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components", "1"]);
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    mkdirSync(dirname(join(store, name)), { recursive: true });
    symlinkSync(join(modules, name), join(store, name));
  }
  const place = join(project, "node_modules/pulumi-powerstore-import");
  rmSync(place);
  symlinkSync(installed, place);
  return installed;
}
