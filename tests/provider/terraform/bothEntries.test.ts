/** Two addresses for one session, as an import at a second address leaves them, and no `terraform import` refuses. */

import assert from "node:assert/strict";
import type { Command, Entry, Pace, Values } from "./core";
import { PACES } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const WAVE = "powerstore-import_wave";
/** With consent on record: nothing else holds back a delete. */
const CONSENT = { cancel_on_destroy: true };
const COPYING_SECONDS = 60;
const ALIKE = "which are spelled alike";

type Pair = readonly [Entry, Entry];

describe("One session at two addresses", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const states = () => (stage.simulator.world.rows("import_session") ?? []).map(({ state }) => state);
  const made = async (type: string, config: Values): Promise<Entry> => {
    const entry: Entry = { type, config, state: undefined };
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    return entry;
  };
  const spelled = async (remote_system_id: string): Promise<Pair> => {
    const one = await made(SESSION, { ...source, ...CONSENT });
    const config = { ...one.config, remote_system_id };
    return [one, { type: SESSION, config, state: { ...one.state, remote_system_id } }];
  };
  const inWave = async (): Promise<Pair> => {
    const sessions = { first: { source_resource_id: source.source_resource_id } };
    const { remote_system_id } = source;
    const wave = await made(WAVE, { name: "night", remote_system_id, ...CONSENT, sessions });
    const members = wave.state?.members as Readonly<Record<string, Values>>;
    const alone: Entry = { type: SESSION, config: { ...source, ...CONSENT }, state: { id: members.first?.id } };
    await stage.command().apply([wave, alone]);
    return [wave, alone];
  };
  const pairs: Readonly<Record<string, () => Promise<Pair>>> = {
    "which spell its remote system in two ways": () => spelled("name:Unity-01"),
    [ALIKE]: () => spelled(source.remote_system_id),
    "of which one is a wave's import": inWave,
    "of which one is a wave's import, and which come the other way round": async () => {
      const [wave, alone] = await inWave();
      return [alone, wave];
    },
  };

  const takeOut = (pair: Pair) => {
    for (const entry of pair) entry.config = undefined;
  };
  const inBlocks = async ([one, two]: Pair, pace: Pace) => {
    const pair: Pair = [one, { ...two, block: "second" }];
    takeOut(pair);
    const command = stage.command(pace);
    await command.apply(pair);
    two.state = pair[1].state;
    return [command];
  };
  /** How both go; each says what has run. */
  const ways: Readonly<Record<string, (pair: Pair) => Promise<readonly Command[]>>> = {
    "by a destroy": async (pair) => {
      const command = stage.command();
      await command.destroy(pair);
      return [command];
    },
    "where both blocks are taken out": async (pair) => {
      takeOut(pair);
      const command = stage.command();
      await command.apply(pair);
      return [command];
    },
    "with the processes of OpenTofu": async (pair) => {
      takeOut(pair);
      const command = stage.command("as OpenTofu's");
      await command.apply(pair);
      return [command];
    },
    "one after the other": async (pair) => {
      takeOut(pair);
      const command = stage.command();
      const plans = await command.plan(pair);
      for (const [at, entry] of pair.entries()) await command.applyPlan([entry], plans.slice(at));
      return [command];
    },
    "by a saved plan": async (pair) => {
      const [planning, applying] = [stage.command(), stage.command()];
      takeOut(pair);
      await applying.applyPlan(pair, await planning.plan(pair));
      return [planning, applying];
    },
    "by the processes of two provider blocks": (pair) => inBlocks(pair, "at the same time"),
    "by the processes of two provider blocks, one after another": (pair) => inBlocks(pair, "one after another"),
    "by those of OpenTofu's for two provider blocks": (pair) => inBlocks(pair, "as OpenTofu's"),
    "by a destroy of which the configuration has one alone": async (pair) => {
      pair[1].config = undefined;
      const command = stage.command();
      await command.destroy(pair);
      return [command];
    },
  };

  for (const [which, make] of Object.entries(pairs)) {
    // Two of one URN that come at once are not told apart.
    const mayCancel = which === ALIKE ? [1, 2] : [1];
    for (const [how, go] of Object.entries(ways)) {
      it(`${which}, is ended once both are gone, ${how}`, async () => {
        const pair = await make();
        stage.simulator.advance(COPYING_SECONDS);
        assert.deepEqual(states(), ["Copy_In_Progress"]);
        stage.simulator.clearJournal();
        const commands = await go(pair);
        assert.deepEqual([commands.flatMap(({ errors }) => errors), states()], [[], []]);
        const said = commands.flatMap(({ warnings }) => warnings).join("\n");
        assert.doesNotMatch(said, /took it over/);
        if (which !== ALIKE) assert.match(said, /is in the state for .* as well, and left to that one/);
        assert.deepEqual(
          pair.map(({ state }) => state),
          [undefined, undefined],
        );
        const cancels = stage.changes().filter((change) => change.endsWith("/cancel")).length;
        assert.ok(mayCancel.includes(cancels), stage.changes().join());
      });
    }

    it(`${which}, goes on where one of them stays`, async () => {
      const [one, two] = await make();
      two.config = undefined;
      stage.simulator.clearJournal();
      const command = stage.command();
      await command.apply([one, two]);
      assert.deepEqual([command.errors, stage.changes(), states()], [[], [], ["Copy_In_Progress"]]);
      assert.deepEqual([one.state !== undefined, two.state], [true, undefined]);
    });
  }

  for (const pace of PACES) {
    for (const order of ["first", "last"] as const) {
      it(`is ended where a wave takes it out and its other entry is taken out as well, which comes ${order}, processes ${pace}`, async () => {
        const [wave, recorded] = await inWave();
        const alone: Entry = { ...recorded, block: "second", config: undefined };
        wave.config = {
          ...wave.config,
          on_remove: "cancel",
          sessions: { second: { source_resource_id: "unity-01-vol-02" } },
        };
        stage.simulator.clearJournal();
        const command = stage.command(pace);
        await command.apply(order === "first" ? [alone, wave] : [wave, alone]);
        assert.equal(stage.changes().filter((change) => change.endsWith("/cancel")).length, 1, stage.changes().join());
        assert.deepEqual([command.errors, states(), alone.state], [[], ["Copy_In_Progress"], undefined]);
      });
    }
  }

  it("goes on where two entries of the address that stays are there, of which one goes", async () => {
    const [one, other] = await spelled("name:Unity-01");
    const second: Entry = { ...one };
    takeOut([second, other]);
    stage.simulator.clearJournal();
    const command = stage.command();
    await command.apply([second, one, other]);
    assert.deepEqual([command.errors, stage.changes(), states()], [[], [], ["Copy_In_Progress"]]);
    assert.deepEqual([second.state, one.state !== undefined, other.state], [undefined, true, undefined]);
  });

  for (const pace of PACES) {
    it(`goes on where the one that stays is spelled anew before the other one is deleted, processes ${pace}`, async () => {
      const pair = await spelled("name:Unity-01");
      const [stays, goes] = pair;
      stays.config = { ...stays.config, remote_system_id: "name:UNITY-01" };
      goes.config = undefined;
      stage.simulator.clearJournal();
      const command = stage.command(pace);
      const plans = await command.plan(pair);
      for (const [at, entry] of pair.entries()) await command.applyPlan([entry], plans.slice(at));
      assert.deepEqual([command.errors, stage.changes(), states()], [[], [], ["Copy_In_Progress"]]);
      assert.deepEqual([stays.state?.remote_system_id, goes.state], ["name:UNITY-01", undefined]);
    });
  }

  it("goes on where a read spells the one that goes as the one that stays, for its remote system's name is another's now", async () => {
    const pair = await spelled("name:Unity-01");
    const rename = stage.simulator.world.operations["PATCH /remote_system/{id}"];
    rename?.({ id: "rs-unity-01", body: { name: "former" } });
    rename?.({ id: "rs-xtremio-01", body: { name: "Unity-01" } });
    pair[1].config = undefined;
    stage.simulator.clearJournal();
    const command = stage.command();
    await command.apply(pair);
    assert.deepEqual([command.errors, stage.changes(), states()], [[], [], ["Copy_In_Progress"]]);
    assert.deepEqual([pair[0].state !== undefined, pair[1].state], [true, undefined]);
  });

  describe("where one of the two may not end it", () => {
    for (const which of [0, 1]) {
      it(`is ended by the other one alone, asked ${which === 0 ? "after" : "before"} it`, async () => {
        const pair = await spelled("name:Unity-01");
        const [cautious, consenting] = which === 0 ? pair : [pair[1], pair[0]];
        cautious.config = { ...cautious.config, cancel_on_destroy: false };
        await stage.command().apply([cautious]);
        stage.simulator.clearJournal();
        const command = stage.command();
        await command.destroy(pair);
        assert.equal(consenting.state, undefined);
        if (which === 0) assert.deepEqual([command.errors, cautious.state, states()], [[], undefined, []]);
        else {
          assert.match(command.errors.join(), /nothing on record allows that/);
          assert.deepEqual([cautious.state !== undefined, stage.changes(), states()], [true, [], ["Copy_In_Progress"]]);
        }
      });

      it(`goes on in a wave that is refused for another import, asked ${which === 0 ? "first" : "last"}`, async () => {
        const [wave, alone] = await inWave();
        const [first, second] = ["unity-01-vol-01", "unity-01-vol-02"].map((id) => ({ source_resource_id: id }));
        wave.config = { ...wave.config, cancel_on_destroy: false, sessions: { first, second } };
        await stage.command().apply([wave]);
        stage.simulator.clearJournal();
        const command = stage.command();
        await command.destroy(which === 0 ? [wave, alone] : [alone, wave]);
        assert.match(command.errors.join(), /nothing was sent for any of them/);
        assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress", "Copy_In_Progress"]]);
        assert.deepEqual([wave.state !== undefined, alone.state], [true, undefined]);
      });
    }
  });
});
