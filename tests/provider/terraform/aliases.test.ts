import assert from "node:assert/strict";
import type { Entry, Values } from "./core";
import { PACES } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const WAVE = "powerstore-import_wave";
const members = { first: { source_resource_id: "unity-01-vol-01" } };
const wave = { name: "night", remote_system_id: "rs-unity-01", sessions: members };
const TWIN = /Another resource of this configuration is made for the same/;

describe("Two provider blocks of one array, which have a process each", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const entryOf = (type: string, config: Values, block: string): Entry => ({ type, config, block, state: undefined });
  const states = () => (stage.simulator.world.rows("import_session") ?? []).map(({ state }) => state);
  const POST = "POST /import_session";

  for (const [what, type, config] of [
    ["a session", SESSION, source],
    ["a wave", WAVE, wave],
  ] as const) {
    it(`make one object where both have ${what} of the same: the other is an error, and no second entry of it is recorded`, async () => {
      const entries = ["first", "second"].map((block) => entryOf(type, config, block));
      const command = stage.command();
      await command.apply(entries);
      assert.match(command.errors.join("\n"), TWIN);
      assert.deepEqual(stage.changes().filter((change) => change === POST).length, states().length);
      const recorded = entries.filter(({ state }) => state);
      assert.ok(recorded.length <= 1, "an object is one resource's");
    });

    it(`make nothing of ${what} that the other one has made before in the same command`, async () => {
      const first = entryOf(type, config, "first");
      const second = entryOf(type, config, "second");
      const command = stage.command();
      const plans = await command.plan([first, second]);
      await command.applyPlan([first], plans.slice(0, 1));
      assert.deepEqual(command.errors, []);
      stage.simulator.clearJournal();
      await command.applyPlan([second], plans.slice(1));
      assert.match(command.errors.join("\n"), TWIN);
      assert.doesNotMatch(command.warnings.join("\n"), /taken over/);
      assert.deepEqual([second.state, stage.changes()], [undefined, []]);
    });
  }

  it("make in one command again what it has destroyed, or what was found gone: `terraform test` is one for all of its runs", async () => {
    const entry = entryOf(SESSION, { ...source, cancel_on_destroy: true }, "first");
    const command = stage.command();
    await command.apply([entry]);
    await command.destroy([entry]);
    entry.config = { ...source, cancel_on_destroy: true };
    await command.apply([entry]);
    assert.deepEqual([command.errors, states()], [[], ["Copy_In_Progress"]]);
    stage.simulator.world.operations["POST /import_session/{id}/cancel"]?.({ id: String(entry.state?.id), body: {} });
    stage.simulator.advance(3600);
    stage.simulator.world.operations["DELETE /import_session/{id}"]?.({ id: String(entry.state?.id), body: {} });
    await command.apply([entry]);
    assert.deepEqual([command.errors, states()], [[], ["Copy_In_Progress"]]);
  });

  it("make what the first has failed to make", async () => {
    const wrong = { ...source, host_ids: ["nobody"], type: "Agentless" };
    const first = entryOf(SESSION, wrong, "first");
    const second = entryOf(SESSION, source, "second");
    const command = stage.command();
    const plans = await command.plan([first, second]);
    await command.applyPlan([first], plans.slice(0, 1));
    assert.notDeepEqual(command.errors, []);
    await command.applyPlan([second], plans.slice(1));
    assert.equal(second.state?.state, "Copy_In_Progress");
  });

  const recordedTwice = async (): Promise<[Entry, Entry]> => {
    const kept = entryOf(SESSION, { ...source, cancel_on_destroy: true }, "first");
    await stage.command().apply([kept]);
    stage.simulator.clearJournal();
    return [kept, { ...kept, block: "second" }];
  };

  for (const pace of PACES) {
    const how = `processes ${pace}`;
    for (const order of ["first", "last"] as const) {
      for (const refresh of [true, false]) {
        it(`end no session that both have on record where the one that is planned ${order} is taken out, ${how}${refresh ? "" : ", and nothing is refreshed"}`, async () => {
          const [kept, taken] = await recordedTwice();
          taken.config = undefined;
          const command = stage.command(pace);
          await command.apply(order === "first" ? [taken, kept] : [kept, taken], { refresh });
          assert.deepEqual(command.errors, []);
          assert.match(command.warnings.join(), /second entry/);
          assert.deepEqual([stage.changes(), states(), taken.state], [[], ["Copy_In_Progress"], undefined]);
        });
      }

      // Who is planned first knows nothing of the other one; nor does who reads after it has planned, and may be of a destroy.
      const isKnown = order === "last" && pace !== "one after another";
      it(`${isKnown ? "end no session by" : "say what is ended by the delete of"} a saved plan where the one that is planned ${order} is taken out, ${how}`, async () => {
        const [kept, taken] = await recordedTwice();
        taken.config = undefined;
        const entries = order === "first" ? [taken, kept] : [kept, taken];
        const planning = stage.command(pace);
        const plans = await planning.plan(entries);
        const said = planning.warnings.filter((text) => /in the state twice.*a saved plan.*removed block/.test(text));
        if (!isKnown) return assert.equal(said.length, 1, planning.warnings.join());
        const command = stage.command(pace);
        await command.applyPlan(entries, plans);
        assert.match(command.warnings.join(), /second entry/);
        assert.deepEqual([command.errors, stage.changes(), states()], [[], [], ["Copy_In_Progress"]]);
      });

      for (const refresh of [true, false]) {
        it(`end no session that an import block gives another address, and the former one is planned ${order}, ${how}${refresh ? "" : ", and nothing is refreshed"}`, async () => {
          const [former, other] = await recordedTwice();
          former.config = undefined;
          const present: Entry = { ...other, state: undefined, importId: String(other.state?.id) };
          const command = stage.command(pace);
          await command.apply(order === "first" ? [former, present] : [present, former], { refresh });
          assert.deepEqual([command.errors, stage.changes(), states()], [[], [], ["Copy_In_Progress"]]);
          assert.deepEqual([former.state, present.state?.id], [undefined, other.state?.id]);
        });
      }

      for (const way of ["isTainted", "isForced"] as const) {
        it(`end no session that both have on record where the one that is planned ${order} is replaced (${way}), ${how}`, async () => {
          const [kept, replaced] = await recordedTwice();
          replaced[way] = true;
          const command = stage.command(pace);
          await command.apply(order === "first" ? [replaced, kept] : [kept, replaced]);
          assert.match(command.warnings.join(), /second entry/);
          assert.match(command.errors.join(), /belongs to powerstore-import_session of .* of this configuration/);
          assert.deepEqual(
            [stage.changes().filter((change) => change !== "POST /import_session"), states(), replaced.state],
            [[], ["Copy_In_Progress"], undefined],
          );
        });
      }

      it(`end it by a destroy where the one that is planned ${order} is taken out, ${how}`, async () => {
        const [kept, taken] = await recordedTwice();
        taken.config = undefined;
        const command = stage.command(pace);
        await command.destroy(order === "first" ? [taken, kept] : [kept, taken]);
        assert.deepEqual([command.errors, states()], [[], []]);
      });
    }

    it(`end it where both are destroyed, ${how}: what a refresh before has kept counts no more`, async () => {
      const one = entryOf(SESSION, { ...source, cancel_on_destroy: true }, "first");
      await stage.command().apply([one]);
      const other: Entry = { ...one, block: "second" };
      const command = stage.command(pace);
      await command.destroy([one, other]);
      assert.deepEqual([command.errors, states()], [[], []]);
    });

    it(`end what a later run of one command takes out, ${how}, although an earlier one has kept it`, async () => {
      const entry = entryOf(SESSION, { ...source, cancel_on_destroy: true }, "first");
      const command = stage.command(pace);
      await command.apply([entry]);
      await command.apply([entry]);
      entry.config = undefined;
      const other = entryOf(SESSION, { ...source, source_resource_id: "unity-01-vol-02" }, "second");
      await command.apply([entry, other]);
      assert.deepEqual([command.errors, states()], [[], ["Copy_In_Progress"]]);
    });
  }
});
