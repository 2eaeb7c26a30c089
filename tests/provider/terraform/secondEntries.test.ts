import assert from "node:assert/strict";
import type { Entry } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const WAVE = "powerstore-import_wave";
/** With consent on record: nothing else holds back a delete. */
const consenting = { ...source, cancel_on_destroy: true };

describe("One session in two entries of a state", () => {
  let stage: Stage;
  const made = async (type: string, config: Entry["config"]) => {
    const entry: Entry = { type, config, state: undefined };
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    stage.simulator.clearJournal();
    return entry;
  };
  const states = () => (stage.simulator.world.rows("import_session") ?? []).map(({ state }) => state);

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("comes of a saved plan that creates before it deletes: nothing is ended, and it says what to do", async () => {
    const entry = await made(SESSION, consenting);
    const { id } = entry.state ?? {};
    entry.isTainted = true;
    entry.createBeforeDestroy = true;
    const plans = await stage.command().plan([entry]);
    const later = stage.command();
    await later.applyPlan([entry], plans);
    assert.deepEqual(later.errors, []);
    assert.match(later.warnings.join("\n"), /^Replacing import session .*take create_before_destroy off the resource/m);
    assert.match(later.warnings.join("\n"), /Nothing was changed on the array/);
    assert.deepEqual([entry.state?.id, entry.deposed, states()], [id, undefined, ["Copy_In_Progress"]]);
    assert.deepEqual(stage.changes(), []);

    await stage.command().apply([entry]);
    assert.equal(entry.state?.claimed, null, "the next command knows whose it is");
    entry.config = undefined;
    await stage.command().apply([entry]);
    assert.deepEqual(states(), []);
  });

  for (const order of ["first", "last"] as const) {
    it(`goes on where the one that is planned ${order} is to be destroyed, and the other one stays`, async () => {
      const entry = await made(SESSION, consenting);
      const second: Entry = { ...entry, config: undefined };
      const command = stage.command();
      await command.apply(order === "first" ? [second, entry] : [entry, second]);
      assert.deepEqual(command.errors, []);
      assert.match(command.warnings.join(), /second entry/);
      assert.deepEqual([stage.changes(), states(), second.state], [[], ["Copy_In_Progress"], undefined]);
    });
  }

  it("is ended where both are to be destroyed", async () => {
    const entry = await made(SESSION, consenting);
    const second: Entry = { ...entry, config: undefined };
    entry.config = undefined;
    const command = stage.command();
    await command.apply([entry, second]);
    assert.deepEqual([command.errors, states()], [[], []]);
  });

  it("is ended by a later plan of the same command, as `terraform test` has several, once it is in one entry", async () => {
    const entry = await made(SESSION, consenting);
    const command = stage.command();
    await command.apply([entry, { ...entry, config: undefined }]);
    assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress"]]);
    await command.destroy([entry]);
    assert.deepEqual([command.errors, states()], [[], []]);
  });

  it("goes on in a wave as well", async () => {
    const sessions = { first: { source_resource_id: "unity-01-vol-01" } };
    const entry = await made(WAVE, { name: "w", remote_system_id: "rs-unity-01", sessions, cancel_on_destroy: true });
    const second: Entry = { ...entry, config: undefined };
    await stage.command().apply([entry, second]);
    assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress"]]);
  });
});
