import assert from "node:assert/strict";
import { PASSWORD } from "../lifecycle/remoteSystem/stage";
import type { Entry, Pace, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const WAVE = "powerstore-import_wave";
const CONSENT = { cancel_on_destroy: true };
const DAY_SECONDS = 24 * 3600;
const START_SECONDS = 600;
/** After so long the simulator has copied a quarter. */
const COPYING_SECONDS = 960;
const member = (number: number) => ({ source_resource_id: `unity-01-vol-0${number}` });
const OUT_OF_WAVE = 'sessions["first"] of the import wave night is taken out';
const wave = { name: "night", remote_system_id: "rs-unity-01", ...CONSENT };
/** Where the blocks of two resources have a process each, and these come. */
const WAYS: Readonly<Record<string, { readonly pace: Pace; readonly block?: string }>> = {
  "with one process": { pace: "at the same time" },
  "with two processes at the same time": { pace: "at the same time", block: "second" },
  "with two processes one after another": { pace: "one after another", block: "second" },
  "with the processes of OpenTofu": { pace: "as OpenTofu's", block: "second" },
};

describe("What is to be deleted, and another resource of the same apply wants", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const states = () => (stage.simulator.world.rows("import_session") ?? []).map(({ state }) => state);
  const entryOf = (type: string, config: Values, block?: string): Entry => ({
    type,
    config,
    ...(block && { block }),
    state: undefined,
  });
  const made = async (type: string, config: Values): Promise<Entry> => {
    const entry = entryOf(type, config);
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    stage.simulator.clearJournal();
    return entry;
  };
  const completed = async (config: Values) => {
    const entry = await made(SESSION, { ...config, automatic_cutover: true });
    stage.simulator.advance(DAY_SECONDS);
    await stage.command().apply([entry]);
    assert.deepEqual([entry.state?.state, states()], ["Import_Completed", ["Import_Completed"]]);
    stage.simulator.clearJournal();
    return entry;
  };
  /** Its block is out of the configuration. */
  const takenOut = (entry: Entry): Entry => {
    entry.config = undefined;
    return entry;
  };

  for (const [way, { pace, block }] of Object.entries(WAYS)) {
    for (const order of ["first", "last"] as const) {
      const how = `${way}, asked for ${order}`;

      it(`goes on where its resource has another address and no moved block says so, ${how}`, async () => {
        const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
        const present = entryOf(SESSION, { ...source, ...CONSENT }, block);
        const command = stage.command(pace);
        await command.apply(order === "first" ? [former, present] : [present, former]);
        assert.equal(command.errors.length, 2, command.errors.join("\n"));
        for (const error of command.errors) assert.match(error, /moved block/);
        assert.equal(
          command.warnings.filter((text) => /wants the same/.test(text)).length,
          1,
          "said once, by the plan",
        );
        assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress"]]);
        assert.deepEqual([former.state?.state, present.state], ["Copy_In_Progress", undefined]);
      });

      it(`keeps its record where the import is completed, which no other address could make again, ${how}`, async () => {
        const former = takenOut(await completed({ ...source }));
        const present = entryOf(SESSION, source, block);
        const command = stage.command(pace);
        await command.apply(order === "first" ? [former, present] : [present, former]);
        assert.match(command.errors.join("\n"), /moved block/);
        assert.deepEqual([stage.changes(), states(), present.state], [[], ["Import_Completed"], undefined]);
        assert.ok(former.state);
      });

      it(`goes on where it becomes an import of a wave, which is to take it out of the state first, ${how}`, async () => {
        const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
        const { id } = former.state ?? {};
        const present = entryOf(WAVE, { ...wave, sessions: { first: member(1) } }, block);
        const command = stage.command(pace);
        await command.apply(order === "first" ? [former, present] : [present, former]);
        const said = command.errors.join("\n");
        assert.match(said, /sessions\["first"\] of the import wave night of this configuration wants the same/);
        assert.match(
          said,
          new RegExp(`by a removed block with destroy = false.*adopt_session_id = "${id}" there`, "s"),
        );
        assert.deepEqual(states(), ["Copy_In_Progress"]);
        assert.ok(
          stage.changes().every((change) => change === "POST /import_session"),
          "the array refuses a second one",
        );
        assert.deepEqual([former.state?.id, present.state], [id, undefined]);
      });
    }
  }

  it("goes on where a deposed object is planned to be destroyed by the apply, before what wants this", async () => {
    const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
    const present = entryOf(SESSION, { ...source, ...CONSENT });
    const deposed = takenOut(await made(SESSION, { ...source, ...member(2), ...CONSENT }));
    deposed.isDeposed = true;
    const command = stage.command();
    const entries = [former, present, deposed];
    await command.applyPlan(entries, await command.plan(entries), [deposed, former, present]);
    assert.match(command.errors.join("\n"), /moved block/);
    assert.deepEqual([states(), deposed.state], [["Copy_In_Progress"], undefined]);
    assert.deepEqual([former.state?.state, present.state], ["Copy_In_Progress", undefined]);
  });

  it("goes on where a provider block of its own takes out another one, and nothing is refreshed", async () => {
    const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
    const present = entryOf(SESSION, { ...source, ...CONSENT });
    const other = takenOut(await made(SESSION, { ...source, ...member(2), ...CONSENT }));
    const command = stage.command("as OpenTofu's");
    const entries = [{ ...former, block: "second" }, present, { ...other, block: "second" }] as const;
    const plans = await command.plan(entries, { refresh: false });
    await command.applyPlan(entries, plans, [entries[2], entries[0], entries[1]]);
    assert.match(command.errors.join("\n"), /moved block/);
    assert.deepEqual([states(), entries[0].state !== undefined], [["Copy_In_Progress"], true]);
  });

  describe("by a saved plan, whose apply is another command", () => {
    const planned = async (entries: readonly Entry[], pace?: Pace) => {
      const command = stage.command(pace);
      return { plans: await command.plan(entries), said: command.warnings.join("\n") };
    };

    it("goes on where what wants it was planned before: the delete knows that", async () => {
      const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
      const present = entryOf(SESSION, { ...source, ...CONSENT });
      const { plans, said } = await planned([present, former]);
      assert.match(said, /The destroy of powerstore-import_session .* will be refused.*wants the same.*moved block/s);
      const later = stage.command();
      await later.applyPlan([former], plans.slice(1));
      assert.match(later.errors.join(), /moved block/);
      assert.deepEqual(
        [stage.changes(), states(), former.state?.state],
        [[], ["Copy_In_Progress"], "Copy_In_Progress"],
      );
    });

    it("is said to be ended by the plan of what wants it, where that comes after", async () => {
      const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
      const { said } = await planned([former, entryOf(SESSION, { ...source, ...CONSENT })]);
      assert.match(said, /powerstore-import_session of rs-unity-01\/unity-01-vol-01 .*wants the same.*moved block/s);
    });

    it("is said to be so, too, by OpenTofu, where the process of one block has ended before that of the other", async () => {
      const former = { ...takenOut(await made(SESSION, { ...source, ...CONSENT })), block: "second" };
      const { said } = await planned([former, entryOf(SESSION, { ...source, ...CONSENT })], "as OpenTofu's");
      assert.match(said, /powerstore-import_session of rs-unity-01\/unity-01-vol-01 .*wants the same.*moved block/s);
    });

    for (const order of ["first", "last"] as const) {
      for (const [way, { pace, block }] of Object.entries(WAYS)) {
        const how = `${way}, where the wave is planned ${order}`;

        it(`is said to be wanted where a wave is to cancel it, whose update knows nothing of that, ${how}`, async () => {
          const sessions = { first: member(1), second: member(2) };
          const former = await made(WAVE, { ...wave, on_remove: "cancel", sessions });
          former.config = { ...wave, on_remove: "cancel", sessions: { second: member(2) } };
          const present = entryOf(SESSION, source, block);
          const { said } = await planned(order === "first" ? [former, present] : [present, former], pace);
          assert.equal(said.split(OUT_OF_WAVE).length, 2, said);
          assert.match(said, /wants the same.*a saved plan.*on_remove = "leave"/s);
        });
      }
    }

    for (const on_remove of ["leave", "refuse"]) {
      it(`is said nothing of where a wave has on_remove = "${on_remove}", by which it goes on`, async () => {
        const former = await made(WAVE, { ...wave, on_remove, sessions: { first: member(1), second: member(2) } });
        former.config = { ...wave, on_remove, sessions: { second: member(2) } };
        const { said } = await planned([former, entryOf(SESSION, source)]);
        assert.doesNotMatch(said, /wants the same/);
      });
    }

    it("is said nothing of where one follows the other in its place", async () => {
      const entry = await made(SESSION, { ...source, ...CONSENT });
      entry.isTainted = true;
      const { plans, said } = await planned([entry]);
      assert.doesNotMatch(said, /wants the same/);
      const later = stage.command();
      await later.applyPlan([entry], plans);
      assert.deepEqual([later.errors, states()], [[], ["Copy_In_Progress"]]);
    });

    describe("goes on where it has begun to copy since the plan was shown that replaces it", () => {
      /** Planned as one that waits for its start, with nothing to lose. */
      const replacedAsScheduled = async (more: Values = {}) => {
        const soon = new Date(stage.simulator.now() + START_SECONDS * 1000).toISOString();
        const entry = await made(SESSION, { ...source, ...CONSENT, scheduled_timestamp: soon });
        entry.config = { ...entry.config, automatic_cutover: true, ...more };
        const { plans, said } = await planned([entry]);
        assert.match(said, /is Scheduled and will be replaced.*no copied data is lost/is);
        return { entry, plans, session: { id: entry.state?.id, state: "Copy_In_Progress" } };
      };
      const copying = () => {
        stage.simulator.advance(START_SECONDS + COPYING_SECONDS);
        assert.deepEqual(states(), ["Copy_In_Progress"]);
      };

      it("by its apply: that is an error, and nothing is sent", async () => {
        const { entry, plans, session } = await replacedAsScheduled();
        copying();
        const later = stage.command();
        await later.applyPlan([entry], plans);
        assert.match(
          later.errors.join(),
          /was Scheduled when the replacement was planned and is Copy_In_Progress.* now/,
        );
        assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress"]]);
        assert.deepEqual({ id: entry.state?.id, state: states()[0] }, session);
      });

      it("also where it is to be made from another source", async () => {
        const { entry, plans } = await replacedAsScheduled(member(2));
        copying();
        const later = stage.command();
        await later.applyPlan([entry], plans);
        assert.match(later.errors.join(), /was Scheduled when the replacement was planned/);
        assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress"]]);
      });

      it("and is replaced where it still waits for its start", async () => {
        const { entry, plans, session } = await replacedAsScheduled();
        const later = stage.command();
        await later.applyPlan([entry], plans);
        assert.deepEqual([later.errors, states()], [[], ["Scheduled"]]);
        assert.notEqual(entry.state?.id, session.id);
        assert.equal(entry.state?.automatic_cutover, true);
      });

      it("and stays in what a plan makes of it then", async () => {
        const { entry, plans } = await replacedAsScheduled();
        copying();
        await stage.command().applyPlan([entry], plans);
        const again = await planned([entry]);
        assert.match(again.said, /is Copy_In_Progress.* would throw this import away/);
      });
    });

    it("is ended by one that destroys: what a refresh before that would make counts no more", async () => {
      const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
      const command = stage.command();
      await command.plan([former, entryOf(SESSION, { ...source, ...CONSENT })]);
      const plans = await command.plan([former], { refresh: false });
      const later = stage.command();
      await later.applyPlan([former], plans);
      assert.deepEqual([later.errors, states()], [[], []]);
    });
  });

  it("keeps its record where it is completed, and a wave wants to import the same", async () => {
    const former = takenOut(await completed({ ...source }));
    const present = entryOf(WAVE, { ...wave, sessions: { first: member(1) } });
    const command = stage.command();
    await command.apply([former, present]);
    assert.match(command.errors.join("\n"), /sessions\["first"\] of the import wave night/);
    assert.deepEqual(states(), ["Import_Completed"]);
    assert.ok(former.state);
  });

  it("is ended where it only waits for its start: nothing is lost of that", async () => {
    const scheduled = { ...source, scheduled_timestamp: "2027-01-01T00:00:00Z" };
    const former = takenOut(await made(SESSION, scheduled));
    const present = entryOf(WAVE, { ...wave, sessions: { first: member(1) } });
    const command = stage.command();
    await command.apply([former, present]);
    await stage.command().apply([present]);
    assert.deepEqual([former.state, states()], [undefined, ["Copy_In_Progress"]]);
  });

  it("goes on where what wants it follows in a list: each is to have what the next one has", async () => {
    const entries = [await completed({ ...source })];
    entries.push(await made(SESSION, { ...source, ...member(2), ...CONSENT }));
    const [first, second] = entries as [Entry, Entry];
    first.config = { ...source, ...member(2), ...CONSENT };
    const command = stage.command();
    await command.apply([first, takenOut(second)]);
    assert.ok(command.errors.length + command.warnings.length > 0);
    assert.ok(
      stage.changes().every((change) => !change.includes("/cancel")),
      stage.changes().join(),
    );
    assert.ok(states().includes("Copy_In_Progress"));
  });

  describe("goes on where a list has moved up, in which each is to have what the next one has", () => {
    const numbers = [1, 2, 3];
    const copying = async (spellings: readonly string[] = []) => {
      const entries: Entry[] = [];
      for (const number of numbers) {
        const remote_system_id = spellings[number - 1] ?? source.remote_system_id;
        entries.push(await made(SESSION, { ...source, ...CONSENT, ...member(number), remote_system_id }));
      }
      return entries as [Entry, Entry, Entry];
    };
    const movedUp = (entries: readonly Entry[]) => {
      for (const [at, entry] of entries.entries()) {
        const number = numbers[at + 1];
        entry.config = number === undefined ? undefined : { ...entry.config, ...member(number) };
      }
    };
    const assertGoesOn = () => {
      assert.deepEqual([stage.changes(), states()], [[], numbers.map(() => "Copy_In_Progress")]);
    };
    const ANNOUNCED =
      /destroy of .* will be refused .*unity-01-vol-02 of this configuration wants the same.*moved block/is;
    const REFUSED = /imports the same source.*not thrown away.*moved block/s;

    for (const [way, { pace, block }] of Object.entries(WAYS)) {
      for (const order of ["first", "last"] as const) {
        it(`${way}, asked for ${order}`, async () => {
          const [first, second, recorded] = await copying();
          const last: Entry = { ...recorded, ...(block && { block }) };
          const entries = [first, second, last];
          movedUp(entries);
          const command = stage.command(pace);
          await command.apply(order === "first" ? [last, first, second] : entries);
          assert.match(command.errors.join("\n"), REFUSED);
          assert.match(command.warnings.join("\n"), ANNOUNCED);
          assertGoesOn();
          assert.ok(last.state);
        });
      }
    }

    it("and spells its remote system otherwise", async () => {
      const entries = await copying(["rs-unity-01", "name:Unity-01"]);
      movedUp(entries);
      const command = stage.command();
      await command.apply(entries);
      assert.match(command.errors.join("\n"), REFUSED);
      assertGoesOn();
    });

    it("by a saved plan, whose delete comes before the others are compared", async () => {
      const entries = await copying();
      movedUp(entries);
      const [first, second, last] = entries;
      const planning = stage.command();
      const plans = await planning.plan([first, second, last]);
      assert.match(planning.warnings.join("\n"), ANNOUNCED);
      const later = stage.command();
      await later.applyPlan([last], plans.slice(2));
      assert.match(later.errors.join("\n"), REFUSED);
      assertGoesOn();
    });

    it("as the refusal says: what is to go is ended by its former address, and the others are moved", async () => {
      const [first, second, last] = await copying();
      movedUp([first, second, last]);
      await stage.command().apply([first, second, last]);
      const destroying = stage.command();
      await destroying.destroy([first]);
      const [present, next] = [
        { ...second, config: { ...source, ...CONSENT, ...member(2) } },
        { ...last, config: { ...source, ...CONSENT, ...member(3) } },
      ];
      stage.simulator.clearJournal();
      const command = stage.command();
      const plans = await command.apply([present, next]);
      assert.deepEqual([destroying.errors, command.errors], [[], []]);
      assert.deepEqual(
        plans.map(({ action }) => action),
        ["none", "none"],
      );
      assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress", "Copy_In_Progress"]]);
    });

    it("but not where all of it is destroyed", async () => {
      const entries = await copying();
      movedUp(entries);
      const command = stage.command();
      await command.destroy(entries);
      assert.deepEqual([command.errors, states()], [[], []]);
    });

    it("but not where only what nobody else wants is taken out", async () => {
      const entries = await copying();
      const command = stage.command();
      await command.apply([entries[0], entries[1], takenOut(entries[2])]);
      assert.deepEqual([command.errors, states()], [[], ["Copy_In_Progress", "Copy_In_Progress"]]);
    });

    it("of a map: a key is to have what another one has, which is taken out", async () => {
      const [first, last] = await copying();
      first.config = last.config;
      const command = stage.command();
      await command.apply([first, takenOut(last)]);
      assert.match(command.errors.join("\n"), REFUSED);
      assertGoesOn();
    });

    it("in a wave", async () => {
      const sessions = { first: member(1), second: member(2) };
      const entry = await made(WAVE, { ...wave, on_remove: "cancel", sessions });
      entry.config = { ...wave, on_remove: "cancel", sessions: { first: member(2) } };
      const command = stage.command();
      await command.apply([entry]);
      assert.match(command.errors.join("\n"), /sessions\["first"\].*imports the same source.*its former key/s);
      assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress", "Copy_In_Progress"]]);
    });
  });

  it("is an object of any kind: a remote system stays as well", async () => {
    const system = {
      type: "Unity",
      name: "unity-09",
      management_address: "10.20.0.10",
      username: "admin",
      password: PASSWORD,
      iscsi_addresses: ["10.20.0.21"],
    };
    const type = "powerstore-import_remote_system";
    const former = takenOut(await made(type, system));
    const command = stage.command();
    await command.apply([former, entryOf(type, system)]);
    assert.match(command.errors.join("\n"), /moved block/);
    assert.deepEqual(stage.changes(), []);
    assert.ok(former.state);
  });

  for (const [way, { pace, block }] of Object.entries(WAYS)) {
    it(`is ended by a destroy, whatever the configuration would make beside it, ${way}`, async () => {
      const former = takenOut(await made(SESSION, { ...source, ...CONSENT }));
      const deposed = takenOut(await made(SESSION, { ...source, ...member(2), ...CONSENT }));
      deposed.isDeposed = true;
      const command = stage.command(pace);
      await command.destroy([former, deposed, entryOf(SESSION, { ...source, ...CONSENT }, block)]);
      assert.deepEqual([command.errors, states()], [[], []]);
    });
  }

  it("is ended by a destroy, although a wave of which it is in the way would import it", async () => {
    const session = await made(SESSION, { ...source, ...CONSENT });
    const other = await made(WAVE, { ...wave, sessions: { other: member(2) } });
    other.config = { ...wave, sessions: { other: member(2), first: member(1) } };
    await stage.command().apply([other]);
    const command = stage.command();
    await command.destroy([session, other]);
    assert.deepEqual([command.errors, states()], [[], []]);
  });

  describe("in a wave", () => {
    const sessions = { first: member(1), second: member(2) };

    it("goes on where the wave has another address and no moved block says so", async () => {
      const former = takenOut(await made(WAVE, { ...wave, sessions }));
      const present = entryOf(WAVE, { ...wave, sessions });
      const command = stage.command();
      await command.apply([former, present]);
      assert.match(command.errors.join("\n"), /moved block/);
      assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress", "Copy_In_Progress"]]);
      assert.deepEqual([former.state !== undefined, present.state], [true, undefined]);
    });

    it("goes on where a replacement is made before it: that is an error, and nothing is recorded anew", async () => {
      const entry = await made(WAVE, { ...wave, sessions });
      const before = entry.state;
      entry.isTainted = true;
      entry.createBeforeDestroy = true;
      const command = stage.command();
      await command.apply([entry]);
      assert.match(command.errors.join("\n"), /Nothing of it is there, so nothing is recorded.*create_before_destroy/s);
      assert.deepEqual([stage.changes(), states()], [[], ["Copy_In_Progress", "Copy_In_Progress"]]);
      assert.deepEqual([entry.state, entry.deposed], [before, undefined]);
    });

    it("goes on where that has made an import of its own, and is the new wave's in two more applies", async () => {
      const entry = await made(WAVE, { ...wave, sessions });
      entry.isTainted = true;
      entry.createBeforeDestroy = true;
      entry.config = { ...wave, sessions: { ...sessions, third: member(3) } };
      const command = stage.command();
      await command.apply([entry]);
      assert.match(command.errors.join("\n"), /create_before_destroy/);
      assert.deepEqual(stage.changes(), ["POST /import_session"]);
      assert.ok(entry.deposed);
      stage.simulator.clearJournal();

      const deposed: Entry = { type: WAVE, config: undefined, state: entry.deposed, isDeposed: true };
      for (let applies = 0; applies < 2; applies++) await stage.command().apply([entry, deposed]);
      assert.deepEqual([stage.changes(), states().length, deposed.state], [[], 3, undefined]);
      const members = entry.state?.members as Readonly<Record<string, Values>>;
      assert.ok(Object.values(members).every(({ id }) => typeof id === "string"));
    });

    it("is ended where a plain replacement imports the same under another key", async () => {
      const entry = await made(WAVE, { ...wave, sessions: { first: member(1) } });
      entry.isTainted = true;
      entry.config = { ...wave, sessions: { renamed: member(1) } };
      const command = stage.command();
      await command.apply([entry]);
      assert.deepEqual([command.errors, states()], [[], ["Copy_In_Progress"]]);
      assert.equal(stage.changes().filter((change) => change.endsWith("/cancel")).length, 1);
    });

    it("keeps its record where the wave that replaces it spells the remote system otherwise, and it is completed", async () => {
      const entry = await made(WAVE, { ...wave, automatic_cutover: true, sessions: { first: member(1) } });
      stage.simulator.advance(DAY_SECONDS);
      await stage.command().apply([entry]);
      assert.deepEqual(states(), ["Import_Completed"]);
      stage.simulator.clearJournal();
      entry.isTainted = true;
      entry.config = { ...entry.config, remote_system_id: "name:Unity-01" };
      const command = stage.command();
      await command.apply([entry]);
      assert.match(command.errors.join("\n"), /its source cannot be imported again/);
      assert.deepEqual([stage.changes(), states(), entry.state !== undefined], [[], ["Import_Completed"], true]);
    });

    it("goes on where it becomes a session of its own", async () => {
      const former = await made(WAVE, { ...wave, on_remove: "cancel", sessions });
      former.config = { ...wave, on_remove: "cancel", sessions: { second: member(2) } };
      const command = stage.command();
      await command.apply([former, entryOf(SESSION, source)]);
      assert.match(command.errors.join("\n"), /wants the same import/);
      assert.equal(command.warnings.join("\n").split(OUT_OF_WAVE).length, 2, "said once, by the plan");
      assert.deepEqual(states(), ["Copy_In_Progress", "Copy_In_Progress"]);
      assert.ok(
        stage.changes().every((change) => change === "POST /import_session"),
        stage.changes().join(),
      );
    });

    it("goes on where its key is another one: the plan says so, once", async () => {
      const entry = await made(WAVE, { ...wave, on_remove: "cancel", sessions: { first: member(1) } });
      entry.config = { ...wave, on_remove: "cancel", sessions: { renamed: member(1) } };
      const command = stage.command();
      await command.apply([entry]);
      const [, ...said] = command.warnings.join("\n").split(OUT_OF_WAVE);
      assert.equal(said.length, 1);
      assert.match(said.join(), /^, and sessions\["renamed"\] of the import wave night .*wants the same/);
      assert.match(command.errors.join("\n"), /wants the same import/);
      assert.deepEqual(states(), ["Copy_In_Progress"]);
      assert.ok(
        stage.changes().every((change) => change === "POST /import_session"),
        "the array refuses a second one",
      );
    });
  });
});
