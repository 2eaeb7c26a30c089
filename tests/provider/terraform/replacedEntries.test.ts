/** One session in two entries of a state, of which one is replaced, and what becomes of the other one as well. */

import assert from "node:assert/strict";
import type { Entry, Values } from "./core";
import { PACES } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

const WAVE = "powerstore-import_wave";
const CONSENT = { cancel_on_destroy: true };
const config = { ...source, ...CONSENT };
const member = (number: number) => ({ source_resource_id: `unity-01-vol-0${number}` });
const wave = { name: "night", remote_system_id: "rs-unity-01", ...CONSENT };

describe("One session in two entries of a state, of which one is replaced by force", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const ids = () => (stage.simulator.world.rows("import_session") ?? []).map(({ id }) => String(id));
  const idsIn = ({ state }: Entry): readonly string[] => {
    if (!state) return [];
    const members = Object.values((state.members ?? {}) as Record<string, Values>);
    return state.members ? members.map(({ id }) => String(id)) : [String(state.id)];
  };
  const cancels = () => stage.changes().filter((change) => change.endsWith("/cancel")).length;
  const forcedOne = async (): Promise<Entry> => {
    const entry: Entry = { type: SESSION, config, state: undefined };
    await stage.command().apply([entry]);
    return { ...entry, isForced: true };
  };
  /** A wave has the import as well. */
  const besideWave = async (present: Values | undefined): Promise<readonly [Entry, Entry]> => {
    const sessions = { first: member(1), second: member(2) };
    const other: Entry = { type: WAVE, config: { ...wave, sessions }, state: undefined };
    await stage.command().apply([other]);
    const { first } = (other.state?.members ?? {}) as Readonly<Record<string, Values>>;
    const forced: Entry = { type: SESSION, config, state: { id: first?.id } };
    await stage.command().apply([other, forced]);
    other.config = present;
    return [{ ...forced, isForced: true }, other];
  };

  const others: Readonly<Record<string, () => Promise<readonly [Entry, Entry]>>> = {
    "the other one is taken out": async () => {
      const forced = await forcedOne();
      return [forced, { ...forced, isForced: false, config: undefined }];
    },
    "the other one, which spells its remote system otherwise, is replaced as well": async () => {
      const forced = await forcedOne();
      const remote_system_id = "name:Unity-01";
      return [
        forced,
        { ...forced, config: { ...config, remote_system_id }, state: { ...forced.state, remote_system_id } },
      ];
    },
    "a wave takes it out and ends it": () =>
      besideWave({ ...wave, on_remove: "cancel", sessions: { second: member(2) } }),
    "a wave that has it is taken out": () => besideWave(undefined),
  };
  for (const [what, make] of Object.entries(others)) {
    for (const pace of PACES) {
      for (const order of ["first", "last"] as const) {
        it(`is somebody's, or ended once, where ${what}, and this is planned ${order}, processes ${pace}`, async () => {
          const [forced, other] = await make();
          const entries = [forced, { ...other, block: "second" }];
          stage.simulator.clearJournal();
          const command = stage.command(pace);
          await command.apply(order === "first" ? entries : [...entries].reverse());
          const known = entries.flatMap(idsIn);
          assert.deepEqual(
            ids().filter((id) => !known.includes(id)),
            [],
            `nobody has it: ${command.errors.join("\n")}`,
          );
          assert.ok(cancels() <= 2, "one of it, and one of the wave's other import");
        });
      }
    }
  }

  for (const way of ["isForced", "isTainted"] as const) {
    for (const remote_system_id of ["rs-unity-01", "name:Unity-01"]) {
      for (const order of ["first", "last"] as const) {
        for (const pace of PACES) {
          it(`goes on by a saved plan, or that says what it may end: ${way}, beside one of ${remote_system_id}, planned ${order}, processes ${pace}`, async () => {
            const { isForced: _, ...one } = await forcedOne();
            const goes: Entry = { ...one, [way]: true };
            const state = { ...one.state, remote_system_id };
            const stays: Entry = { ...one, block: "second", config: { ...config, remote_system_id }, state };
            const entries = order === "first" ? [goes, stays] : [stays, goes];
            stage.simulator.clearJournal();
            const planning = stage.command(pace);
            const plans = await planning.plan(entries);
            await stage.command(pace).applyPlan(entries, plans);
            const isSaid = planning.warnings.some((text) => /is in the state twice.*a saved plan/s.test(text));
            assert.ok(cancels() === 0 || isSaid, "nothing was said");
            if (way === "isForced" && order === "last") assert.equal(cancels(), 0, "its plan knew the other one");
          });
        }
      }
    }
  }

  for (const type of [SESSION, WAVE]) {
    it(`is taken over by no create before its delete: ${type}, of which there is one entry`, async () => {
      const given = type === WAVE ? { ...wave, sessions: { first: member(1) } } : config;
      const entry: Entry = { type, config: given, state: undefined };
      await stage.command().apply([entry]);
      stage.simulator.clearJournal();
      const command = stage.command();
      await command.apply([Object.assign(entry, { isForced: true, createBeforeDestroy: true })]);
      assert.match(command.errors.join("\n"), /take create_before_destroy off/);
      const sent = stage.changes().filter((change) => change !== "POST /import_session");
      assert.deepEqual([sent, ids()], [[], idsIn(entry)]);
    });
  }

  it("stays on record where a destroy finds nothing but its id there, and so no consent", async () => {
    const { isForced: _, ...entry } = await forcedOne();
    const bare: Entry = { ...entry, state: { id: entry.state?.id } };
    const command = stage.command();
    await command.destroy([bare]);
    assert.match(command.errors.join(), /nothing on record allows that/);
    assert.deepEqual([ids(), bare.state?.id], [[entry.state?.id], entry.state?.id]);
  });
});
