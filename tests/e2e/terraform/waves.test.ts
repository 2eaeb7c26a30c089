import assert from "node:assert/strict";
import { eventually } from "../eventually";
import { onEachEngine, SESSION, volume } from "./stage";

const WAVE = "powerstore-import_wave";
const address = `${WAVE}.night`;
/** Longer than any copy of these. */
const DAY_SECONDS = 24 * 3600;

const source = (number: string) => ({ source_resource_id: volume(number).source_resource_id });
const three = { "db-01": source("01"), "db-02": source("02"), "db-03": source("03") };

/** What the configuration says of the wave, and whatever else there is to be. */
const night = (sessions: unknown, more: object = {}, others: Readonly<Record<string, unknown>> = {}) => ({
  resource: { [WAVE]: { night: { name: "night", remote_system_id: "name:Unity-01", sessions, ...more } }, ...others },
});

const cutOver = { advance_to: "Import_Completed", wait_for: "Import_Completed" };

onEachEngine("A wave", {}, (stage) => {
  /** What is sent, in no order, without ids: a wave sends several at once. */
  const sent = () =>
    stage()
      .changes()
      .map((change) => change.replace(/[0-9a-f-]{36}/, "{id}").replace(/ \{.*\}$/, ""))
      .sort();
  const planned = async () => (await stage().terraform.run(["plan", "-detailed-exitcode"])).actions;
  const attributes = () => stage().terraform.recorded()[address]?.attributes;
  const times = (count: number, what: string) => Array<string>(count).fill(what);

  it("is begun, paused in one import, cut over and destroyed, and a plan between shows nothing", async () => {
    const { terraform, simulator, sessions } = stage();
    terraform.declare(night(three));
    assert.deepEqual((await terraform.succeed("apply")).actions, { [address]: "create" });
    assert.deepEqual(sent(), times(3, "POST /import_session"));
    assert.deepEqual([attributes()?.counts, attributes()?.phase], [{ Copy_In_Progress: 3 }, "Running"]);
    assert.deepEqual(await planned(), {});

    simulator.clearJournal();
    terraform.declare(night({ ...three, "db-02": { ...source("02"), paused: true } }));
    assert.deepEqual((await terraform.succeed("apply")).actions, { [address]: "update" });
    assert.deepEqual(sent(), ["POST /import_session/{id}/pause"]);
    assert.equal(sessions()[source("02").source_resource_id], "Paused");
    assert.deepEqual(await planned(), {});

    terraform.declare(night(three));
    await terraform.succeed("apply");
    simulator.advance(DAY_SECONDS);
    simulator.clearJournal();
    terraform.declare(night(three, cutOver));
    await terraform.succeed("apply");
    assert.deepEqual(sent(), times(3, "POST /import_session/{id}/cutover"));
    assert.deepEqual([attributes()?.counts, attributes()?.phase], [{ Import_Completed: 3 }, "Completed"]);
    assert.deepEqual(await planned(), {});

    simulator.clearJournal();
    await terraform.succeed("destroy");
    assert.deepEqual(sent(), times(3, "DELETE /import_session/{id}"));
    assert.deepEqual([sessions(), terraform.recorded()], [{}, {}]);
  });

  it("gives its places on, and an apply waits for all of them by powerstore-import_wait", async () => {
    const { terraform, simulator, sessions } = stage();
    const session_ids = `\${[for member in ${address}.members : member.id]}`;
    const wait = { "powerstore-import_wait": { copied: { session_ids, wait_for: "Ready_For_Cutover" } } };
    terraform.declare(night(three, { max_active: 2 }));
    await terraform.succeed("apply");
    assert.equal(Object.keys(sessions()).length, 2);
    terraform.declare(night(three, { max_active: 2 }, wait));
    assert.match(await terraform.fail("apply"), /3 import sessions .* 1 of them has not begun/);
    simulator.advance(DAY_SECONDS);
    terraform.declare(night(three, { max_active: 2 }));
    await terraform.succeed("apply");
    simulator.advance(DAY_SECONDS);
    terraform.declare(night(three, { max_active: 2 }, wait));
    await terraform.succeed("apply");
    assert.deepEqual(Object.values(sessions()), times(3, "Ready_For_Cutover"));
    assert.ok(terraform.recorded()["powerstore-import_wait.copied"]);
  });

  it("is not ended by a destroy, and none of its imports by leaving the map, as long as nothing on record allows that", async () => {
    const { terraform, simulator, sessions } = stage();
    terraform.declare(night(three));
    await terraform.succeed("apply");
    const [before, { "db-03": _, ...two }] = [sessions(), three];
    simulator.clearJournal();
    assert.match(await terraform.fail("destroy"), /cancel_on_destroy/);
    terraform.declare(night(two));
    assert.match(await terraform.fail("apply"), /db-03.*on_remove/s);
    assert.deepEqual([sent(), sessions()], [[], before]);
    assert.deepEqual(Object.keys(attributes()?.members as object), Object.keys(three));

    terraform.declare(night(two, { on_remove: "cancel", cancel_on_destroy: true }));
    await terraform.succeed("apply");
    assert.equal(Object.keys(sessions()).length, 2);
    await terraform.succeed("destroy");
    assert.deepEqual(sessions(), {});
  });

  it("takes imports over that sessions of their own were, and the array hears nothing of it", async () => {
    const { terraform, declare, simulator, ids } = stage();
    declare({ "db-01": volume("01") });
    await terraform.succeed("apply");
    const [id] = Object.values(ids());
    simulator.clearJournal();
    terraform.declare({ removed: [{ from: `${SESSION}.db-01`, lifecycle: { destroy: false } }] });
    await terraform.succeed("apply");
    terraform.declare(night({ "db-01": { ...source("01"), adopt_session_id: id } }));
    assert.deepEqual((await terraform.succeed("apply")).actions[address], "create");
    assert.deepEqual([sent(), Object.values(ids())], [[], [id]]);
    terraform.declare(night({ "db-01": source("01") }));
    await terraform.succeed("apply");
    assert.deepEqual([sent(), await planned()], [[], {}]);
  });

  it("finds all of its imports again, none twice, after the provider was killed while one was not answered", async () => {
    const { terraform, simulator, ids } = stage();
    terraform.declare(night(three));
    simulator.setFaults([{ operation: "POST /import_session", skip: 2, times: 1, effect: { delaySeconds: 600 } }]);
    const run = terraform.start(["apply"]);
    await eventually("the third POST to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
    const providers = terraform.providers();
    assert.equal(providers.length, 1);
    process.kill(Number(providers[0]), "SIGKILL");
    assert.equal((await run.finished).code, 1);
    simulator.clearFaults();
    await terraform.succeed("apply");
    assert.equal(Object.keys(ids()).length, 3);
    assert.deepEqual(attributes()?.counts, { Copy_In_Progress: 3 });
  });
});

/** What can be imported, as a map of a wave. */
const importable = (remote_system_id: string) => ({
  data: { "powerstore-import_importable_volumes": { all: { remote_system_id, only_importable: true } } },
});
const volumes = "data.powerstore-import_importable_volumes.all.volumes";
const found = `\${{for each in ${volumes} : each.name => { source_resource_id = each.id }}}`;
const told = { terraform_data: { told: { input: "name:Unity-01" } } };

const FEW = { sources: [{ name: "Unity-01", type: "Unity", volumes: 3 }] } as const;

onEachEngine("What data sources answer", FEW, (stage) => {
  const ready = () =>
    (stage().simulator.world.rows("import_unity_volume") ?? [])
      .filter((row) => row.importable_criteria === "Ready")
      .map(({ id }) => id)
      .sort();

  it("is known in the plan, sends reads only, and makes the wave", async () => {
    const { terraform, simulator, sessions, changes } = stage();
    terraform.declare({ ...importable("name:Unity-01"), ...night(found) });
    const plan = await terraform.succeed("plan");
    assert.deepEqual([plan.actions, changes()], [{ [address]: "create" }, []]);
    const applied = ready();
    await terraform.succeed("apply");
    assert.deepEqual(Object.keys(sessions()).sort(), applied);
    // What is being imported cannot be imported any more: the map of the next plan would be without it.
    simulator.clearJournal();
    assert.match(await terraform.fail("apply"), /on_remove/);
    assert.deepEqual([changes(), Object.keys(sessions()).sort()], [[], applied]);
  });

  it("is read in the apply where the plan does not know what is asked for", async () => {
    const { terraform, sessions } = stage();
    const applied = ready();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in Terraform's language
    terraform.declare({ ...importable("${terraform_data.told.output}"), ...night(found, {}, told) });
    const ran = await terraform.succeed("apply");
    const read = { "data.powerstore-import_importable_volumes.all": "read" };
    assert.deepEqual(ran.actions, { ...read, [address]: "create", "terraform_data.told": "create" });
    assert.deepEqual(Object.keys(sessions()).sort(), applied);
  });
});
