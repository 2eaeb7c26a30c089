import assert from "node:assert/strict";
import { onEachEngine, volume } from "./stage";

const WAVE = "powerstore-import_wave";
const address = `${WAVE}.night`;
const source = (number: string) => ({ source_resource_id: volume(number).source_resource_id });
const night = (sessions: object) => ({
  [WAVE]: { night: { name: "night", remote_system_id: "name:Unity-01", sessions } },
});

const each = `{for key, member in ${address}.members : key => member.destination_resource_id}`;
const used = {
  terraform_data: {
    first: { triggers_replace: [`\${${address}.members["db-01"].destination_resource_id}`] },
    all: { for_each: `\${${each}}`, triggers_replace: ["$" + "{each.value}"] },
  },
};

onEachEngine("What others use of the imports of a wave", {}, (stage) => {
  it("is known by their keys before they are made, is not made anew with another import, and is forgotten with it", async () => {
    const { terraform, simulator, sessions, changes } = stage();
    const two = { "db-01": source("01"), "db-02": source("02") };
    terraform.declare({ resource: { ...night(two), ...used } });
    const first = await terraform.succeed("apply");
    const keys = ["db-01", "db-02"].map((key) => `terraform_data.all[${JSON.stringify(key)}]`);
    assert.deepEqual(Object.keys(first.actions).sort(), [address, ...keys, "terraform_data.first"]);

    terraform.declare({ resource: { ...night({ ...two, "db-03": source("03") }), ...used } });
    const second = await terraform.succeed("apply");
    assert.deepEqual(second.actions, { [address]: "update", 'terraform_data.all["db-03"]': "create" });
    const { "db-03": added } = (terraform.recorded()[address]?.attributes.members ?? {}) as Members;
    assert.ok(added?.destination_resource_id);

    const before = sessions();
    simulator.clearJournal();
    terraform.declare({ removed: [{ from: address, lifecycle: { destroy: false } }] });
    await terraform.succeed("apply");
    assert.deepEqual([terraform.recorded(), changes(), sessions()], [{}, [], before]);
  });
});

type Members = Readonly<Record<string, { readonly destination_resource_id?: string }>>;
