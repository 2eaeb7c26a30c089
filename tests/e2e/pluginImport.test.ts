import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SessionState, Simulator } from "../../simulator/src";
import type { StateResource } from "../../tools/engine/contract";
import { expectSuccess } from "./migration";
import { usePluginMigration } from "./plugin";

const TOKEN = "powerstore-import:index:ImportSession";

type ByHand = {
  readonly name: string;
  readonly source: string;
  /** Where somebody left it; absent: it copies. */
  readonly state?: SessionState;
  readonly reason: string;
};

/** Made and left by somebody else; each can go on as it is, so that nothing is to be done. */
const atRest: readonly ByHand[] = [
  { name: "paused", source: "unity-01-vol-01", state: "Paused", reason: "a pause is an input" },
  { name: "group", source: "unity-01-cg-01", reason: "the copy is its members'" },
  { name: "scheduled", source: "unity-01-vol-02", state: "Scheduled", reason: "its time is an input" },
  { name: "copying", source: "unity-01-vol-03", reason: "it is started" },
  { name: "gate", source: "xtremio-01-vol-01", state: "Ready_To_Start_Copy", reason: "nobody asked for the next gate" },
  { name: "copied", source: "unity-01-vol-04", state: "Ready_For_Cutover", reason: "nobody asked for the cut-over" },
  { name: "done", source: "unity-01-vol-05", state: "Import_Completed", reason: "nothing is left" },
  { name: "done-group", source: "unity-01-cg-02", state: "Import_Completed_With_Errors", reason: "nothing is left" },
];

/** Something is left to do or to decide, and the next `up` says what (docs/plugin.md, "Import"). */
const restless: readonly ByHand[] = [
  { name: "setting-up", source: "unity-01-vol-06", state: "In_Progress", reason: "is waited for" },
  { name: "failed", source: "unity-01-vol-07", state: "Failed", reason: "imports again from 0" },
  { name: "stuck", source: "xtremio-01-vol-02", state: "Cancel_Required", reason: "needs somebody" },
  { name: "cancelled", source: "unity-01-vol-08", state: "Cancelled", reason: "nobody restarts what somebody stopped" },
];

describe("pulumi import by the plugin on the real engine", () => {
  const migration = usePluginMigration({ setUpSeconds: 30 });
  const ids = new Map<string, string>();

  before("import by hand", () => {
    const { simulator } = migration();
    importByHand(simulator, atRest, ids);
    simulator.advance(60);
    importByHand(simulator, restless, ids);
    for (const { name, state } of [...atRest, ...restless])
      if (state) simulator.world.forceState(String(ids.get(name)), state);
  });

  // `--generate-code=false`: printing a program needs a language host of the engine's own age (docs/plugin.md, "Import").
  const importing = async (...args: readonly string[]) => {
    const { engine } = migration();
    const options = ["--stack", engine.stack, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    return engine.run(["import", ...args, ...options]);
  };

  it("takes a volume's session by its name and a group's by its id", async () => {
    expectSuccess(await importing(TOKEN, "paused", "name:paused"));
    expectSuccess(await importing(TOKEN, "group", String(ids.get("group"))));
    const recorded = await migration().recorded();
    assert.deepEqual(recorded.map(({ id }) => id).sort(), [ids.get("paused"), ids.get("group")].sort());
  });

  it("says that what is not there does not exist", async () => {
    const result = await importing(TOKEN, "nothing", "name:no-such-session");
    assert.notEqual(result.code, 0);
    assert.match(result.stdout, /resource 'name:no-such-session' does not exist/);
  });

  it("leaves an empty diff for the program that the imported inputs make, wherever a session rests", async () => {
    const { engine, declare, recorded } = migration();
    const others = [...atRest, ...restless].slice(2).map(({ name }) => ({ type: TOKEN, name, id: ids.get(name) }));
    writeFileSync(join(engine.projectFolder, "import.json"), JSON.stringify({ resources: others }));
    expectSuccess(await importing("--file", "import.json"));
    const resources = await recorded();
    assert.equal(resources.length, atRest.length + restless.length);
    for (const { name, state = "Copy_In_Progress" } of [...atRest, ...restless])
      assert.equal(resources.find(({ urn }) => nameIn(urn) === name)?.outputs?.state, state, name);
    declare({ resources: programOf(resources) });
    const targets = atRest.flatMap(({ name }) => ["--target", urnOf(resources, name)]);
    expectSuccess(await engine.preview({ args: ["--expect-no-changes", ...targets] }));
  });

  it("records what the array does not tell when the program adds it, and sends nothing", async () => {
    const { engine, simulator, declare, recorded, changes } = migration();
    const resources = await recorded();
    const { gate, ...others } = programOf(resources);
    const hidden = { hostIds: ["host-01"], forceCancel: true, hostsOnSource: true };
    declare({ resources: { gate: { ...gate, ...hidden }, ...others } });
    simulator.clearJournal();
    expectSuccess(await engine.up({ args: ["--target", urnOf(resources, "gate")] }));
    assert.deepEqual(changes(), []);
    const { outputs } = (await recorded()).find(({ urn }) => nameIn(urn) === "gate") ?? {};
    assert.deepEqual(outputs?.hostIds, ["host-01"]);
  });

  it("says in the preview what is left to do of a session that is not at rest", async () => {
    const { engine, declare, recorded } = migration();
    const { cancelled, ...others } = programOf(await recorded());
    declare({ resources: others });
    const { stdout } = expectSuccess(await engine.preview());
    assert.match(stdout, /~ .*ImportSession setting-up update \[diff: ~waitFor\]/);
    assert.match(stdout, /~ .*ImportSession stuck update \[diff: ~waitFor\]/);
    assert.match(stdout, /\+- .*ImportSession failed replace/);
    assert.match(stdout, /import session "failed" .* will be replaced and imports again from 0/);
    declare({ resources: { ...others, cancelled: { ...cancelled } } });
    const refused = expectSuccess(await engine.preview());
    assert.match(
      refused.stdout,
      /"cancelled" .* was Cancelled on the array, .*pulumi up --replace.*The update will fail for this reason/,
    );
  });
});

function importByHand({ world }: Simulator, sessions: readonly ByHand[], ids: Map<string, string>): void {
  const create = world.operations["POST /import_session"];
  assert.ok(create);
  for (const { name, source } of sessions) {
    const isAgentless = source.startsWith("xtremio");
    const body = {
      name,
      remote_system_id: isAgentless ? "rs-xtremio-01" : "rs-unity-01",
      source_resource_id: source,
      type: isAgentless ? "Agentless" : "Non_Disruptive",
    };
    ids.set(name, (create({ id: "", body }).body as { id: string }).id);
  }
}

const nameIn = (urn: string) => urn.split("::").at(-1) ?? "";

function urnOf(resources: readonly StateResource[], name: string): string {
  const found = resources.find(({ urn }) => nameIn(urn) === name);
  assert.ok(found, name);
  return found.urn;
}

/** The program that `pulumi import` would print. */
const programOf = (resources: readonly StateResource[]) =>
  Object.fromEntries(resources.map(({ urn, inputs = {} }) => [nameIn(urn), inputs])) as Record<
    string,
    Record<string, unknown>
  >;
