import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { useEngine } from "./engine";
import { expectSuccess } from "./migration";

const root = join(__dirname, "../..");

type Question = { description?: string; secret?: boolean; default?: string };

describe("The repository as a template", () => {
  const engine = useEngine({ name: "template", files: {} });
  let simulator: Simulator;

  before("start a simulator", async () => {
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
  });
  after("stop the simulator", () => simulator?.close());

  it("asks for endpoint, user and password, the password as a secret, and says what each of them is", () => {
    const { template } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
    const questions: Record<string, Question> = template.config;
    const asked = Object.keys(questions);
    for (const key of ["endpoint", "username", "password"]) {
      assert.ok(asked.includes(`powerstore-import:${key}`), key);
    }
    const secrets = asked.filter((key) => questions[key]?.secret);
    assert.deepEqual(secrets, ["powerstore-import:password"]);
    assert.ok(asked.every((key) => (questions[key]?.description ?? "").length > 20));
  });

  it("gives a project whose first up imports, with nothing else typed: pulumi new installs and builds", async function () {
    this.timeout(600_000);
    const { folder, run } = { folder: engine().folder, run: engine().run.bind(engine()) };
    const [template, fresh] = [join(folder, "template"), join(folder, "fresh")];
    copyOfTheClone(template);
    const answers = {
      "powerstore-import:endpoint": simulator.endpoint,
      "powerstore-import:password": simulator.password,
      "powerstore-import:caFile": simulator.caFile,
      remoteSystemId: "name:Unity-01",
      databaseVolume: "unity-01-vol-01",
      archiveVolume: "unity-01-vol-02",
    };
    const config = Object.entries(answers).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
    const where = ["--dir", fresh, "--name", "fresh", "--stack", "fresh"];
    expectSuccess(await run(["new", template, "--yes", "--offline", ...where, ...config]));
    expectSuccess(await run(["up", "--cwd", fresh, "--stack", "fresh", "--yes", "--skip-preview"]));
    assert.match(command(fresh, "npx", "--offline", "powerstore-import-simulator", "--version"), /^\d+\.\d+\.\d+\n$/);
    assert.match(command(fresh, "npx", "--offline", "powerstore-import", "--version"), /^\d+\.\d+\.\d+\n$/);
    assert.match(await firstWordOf(join(fresh, "pulumi-resource-powerstore-import")), /^\d+\n$/, "the plugin's port");
    const states = simulator.world.rows("import_session")?.map(({ state }) => state);
    assert.deepEqual(states, ["Copy_In_Progress", "Copy_In_Progress"]);
    expectSuccess(await run(["destroy", "--cwd", fresh, "--stack", "fresh", "--yes", "--skip-preview"]));
  });
});

const command = (cwd: string, name: string, ...args: string[]) => execFileSync(name, args, { cwd, encoding: "utf8" });

/** What a plugin prints once it serves; the engine whose address it gets is not there, and is not needed for that. */
async function firstWordOf(launcher: string): Promise<string> {
  const child = spawn(launcher, ["127.0.0.1:9"], { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  try {
    const [said] = await Promise.race([once(child.stdout, "data"), closed]);
    return String(said);
  } finally {
    child.kill("SIGKILL");
    await closed;
  }
}

/** What a clone holds: no installed package, nothing built. */
function copyOfTheClone(folder: string): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of listed.toString().split("\0").filter(Boolean)) {
    cpSync(join(root, file), join(folder, file));
  }
}
