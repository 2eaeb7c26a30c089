import assert from "node:assert/strict";
import { join } from "node:path";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";

const volume = { remoteSystemId: "name:Unity-01", sourceResourceId: "unity-01-vol-01" };

describe("Two stacks of the same project, stack and logical name, in two backends, on the real engine", () => {
  const ours = usePluginMigration();
  const theirs = usePluginMigration({}, { simulator: () => ours().simulator });
  /** Both on one machine. */
  let env: Record<string, string>;

  before("let the first import", async () => {
    const { engine, simulator, declare, up } = ours();
    env = { TMPDIR: join(engine.folder, "temporary") };
    declare({ resources: { database: volume } });
    await up();
    simulator.advance(24 * 3600);
    // At the gate, so that whoever may pass it passes it at once.
    assert.deepEqual(ours().sessions(), { database: "Ready_For_Cutover" });
    theirs().declare({
      resources: { database: { ...volume, advanceTo: "Import_Completed", waitFor: "Import_Completed" } },
    });
  });
  beforeEach(() => ours().simulator.clearJournal());

  afterEach("nothing changes for the first", async () => {
    const { engine, simulator, sessions, changes } = ours();
    assert.deepEqual(sessions(), { database: "Ready_For_Cutover" });
    simulator.clearJournal();
    expectSuccess(await engine.up({ args: ["--expect-no-changes"], env }));
    assert.deepEqual(changes(), []);
  });

  it("with a namespace the second is refused, and told which session has its source", async () => {
    const { engine, recorded, changes } = theirs();
    const shown = expectFailure(await engine.up({ env: { ...env, POWERSTORE_IMPORT_NAMESPACE: "archive-team" } }));
    const [session] = await ours().recorded();
    assert.match(shown, new RegExp(`The source is in import session "${session?.inputs?.name}" \\(${session?.id}\\)`));
    assert.deepEqual(withoutInputs(changes()), ["POST /import_session"], "refused");
    assert.deepEqual(await recorded(), []);
  });

  it("without one the second takes the session over, names the namespace and passes no gate", async () => {
    const { engine, recorded, changes } = theirs();
    const { stdout } = await engine.up({ env });
    assert.match(stdout, /warning: .*is taken over.*powerstore-import:namespace/);
    assert.deepEqual(changes(), [], "the name is in use");
    const [resource] = await recorded();
    assert.equal(resource?.outputs?.claimed, true);
  });

  it("and its destroy does not cancel what may be the other's, and says how to confirm that it is not", async () => {
    const { engine, recorded, changes } = theirs();
    const shown = expectFailure(await engine.destroy({ env }));
    assert.match(shown, /may belong to another stack.*adoptSessionId: ".*POWERSTORE_IMPORT_CANCEL_CLAIMED=true/);
    assert.deepEqual(changes(), []);
    assert.equal((await recorded()).length, 1);
  });
});
