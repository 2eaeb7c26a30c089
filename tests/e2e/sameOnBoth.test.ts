import assert from "node:assert/strict";
import { type PluginMigration, type PluginProgram, usePluginMigration } from "./plugin";

type Resources = PluginProgram["resources"];

/** One run of the engine, and what an administrator did before it. */
type Step = {
  readonly name: string;
  readonly before?: (migration: PluginMigration) => Promise<void>;
  /** The program from now on; without one it stays as it is. */
  readonly program?: Resources;
  readonly run: "up" | "refresh" | "destroy";
};

const database = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01", description: "orders" };
/** After the other, so that both surfaces get the same ids. */
const archive = {
  remoteSystemId: "rs-unity-01",
  sourceResourceId: "unity-01-vol-02",
  options: { dependsOn: "database" },
};
const cutOver = { advanceTo: "Import_Completed", waitFor: "Import_Completed" };

const script: readonly Step[] = [
  { name: "create", program: { database, archive }, run: "up" },
  { name: "pause", program: { database: { ...database, paused: true }, archive }, run: "up" },
  { name: "resume", program: { database, archive }, run: "up" },
  { name: "refresh after a pause by hand", before: pauseByHand, run: "refresh" },
  { name: "up resumes what was paused by hand", run: "up" },
  {
    name: "cut over, and allow a cancel by force",
    before: async ({ simulator }) => simulator.advance(24 * 3600),
    program: { database: { ...database, ...cutOver }, archive: { ...archive, forceCancel: true } },
    run: "up",
  },
  { name: "cancel the other by force", program: { database: { ...database, ...cutOver } }, run: "up" },
  { name: "destroy", run: "destroy" },
];

async function pauseByHand({ simulator, recorded }: PluginMigration): Promise<void> {
  const id = (await recorded()).find(({ urn }) => urn.endsWith("::database"))?.id ?? "";
  simulator.world.operations["POST /import_session/{id}/pause"]?.({ id, body: {} });
}

describe("The same script on the dynamic provider and on the plugin, on the real engine", () => {
  const dynamic = usePluginMigration();
  const plugin = usePluginMigration();

  it("sends the same changes, ends in the same state and records the same after each step", async () => {
    const [one, other] = await Promise.all([
      play(dynamic(), "pulumi-powerstore-import"),
      play(plugin(), "pulumi-powerstore-import/plugin"),
    ]);
    // Step by step: the first difference is the one to look at.
    for (const [index, { name }] of script.entries()) assert.deepEqual(other[index], one[index], name);
    assert.deepEqual(
      one.map(({ changes }) => changes.map((change) => change.replace(/ \{"remote_system_id.*/, ""))),
      [
        ["POST /import_session", "POST /import_session"],
        ["POST /import_session/{id}/pause"],
        ["POST /import_session/{id}/resume"],
        [],
        ["POST /import_session/{id}/resume"],
        ["POST /import_session/{id}/cutover"],
        ['POST /import_session/{id}/cancel {"force":true}', "DELETE /import_session/{id}"],
        ["DELETE /import_session/{id}"],
      ],
      "both do what the script says",
    );
  });
});

/** What is to be the same on both after each step. */
async function play(migration: PluginMigration, surface: NonNullable<PluginProgram["surface"]>) {
  const { engine, simulator, declare, recorded, changes } = migration;
  const story = [];
  for (const { name, before, program, run } of script) {
    await before?.(migration);
    if (program) declare({ surface, resources: program });
    simulator.clearJournal();
    const result = await engine[run]();
    assert.equal(result.code, 0, `${name}: ${result.stdout}${result.stderr}`);
    story.push({
      changes: changes(),
      requests: simulator
        .journal()
        .entries.filter(({ method }) => method !== "GET")
        .map(({ method, path, body, status }) => ({ method, path, body, status })),
      sessions: simulator.world.rows("import_session"),
      volumes: simulator.world.rows("volume"),
      recorded: (await recorded()).map(({ urn, id, inputs = {}, outputs = {} }) => ({
        name: urn.split("::").at(-1),
        id,
        inputs: withoutHidden(inputs),
        outputs: withoutHidden(outputs),
      })),
    });
  }
  return story;
}

/** Names that start with `__` belong to the dynamic surface alone. */
function withoutHidden(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith("__")));
}
