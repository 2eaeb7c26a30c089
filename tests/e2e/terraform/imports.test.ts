import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import { onEachEngine, SESSION, volume } from "./stage";

const address = (name: string) => `${SESSION}.${name}`;

/** Starts an import on the array as somebody else does, in a name of their own; answers with its id. */
function startByHand({ world }: Simulator, name: string, number: string): string {
  const create = world.operations["POST /import_session"];
  assert.ok(create);
  const source = { remote_system_id: "rs-unity-01", source_resource_id: volume(number).source_resource_id };
  return (create({ id: "", body: { name, ...source, type: "Non_Disruptive" } }).body as { id: string }).id;
}

onEachEngine("An import that somebody else has started", {}, (stage) => {
  it("is taken onto record by its id, its name, or an import block, and no plan replaces it", async () => {
    const { terraform, simulator, declare, changes, ids } = stage();
    const sources = { id: "01", name: "02", block: "03", named: "04" };
    const made = Object.entries(sources).map(([name, number]) => [name, startByHand(simulator, `by-${name}`, number)]);
    const { id = "", block } = Object.fromEntries(made) as Record<string, string>;
    const configuration = Object.fromEntries(
      Object.entries(sources).map(([name, number]) => [name, { ...volume(number), cancel_on_destroy: name === "id" }]),
    );
    const blocks = [
      { to: address("block"), id: block },
      { to: address("named"), id: "name:by-named" },
    ];
    declare(configuration);
    await terraform.succeed("import", address("id"), id);
    await terraform.succeed("import", address("name"), "name:by-name");
    declare(configuration, { import: blocks });

    const ran = await terraform.succeed("apply");

    for (const [of, action] of Object.entries(ran.actions)) assert.match(action, /^(update|import|noop)$/, of);
    assert.deepEqual(changes(), []);
    const recorded = Object.fromEntries(Object.entries(terraform.recorded()).map(([of, { id }]) => [of, id]));
    assert.deepEqual(recorded, Object.fromEntries(made.map(([name = "", id]) => [address(name), id])));
    assert.equal(Object.keys(ids()).length, 4);
    const plan = await terraform.run(["plan", "-detailed-exitcode"]);
    assert.deepEqual([plan.code, plan.actions], [0, {}]);
  });

  it("is said not to be there where it is not", async () => {
    const { terraform, declare } = stage();
    declare({ database: volume("01") });
    const ran = await terraform.run(["import", address("database"), "name:no-such-session"]);
    assert.equal(ran.code, 1);
    assert.match(ran.stderr.replace(/\s+│?\s*/g, " "), /no-such-session.* no such object on https/);
    assert.deepEqual(terraform.recorded(), {});
  });

  it("is taken onto record by its identity, or not at all where the engine knows none", async () => {
    const { terraform, simulator, declare, changes } = stage();
    const id = startByHand(simulator, "by-identity", "01");
    declare({ database: volume("01") }, { import: [{ to: address("database"), identity: { id } }] });
    const ran = await terraform.run(["apply"]);
    const isKnown = !/^1\.11\./.test(terraform.version);
    if (isKnown) assert.equal(ran.code, 0, ran.errors.join());
    else assert.equal(ran.code, 1, ran.stdout);
    assert.equal(terraform.recorded()[address("database")]?.id, isKnown ? id : undefined);
    assert.deepEqual(changes(), []);
  });
});
