import assert from "node:assert/strict";
import { onEachEngine, SESSION, type Stage, volume } from "./stage";

const address = (name: string) => `${SESSION}.${name}`;

/** By force: what a person or a taint asks for, whatever the configuration says. */
const replaceAll = ["forced", "tainted", "first"].map((name) => `-replace=${address(name)}`);

/** Sessions that all copy. */
const sessions = (more: object = {}) => ({
  forced: { ...volume("01"), ...more },
  tainted: { ...volume("02"), ...more },
  first: { ...volume("03"), ...more, lifecycle: { create_before_destroy: true } },
  triggered: { ...volume("04"), ...more, lifecycle: { replace_triggered_by: ["terraform_data.trigger"] } },
});

const trigger = (input: string) => ({ resource: { terraform_data: { trigger: { input } } } });

const copying = Object.fromEntries(
  ["01", "02", "03", "04"].map((each) => [`unity-01-vol-${each}`, "Copy_In_Progress"]),
);

onEachEngine("A copy that is under way", {}, (stage) => {
  const idsOnRecord = ({ terraform }: Stage) =>
    Object.fromEntries(Object.entries(terraform.recorded()).map(([of, { id }]) => [of, id]));
  const noneIsDeposed = ({ terraform }: Stage) =>
    assert.ok(Object.values(terraform.recorded()).every(({ deposed }) => !deposed));

  it("is ended by no replacement without consent on record: by force, after a taint, triggered, or created first", async () => {
    const { terraform, simulator, declare, changes, sessions: states } = stage();
    declare(sessions(), trigger("one"));
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();
    await terraform.succeed("taint", address("tainted"));
    declare(sessions(), trigger("two"));

    const shown = await terraform.fail("apply", `-replace=${address("forced")}`, `-replace=${address("first")}`);

    assert.match(shown, /cancel_on_destroy = true/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(states(), copying);
    const { "terraform_data.trigger": _, ...after } = idsOnRecord(stage());
    const { "terraform_data.trigger": __, ...sessionsBefore } = before;
    assert.deepEqual(after, sessionsBefore);
    noneIsDeposed(stage());
  });

  it("is not ended by consent that comes with the replacement, nor by a destroy or a resource that is taken out", async () => {
    const { terraform, simulator, declare, changes, sessions: states } = stage();
    declare({ forced: volume("01"), gone: volume("02") });
    await terraform.succeed("apply");
    simulator.clearJournal();

    declare({ forced: { ...volume("01"), cancel_on_destroy: true } });
    const shown = await terraform.fail("apply", `-replace=${address("forced")}`);

    assert.match(shown, /cancel_on_destroy = true/);
    assert.match(await terraform.fail("destroy"), /cancel_on_destroy = true/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(states(), { "unity-01-vol-01": "Copy_In_Progress", "unity-01-vol-02": "Copy_In_Progress" });
    assert.deepEqual(Object.keys(terraform.recorded()), [address("forced"), address("gone")]);
  });

  it("is ended with the consent of an apply before, each by its own way, and imported again", async () => {
    const { terraform, simulator, declare, changes, sessions: states, ids } = stage();
    declare(sessions({ cancel_on_destroy: true }), trigger("one"));
    await terraform.succeed("apply");
    const before = ids();
    simulator.clearJournal();
    await terraform.succeed("taint", address("tainted"));
    declare(sessions({ cancel_on_destroy: true }), trigger("two"));

    const ran = await terraform.run(["apply", ...replaceAll.filter((each) => !each.endsWith("first"))]);

    assert.equal(ran.code, 0, ran.errors.join());
    assert.equal(changes().filter((change) => change === "POST /import_session").length, 3, changes().join());
    assert.deepEqual(states(), copying);
    for (const [of, id] of Object.entries(ids())) assert.equal(id === before[of], of === "unity-01-vol-03", of);
    noneIsDeposed(stage());
  });

  it("is refused another source by the plan, and not ended by a create before it, for no array has two imports of one volume", async () => {
    const { terraform, simulator, declare, changes, sessions: states } = stage();
    const first = { ...volume("03"), cancel_on_destroy: true, lifecycle: { create_before_destroy: true } };
    declare({ changed: volume("01"), first });
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();

    declare({ changed: volume("02"), first });
    assert.match(await terraform.fail("apply"), /would throw this import away/);
    declare({ changed: volume("01"), first });
    const replace = `-replace=${address("first")}`;
    assert.match(await terraform.fail("apply", replace), /take create_before_destroy off it/);
    // Whoever applies a saved plan is not told what is on record. The session is taken over then, as after a crash, and left alone by the delete.
    await terraform.succeed("plan", "-out=plan", replace);
    const saved = await terraform.succeed("apply", "plan");
    assert.match(saved.warnings.join("\n"), /^Replacing import session .*take create_before_destroy off the resource/m);

    assert.deepEqual(changes(), []);
    assert.deepEqual(states(), { "unity-01-vol-01": "Copy_In_Progress", "unity-01-vol-03": "Copy_In_Progress" });
    assert.deepEqual(idsOnRecord(stage()), before);
    noneIsDeposed(stage());
    await terraform.succeed("apply");
    assert.equal(terraform.recorded()[address("first")]?.attributes.claimed, null, "it is known again whose it is");
  });

  it("is not replaced by force once it is completed, and is replaced by the import of another source", async () => {
    const { terraform, simulator, declare, changes, sessions: states } = stage();
    const completing = (number: string) => ({ ...volume(number), automatic_cutover: true });
    declare({ forced: completing("01"), tainted: completing("02"), changed: completing("03") });
    await terraform.succeed("apply");
    simulator.advance(24 * 3600);
    await terraform.succeed("apply");
    const before = idsOnRecord(stage());
    simulator.clearJournal();
    await terraform.succeed("taint", address("tainted"));

    const shown = await terraform.fail("apply", `-replace=${address("forced")}`);

    assert.match(shown, /its source cannot be imported again/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(idsOnRecord(stage()), before);
    await terraform.succeed("untaint", address("tainted"));
    declare({ forced: completing("01"), changed: completing("04") });
    await terraform.succeed("apply");
    assert.deepEqual(states(), { "unity-01-vol-01": "Import_Completed", "unity-01-vol-04": "Copy_In_Progress" });
  });

  it("is not ended where it was imported to another address, and one of the two is taken out", async () => {
    const { terraform, simulator, declare, changes, sessions: states } = stage();
    const consenting = { ...volume("01"), cancel_on_destroy: true };
    declare({ former: consenting });
    await terraform.succeed("apply");
    declare({ former: consenting, present: consenting });
    await terraform.succeed("import", address("present"), String(terraform.recorded()[address("former")]?.id));
    await terraform.succeed("apply");
    simulator.clearJournal();

    declare({ present: consenting });
    const ran = await terraform.succeed("apply");

    assert.deepEqual(ran.actions, { [address("former")]: "delete" });
    assert.match(ran.warnings.join(), /second entry/);
    assert.deepEqual(changes(), []);
    assert.deepEqual(states(), { "unity-01-vol-01": "Copy_In_Progress" });
    assert.deepEqual(Object.keys(terraform.recorded()), [address("present")]);
    await terraform.succeed("destroy");
    assert.deepEqual(states(), {}, "the last entry ends it");
  });
});
