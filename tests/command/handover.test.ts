import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pulumiImports, terraformBlocks } from "../../command/generate/handover/write";
import { exitCodes } from "../../command/process/exits";
import { CommandStage } from "./commandStage";

describe("powerstore-import generate --handover", () => {
  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.open({
      sources: [{ name: "Unity-01", type: "Unity", volumes: 3, groups: [2] }],
      setUpSeconds: 0,
      copyBytesPerSecond: 0,
      cutoverSeconds: 0,
    });
  });
  afterEach(() => stage.close());

  /** An import that has gone all of its way, unless it is to stop at its cut-over. */
  function imported(source: string, upTo: "cut-over" | "end" = "end"): Readonly<Record<string, unknown>> {
    const { operations } = stage.simulator.world;
    const body = {
      name: `s-${source}`,
      remote_system_id: "rs-unity-01",
      source_resource_id: source,
      type: "Non_Disruptive",
    };
    const made = operations["POST /import_session"]?.({ id: "", body });
    assert.ok(made);
    const { id } = made.body as { id: string };
    if (upTo === "end") operations["POST /import_session/{id}/cutover"]?.({ id, body: {} });
    const row = stage.simulator.world.row("import_session", id);
    assert.ok(row);
    assert.equal(row.state, upTo === "end" ? "Import_Completed" : "Ready_For_Cutover");
    return row;
  }

  const idOf = (row: Readonly<Record<string, unknown>>) => String(row.destination_resource_id);

  it("gives volumes and groups with their members to Terraform, and leaves out what is not completed", async () => {
    const volume = imported("unity-01-vol-01");
    const group = imported("unity-01-cg-01");
    imported("unity-01-vol-02", "cut-over");
    stage.simulator.clearJournal();
    const { exit, stdout, stderr } = await stage.run(["generate", "--handover", "terraform"]);
    assert.equal(exit, exitCodes.done);
    assert.match(
      stdout,
      new RegExp(`import \\{\n {2}to = powerstore_volume\\.[\\w-]+\n {2}id = "${idOf(volume)}"\n\\}`),
    );
    assert.match(stdout, new RegExp(`to = powerstore_volumegroup\\.[\\w-]+\n {2}id = "${idOf(group)}"`));
    assert.equal(stdout.match(/to = powerstore_volume\./g)?.length, 3, "the members, too");
    assert.equal(stderr.match(/left out/g)?.length, 1);
    assert.match(
      stderr,
      /left out: import session "s-unity-01-vol-02" \(.*\): it is Ready_For_Cutover, not Import_Completed/,
    );
    const changing = stage.requests().filter((request) => !request.startsWith("GET "));
    assert.deepEqual(changing, ["POST /api/rest/logout"]);
  });

  it("writes an import file for the Pulumi package made of it", async () => {
    const volume = imported("unity-01-vol-01");
    const { stdout } = await stage.run(["generate", "--handover", "pulumi"]);
    const name = String(stage.simulator.world.row("volume", idOf(volume))?.name).replaceAll(" ", "-");
    assert.deepEqual(JSON.parse(stdout), {
      resources: [{ type: "powerstore:index/volume:Volume", name, id: idOf(volume) }],
    });
  });

  it("leaves out a completed import whose volume is gone, and one with errors", async () => {
    const gone = imported("unity-01-vol-01");
    const errors = imported("unity-01-vol-02");
    imported("unity-01-vol-03");
    stage.simulator.world.operations["DELETE /volume/{id}"]?.({ id: idOf(gone), body: {} });
    stage.simulator.world.forceState(String(errors.id), "Import_Completed_With_Errors");
    const { stdout, stderr } = await stage.run(["generate", "--handover", "pulumi"]);
    assert.equal(JSON.parse(stdout).resources.length, 1);
    assert.match(stderr, /"s-unity-01-vol-01" .*: its volume is not there any more/);
    assert.match(stderr, /"s-unity-01-vol-02" .*: it is Import_Completed_With_Errors: some of its members/);
  });

  it("says that there is nothing to hand over", async () => {
    const { exit, stdout, stderr } = await stage.run(["generate", "--handover", "terraform"]);
    assert.deepEqual([exit, stdout], [exitCodes.error, ""]);
    assert.match(stderr, /nothing to write/);
  });

  it("writes its file into a folder", async () => {
    imported("unity-01-vol-01");
    const folder = mkdtempSync(join(tmpdir(), "powerstore-import-handover-"));
    const { exit } = await stage.run(["generate", "--handover", "terraform", "--out", "."], { folder });
    assert.equal(exit, exitCodes.done);
    assert.match(readFileSync(join(folder, "imports.tf"), "utf8"), /^import \{/m);
    rmSync(folder, { recursive: true });
  });

  it("hands over 1,000 of them with a request for each hundred", async () => {
    await stage.close();
    stage = await CommandStage.open({
      sources: [{ name: "Unity-01", type: "Unity", volumes: 1000 }],
      setUpSeconds: 0,
      copyBytesPerSecond: 0,
      cutoverSeconds: 0,
    });
    for (const { id } of stage.simulator.world.rows("import_unity_volume") ?? []) imported(id);
    stage.simulator.clearJournal();
    const { stdout } = await stage.run(["generate", "--handover", "pulumi"]);
    assert.equal(JSON.parse(stdout).resources.length, 1000);
    assert.ok(stage.requests().length <= 14, String(stage.requests().length));
  });

  it("ends as a refused login where the array refuses the password", async () => {
    const environment = { ...stage.environment, POWERSTORE_PASSWORD: "wrong" };
    const { exit, stdout } = await stage.run(["generate", "--handover", "terraform"], { environment });
    assert.deepEqual([exit, stdout], [exitCodes.login, ""]);
  });
});

