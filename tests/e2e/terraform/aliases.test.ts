import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const blocks = { provider: { "powerstore-import": [{}, { alias: "other" }] } };
const byOther = { provider: "powerstore-import.other" };
const CONSENT = { cancel_on_destroy: true };

onEachEngine("Two provider blocks of one array", {}, (stage) => {
  it("make one session where both have one of the same source: the other is an error", async () => {
    const { terraform, declare, changes, sessions } = stage();
    declare({ mine: volume("01"), twin: { ...volume("01"), ...byOther } }, blocks);

    const shown = await terraform.fail("apply");

    assert.match(shown, /Another resource of this configuration is made for the same/);
    assert.deepEqual([changes(), sessions()], [["POST /import_session"], { "unity-01-vol-01": "Copy_In_Progress" }]);
    assert.equal(Object.keys(terraform.recorded()).length, 1);
  });

  const mine = { ...volume("01"), ...CONSENT };
  const again = { ...mine, ...byOther };
  /** A session that the first block has, and its id. */
  const made = async () => {
    const { terraform, simulator, declare, ids } = stage();
    declare({ mine }, blocks);
    await terraform.succeed("apply");
    simulator.clearJournal();
    return ids()["unity-01-vol-01"];
  };
  const importing = (id: unknown) => ({ import: [{ to: `${SESSION}.again`, id }] });
  /** One that the other block has as well. */
  const madeTwice = async () => {
    const { terraform, simulator, declare } = stage();
    const id = await made();
    declare({ mine, again }, { ...blocks, ...importing(id) });
    await terraform.succeed("apply");
    assert.deepEqual(Object.keys(terraform.recorded()).sort(), [`${SESSION}.again`, `${SESSION}.mine`]);
    simulator.clearJournal();
    return id;
  };
  /** The first block waits for what the other one tells. */
  const waiting = () => {
    const data = { "powerstore-import_remote_systems": { all: byOther } };
    const told = "length(data.powerstore-import_remote_systems.all.remote_systems)";
    const endpoint = `\${${told} > 0 ? ${JSON.stringify(stage().simulator.endpoint)} : null}`;
    return { provider: { "powerstore-import": [{ endpoint }, { alias: "other" }] }, data };
  };

  /** What is said as the entry of the other block is taken out, in a configuration with this besides, by a command with these arguments. */
  const takenOut = async (others: Readonly<Record<string, unknown>>, ...args: readonly string[]) => {
    const { terraform, declare, changes, ids } = stage();
    const id = await madeTwice();

    declare({ mine }, { ...blocks, ...others });
    const { warnings } = await terraform.succeed("apply", ...args);

    assert.deepEqual([changes(), ids()], [[], { "unity-01-vol-01": id }]);
    assert.deepEqual(Object.keys(terraform.recorded()), [`${SESSION}.mine`]);
    return warnings.join("\n");
  };

  it("end no session that both have on record where one of them is taken out", async () => {
    assert.match(await takenOut({}), /second entry/);
  });

  it("end none where one block waits for what the other one tells, whose process may have ended by then", async () => {
    assert.match(await takenOut(waiting()), /second entry/);
  });

  it("end none where nothing is refreshed", async () => {
    assert.match(await takenOut({}, "-refresh=false"), /second entry/);
  });

  it("end none that an import block gives another address, where that one's process has ended before and nothing is refreshed", async () => {
    const { terraform, declare, changes, ids } = stage();
    const id = await made();

    declare({ again }, { ...waiting(), ...importing(id) });
    const { warnings } = await terraform.succeed("apply", "-refresh=false");

    // The one that is imported spells its remote system as the array does, or as the configuration, if that was planned before.
    assert.match(warnings.join("\n"), /second entry|is in the state for .* as well, and left to that one/);
    assert.deepEqual([changes(), ids()], [[], { "unity-01-vol-01": id }]);
    assert.deepEqual(Object.keys(terraform.recorded()), [`${SESSION}.again`]);
  });

  it("end none that the other one replaces by force", async () => {
    const { terraform, changes, ids } = stage();
    const id = await madeTwice();

    const shown = await terraform.fail("apply", `-replace=${SESSION}.again`);

    assert.match(shown, /belongs to powerstore-import_session of .* of this configuration/);
    assert.deepEqual(
      [changes().filter((change) => change !== "POST /import_session"), ids()],
      [[], { "unity-01-vol-01": id }],
    );
    assert.deepEqual(Object.keys(terraform.recorded()), [`${SESSION}.mine`]);
  });

  it("end by a destroy what the state has twice and the configuration once, with and without a refresh", async () => {
    for (const args of [[], ["-refresh=false"]]) {
      const { terraform, declare, ids } = stage();
      await madeTwice();

      declare({ mine }, blocks);
      await terraform.succeed("destroy", ...args);

      assert.deepEqual([ids(), terraform.recorded()], [{}, {}]);
    }
  });
});
