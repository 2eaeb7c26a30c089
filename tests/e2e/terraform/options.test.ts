import assert from "node:assert/strict";
import { onEachEngine, SESSION, volume } from "./stage";

const address = (name: string) => `${SESSION}.${name}`;
const PAUSE = "POST /import_session/{id}/pause" as const;
const CONSENT = { cancel_on_destroy: true };

onEachEngine("What a command is told beside the configuration", {}, (stage) => {
  const requests = () => stage().simulator.journal().entries.length;

  it("is kept to: one resource alone, without a look at the array, or with nothing but a look", async () => {
    const { terraform, simulator, declare, changes, sessions } = stage();
    declare({ one: volume("01"), other: volume("02") });
    const first = await terraform.succeed("apply", `-target=${address("one")}`);
    assert.deepEqual([first.actions, Object.keys(sessions())], [{ [address("one")]: "create" }, ["unity-01-vol-01"]]);
    simulator.world.operations[PAUSE]?.({ id: String(terraform.recorded()[address("one")]?.id), body: {} });
    simulator.clearJournal();

    const plan = await terraform.succeed("plan", "-refresh=false");
    assert.deepEqual([plan.actions, requests()], [{ [address("other")]: "create" }, 0], "by what is recorded alone");
    await terraform.succeed("apply", "-refresh-only");
    assert.deepEqual([changes(), Object.keys(terraform.recorded())], [[], [address("one")]]);
    const { attributes } = terraform.recorded()[address("one")] ?? {};
    assert.deepEqual([attributes?.state, attributes?.paused], ["Paused", true]);
    const last = await terraform.succeed("apply", "-refresh=false");
    assert.deepEqual(last.actions, { [address("one")]: "update", [address("other")]: "create" });
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress", "unity-01-vol-02": "Copy_In_Progress" });
  });

  it("may hide a second entry of a session, and what depends on it goes with it: then it is ended", async () => {
    const { terraform, declare, sessions, ids } = stage();
    const consenting = { ...volume("01"), ...CONSENT };
    declare({ former: consenting });
    await terraform.succeed("apply");
    const depending = { terraform_data: { uses: { depends_on: [address("former")] } } };
    const id = ids()["unity-01-vol-01"];
    declare(
      { former: consenting, present: consenting },
      { import: [{ to: address("present"), id }], resource: depending },
    );
    await terraform.succeed("apply");
    assert.equal(Object.keys(terraform.recorded()).length, 3);

    const ran = await terraform.succeed("destroy", `-target=${address("former")}`);

    assert.deepEqual(ran.actions, { [address("former")]: "delete", "terraform_data.uses": "delete" });
    assert.deepEqual([sessions(), Object.keys(terraform.recorded())], [{}, [address("present")]]);
    const next = await terraform.run(["plan"]);
    assert.equal(next.actions[address("present")], "create", "its session is gone");
  });
});
