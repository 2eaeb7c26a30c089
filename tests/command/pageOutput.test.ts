import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Around } from "./commandStage";
import { CommandStage } from "./commandStage";
import type { State } from "./imports";
import { importAt, manyVolumes } from "./imports";

const MINUTE = 60;

/** The migration that the pages of the command show: eight imports, thirty-five minutes after the first one began. */
async function openMigration(): Promise<CommandStage> {
  const sources = [
    { name: "Unity-01", type: "Unity", volumes: 10, sizeBytes: 100 * 2 ** 30 },
    { name: "XtremIO-01", type: "XtremIO", volumes: 2, sizeBytes: 100 * 2 ** 30 },
  ] as const;
  const stage = await CommandStage.open({ ...manyVolumes(10), sources, maxActiveSessions: 3 });
  const begin = (name: string, state?: State) => importAt(stage.simulator, { name, ...(state && { state }) });
  begin("archive-01");
  begin("shop-01", "Import_Completed");
  begin("crm-02", "Ready_For_Cutover");
  begin("mail-01", "Failed");
  const { id } = (stage.simulator.world.rows("import_xtremio_volume") ?? [])[0] ?? {};
  assert.ok(id);
  importAt(
    stage.simulator,
    { name: "payroll-01", type: "Agentless", source: id, state: "Mirror_Enabled" },
    { remote_system_id: "rs-xtremio-01" },
  );
  stage.simulator.advance(25 * MINUTE);
  for (const name of ["crm-01", "files-01", "files-02"]) begin(name);
  stage.simulator.advance(10 * MINUTE);
  return stage;
}

/** What a page shows behind a line that begins with this, up to the next one that is not indented. */
function shownAfter(page: string, beginning: string): string {
  const text = readFileSync(join(__dirname, `../../docs/command/${page}.md`), "utf8");
  const lines = text.slice(text.indexOf(beginning)).split("\n").slice(1);
  const begin = lines.findIndex((line) => line !== "");
  const end = lines.findIndex((line, index) => index > begin && line !== "" && !line.startsWith("    "));
  return lines
    .slice(begin, end)
    .map((line) => line.slice(4))
    .join("\n")
    .trimEnd();
}

describe("What the page of status shows", () => {
  let stage: CommandStage;
  before(async () => {
    stage = await openMigration();
  });
  after(() => stage.close());

  const said = async (args: readonly string[], around: Around = {}) => {
    const { stdout, exit } = await stage.run(args, { environment: { ...stage.environment, NO_COLOR: "1" }, ...around });
    return { exit, stdout: stdout.trimEnd() };
  };

  it("is what the command says of such an array", async () => {
    const { exit, stdout } = await said(["status"]);
    const shown = shownAfter("status", "    $ powerstore-import status");
    assert.equal(shown, `${stdout}\n\n$ echo $?\n${exit}`);
  });

  it("is what it says on sixty columns", async () => {
    const { stdout } = await said(["status"], { columns: 60 });
    assert.equal(shownAfter("status", "On 60 columns"), stdout);
  });
});
