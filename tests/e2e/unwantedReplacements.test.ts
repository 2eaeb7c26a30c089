import assert from "node:assert/strict";
import type { PrivateEngine } from "./engine";
import { expectFailure, expectSuccess, withoutInputs } from "./migration";
import { usePluginMigration } from "./plugin";

const source = (number: string) => ({ remoteSystemId: "name:Unity-01", sourceResourceId: `unity-01-vol-${number}` });

/** Those that are wanted: replacing.test.ts and pluginLife.test.ts. */
describe("A replacement that would throw a running copy away, on the real engine", () => {
  const migration = usePluginMigration();

  afterEach(() => migration().beginAnew());

  it("by replaceOnChanges is refused by the plugin, and the dynamic class says that the option does nothing", async () => {
    const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
    const dynamic = {
      ...source("01"),
      options: { surface: "pulumi-powerstore-import", replaceOnChanges: ["description"] },
    };
    const described = { ...source("02"), options: { replaceOnChanges: ["description"], dependsOn: "dynamic" } };
    // Its wish stays open after the time-out, so that each run would update it. The last: after a failure the engine begins nothing more.
    const late = {
      ...source("03"),
      waitFor: "Ready_For_Cutover",
      options: { replaceOnChanges: ["*"], customTimeouts: { create: "1s" }, dependsOn: "described" },
    };
    declare({ resources: { dynamic, described } });
    await up();
    declare({ resources: { dynamic, described, late } });
    assert.match(expectFailure(await engine.up()), /"late-.* still Copy_In_Progress/);
    const ids = (await recorded()).map(({ id }) => id).sort();
    simulator.clearJournal();

    const refusal = (name: string) =>
      new RegExp(`replacing import session "${name}-.* a resource option \\(replaceOnChanges`);
    assert.match(expectFailure(await engine.up()), refusal("late"));

    const description = "orders";
    declare({
      resources: { dynamic: { ...dynamic, description }, described: { ...described, description }, late: source("03") },
    });
    const shown = expectFailure(await engine.up());
    assert.match(shown, refusal("described"));
    assert.match(shown, /warning: replaceOnChanges has no effect on this class/);
    assert.deepEqual(changes(), []);
    const copying = { dynamic: "Copy_In_Progress", described: "Copy_In_Progress", late: "Copy_In_Progress" };
    assert.deepEqual(sessions(), copying);
    const after = await recorded();
    assert.deepEqual(after.map(({ id }) => id).sort(), ids);
    assert.equal(after.find(({ urn }) => urn.endsWith("::dynamic"))?.outputs?.description, description);
  });

  it("ends as one failed resource among others with --continue-on-error, and stays on record as it was", async () => {
    const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
    const refused = { ...source("01"), options: { replaceOnChanges: ["description"] } };
    declare({ resources: { refused } });
    await up();
    const [before] = await recorded();
    simulator.clearJournal();

    const described = { ...refused, description: "orders" };
    const following = { ...source("02"), options: { dependsOn: "refused" } };
    declare({ resources: { refused: described, following, others: source("03") } });
    const shown = expectFailure(await endingUp(engine, ["--continue-on-error"]));
    assert.match(shown, /replacing import session "refused-.* a resource option \(replaceOnChanges/);
    assert.deepEqual(withoutInputs(changes()), ["POST /import_session"], "the one that hangs on nothing");
    const names = (await recorded()).map(({ urn }) => urn.replace(/.*::/, ""));
    assert.deepEqual(names.sort(), ["others", "refused"], "and nothing that hangs on what failed");
    assert.deepEqual(await standing("refused"), [before?.id, undefined, before?.outputs]);
    assert.deepEqual(sessions(), { refused: "Copy_In_Progress", others: "Copy_In_Progress" });

    declare({ resources: { refused: { ...source("01"), description: "orders" }, others: source("03") } });
    await up();
    assert.deepEqual(await standing("refused"), [before?.id, undefined, { ...before?.outputs, description: "orders" }]);
    assert.deepEqual(withoutInputs(changes()), ["POST /import_session"]);
  });

  it("of one that aliases lead to is refused as well, though the engine's delete names it by its former URN", async () => {
    const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
    const option = { replaceOnChanges: ["*"], deleteBeforeReplace: true };
    declare({ resources: { former: { ...source("01"), options: option } } });
    await up();
    const [before] = await recorded();
    assert.ok(before?.urn);
    simulator.clearJournal();
    // Another source: a change that is refused, and that replaceOnChanges makes a replacement of all the same.
    const renamed = { ...source("02"), options: { ...option, aliases: [before.urn] } };
    declare({ resources: { renamed } });
    const shown = expectFailure(await endingUp(engine, ["--continue-on-error"]));
    assert.match(shown, /replacing import session "former-.* a resource option \(replaceOnChanges/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(sessions(), { former: "Copy_In_Progress" });
    const after = (await recorded()).map(({ urn, id }) => [urn.replace(/.*::/, ""), id]);
    assert.deepEqual(after, [["renamed", before.id]]);
  });

  for (const [where, former] of [
    ["the dynamic class's", { surface: "pulumi-powerstore-import" }],
    ["another provider's", { provider: "first" }],
  ] as const) {
    it(`of one whose delete is in a process of its own, ${where}, is refused and ends as well`, async () => {
      const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
      const { endpoint, username, password, caFile } = simulator;
      const provider = { endpoint, username, caFile, password: { secret: password } };
      const providers = { first: provider, second: provider };
      const described = { description: { secret: "orders" } };
      declare({ providers, resources: { former: { ...source("01"), ...described, options: former } } });
      await up();
      const [before] = await recorded();
      assert.ok(before?.urn);
      simulator.clearJournal();
      const option = { replaceOnChanges: ["*"], deleteBeforeReplace: true, provider: "second", aliases: [before.urn] };
      declare({ providers, resources: { renamed: { ...source("02"), ...described, options: option } } });
      for (const args of [[], ["--continue-on-error"]]) {
        const shown = expectFailure(await endingUp(engine, args));
        assert.match(shown, /replacing import session "former-.* a resource option \(replaceOnChanges/);
        assert.deepEqual(changes(), []);
        assert.deepEqual(sessions(), { former: "Copy_In_Progress" });
        assert.deepEqual(
          (await recorded()).map(({ id }) => id),
          [before.id],
        );
        assert.doesNotMatch(JSON.stringify(await recorded()), /orders/);
      }
    });
  }

  for (const surface of ["pulumi-powerstore-import", "pulumi-powerstore-import/plugin"] as const) {
    it(`by --replace ends with --continue-on-error where the array refuses the cancel, and works once it does not (${surface})`, async () => {
      const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
      declare({ surface, resources: { database: source("01") } });
      await up();
      simulator.advance(600);
      const [before] = await recorded();
      simulator.clearJournal();
      const effect = { status: 422, message: "the source does not answer" };
      simulator.setFaults([{ operation: "POST /import_session/{id}/cancel", times: 99, effect }]);
      const args = ["--continue-on-error", "--replace", String(before?.urn)];
      assert.match(expectFailure(await endingUp(engine, args)), /the source does not answer/);
      assert.deepEqual(await standing("database"), [before?.id, undefined, before?.outputs]);
      assert.deepEqual(sessions(), { database: "Copy_In_Progress" });

      simulator.setFaults([]);
      simulator.clearJournal();
      await up();
      assert.deepEqual(changes(), []);
      expectSuccess(await endingUp(engine, args));
      assert.deepEqual(
        withoutInputs(changes()).map((change) => change.replace(/ \{.*/, "")),
        ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}", "POST /import_session"],
      );
    });
  }

  for (const surface of ["pulumi-powerstore-import", "pulumi-powerstore-import/plugin"] as const) {
    it(`by --replace of a completed import is refused, for the array imports no source twice (${surface})`, async () => {
      const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
      declare({ surface, resources: { database: { ...source("01"), automaticCutover: true } } });
      await up();
      simulator.advance(24 * 3600);
      expectSuccess(await engine.refresh());
      const [before] = await recorded();
      assert.equal(before?.outputs?.state, "Import_Completed");
      simulator.clearJournal();

      const args = ["--continue-on-error", "--replace", String(before?.urn)];
      assert.match(expectFailure(await endingUp(engine, args)), /replacing import session "database-.* or the command/);
      assert.deepEqual(changes(), []);
      assert.deepEqual(sessions(), { database: "Import_Completed" });
      assert.deepEqual(await standing("database"), [before?.id, undefined, before?.outputs]);
    });
  }

  it("by a look-up by name of what the resource was cancels nothing: the stack lets go of it", async () => {
    const { engine, simulator, declare, up, changes, recorded, sessions } = migration();
    declare({ resources: { database: source("01") } });
    await up();
    const [before] = await recorded();
    simulator.clearJournal();
    declare({ resources: { database: { options: { lookUp: `name:${before?.outputs?.name}` } } } });
    const { stdout } = expectSuccess(await engine.up());
    assert.match(stdout, /only looked up by the program from now on/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(sessions(), { database: "Copy_In_Progress" });
    expectSuccess(await engine.destroy());
    assert.deepEqual(changes(), []);
  });

  /** Id of a resource in the state, whether the engine takes it for deleted, and its outputs. */
  async function standing(name: string) {
    const { recorded } = migration();
    const resource = (await recorded()).find(({ urn }) => urn.endsWith(`::${name}`));
    return [resource?.id, resource?.pendingReplacement, resource?.outputs];
  }

  describe("by --replace, from a program without deleteBeforeReplace (each of another language)", () => {
    let id: string | undefined;
    let urn: string;

    beforeEach(async () => {
      const { simulator, declare, up, recorded } = migration();
      declare({ surface: "plain", resources: { database: source("01") } });
      await up();
      simulator.advance(600);
      simulator.clearJournal();
      const [resource] = await recorded();
      ({ id, urn = "" } = resource ?? {});
    });

    it("is an error and cancels nothing", async () => {
      const { engine, changes } = migration();
      const shown = expectFailure(await engine.up({ args: ["--replace", urn] }));
      assert.match(shown, /replacing import session "database-.*deleteBeforeReplace: true/);
      assert.deepEqual(changes(), [], "the name is in use");
      await endsAsItWas();
    });

    it("cancels nothing later, where another resource fails in that run and the engine stops before its delete", async () => {
      const { engine, declare, changes } = migration();
      // 11: its host was never added to the array, which refuses it.
      const archive = { ...source("11"), options: { dependsOn: "database" } };
      declare({ surface: "plain", resources: { database: source("01"), archive } });
      const shown = expectFailure(await engine.up({ args: ["--replace", urn] }));
      assert.doesNotMatch(shown, /deleting/);
      assert.deepEqual(withoutInputs(changes()), ["POST /import_session"], "of the other one, refused");
      declare({ surface: "plain", resources: { database: source("01") } });
      await endsAsItWas();
    });

    /** The engine has a second entry of the same id by now, which the next plain up drops. */
    async function endsAsItWas() {
      const { engine, simulator, recorded, changes, sessions } = migration();
      assert.deepEqual(
        (await recorded()).map((resource) => resource.id),
        [id, id],
      );
      simulator.clearJournal();
      const { stdout } = expectSuccess(await engine.up());
      assert.match(stdout, /warning: import session "database-.*second entry of it in the state.*left alone/);
      assert.deepEqual(
        (await recorded()).map((resource) => [resource.urn, resource.id]),
        [[urn, id]],
      );
      assert.deepEqual(changes(), []);
      assert.deepEqual(sessions(), { database: "Copy_In_Progress" });
    }
  });
});

const PATIENCE_SECONDS = 60;

/** `up` as something that has to come to an end by itself; where it does not, it is interrupted, and the test fails. */
async function endingUp(engine: PrivateEngine, args: readonly string[]) {
  const run = engine.startUp({ args });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    run.interrupt();
  }, PATIENCE_SECONDS * 1000);
  try {
    const result = await run.finished;
    assert.ok(!isLate, `still running after ${PATIENCE_SECONDS} s: ${result.stdout}`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