describe("What is handed over", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: no template is what this is about
  const names = ['a "b"', "a-b", "A B", "9 lives", "${x}", "\u65e5\u672c"].map((name, index) => ({
    kind: "volume" as const,
    id: `v-${index}-${name}`,
    name,
  }));

  it("has labels that Terraform takes, each its own", () => {
    const labels = [...terraformBlocks(names).matchAll(/to = powerstore_volume\.(\S+)$/gm)].map(([, label]) => label);
    assert.deepEqual(labels, ["a-b", "a-b_2", "A-B_3", "_9-lives", "x", "import"]);
  });

  it("is what Terraform reads, in its own format", function () {
    const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
    if (spawnSync("terraform", ["version"], { env }).status !== 0) {
      console.error("*** NO TERRAFORM: the test of the blocks that it imports by is SKIPPED ***");
      return this.skip();
    }
    const { status, stderr } = spawnSync("terraform", ["fmt", "-check", "-"], { env, input: terraformBlocks(names) });
    assert.equal(status, 0, String(stderr));
  });

  it("has names that are distinct for Pulumi", () => {
    const { resources } = JSON.parse(pulumiImports(names)) as { resources: { name: string }[] };
    assert.equal(new Set(resources.map(({ name }) => name.toLowerCase())).size, names.length);
  });

  it("lets a volume and a group have the same name", () => {
    const both = (["volume", "volume_group"] as const).map((kind) => ({ kind, id: kind, name: "db" }));
    const targets = [...terraformBlocks(both).matchAll(/to = (\S+)/g)].map(([, target]) => target);
    assert.deepEqual(targets, ["powerstore_volume.db", "powerstore_volumegroup.db"]);
  });

  it("has ids as texts of HCL, whatever is in them", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: no template is what this is about
    const id = '"${a}%{b}\b\f\n\\';
    const [block = ""] = terraformBlocks([{ kind: "volume", id, name: "x" }]).match(/id = .*/) ?? [];
    assert.equal(block, 'id = "\\"$${a}%%{b}\\u0008\\u000c\\n\\\\"');
  });
});
