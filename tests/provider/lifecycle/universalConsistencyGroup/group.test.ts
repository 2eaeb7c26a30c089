import assert from "node:assert/strict";
import type { GroupStep } from "../../../../provider/lifecycle/universalConsistencyGroup/decide/decideGroup";
import { decideGroup } from "../../../../provider/lifecycle/universalConsistencyGroup/decide/decideGroup";
import type { ObservedGroup } from "../../../../provider/lifecycle/universalConsistencyGroup/inputs/outputs";
import { universalConsistencyGroupHandler } from "../../../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";
import { assertMadeOnce } from "../arrayObject/killed";
import type { Stage } from "../arrayObject/stage";
import { openStage } from "../arrayObject/stage";
import type { AnyHandler } from "../engineCalls";

const GROUPS = "import_universal_consistency_group";
const VOLUMES = "import_universal_volume";

describe("A universal consistency group", () => {
  let stage: Stage;
  let ids: readonly string[];
  const remoteSystemId = "rs-old-01";
  before(async () => {
    const handler = universalConsistencyGroupHandler as AnyHandler;
    stage = await openStage(handler, "powerstore-import:index:UniversalConsistencyGroup", {
      sources: [
        { name: "Old-01", type: "Universal", volumes: 300 },
        { name: "Old-02", type: "Universal", volumes: 2, criteria: { 2: "Source_Volume_Offline" } },
      ],
      maxGroupMembers: 400,
    });
    const rows = stage.simulator.world.rows(VOLUMES) ?? [];
    ids = rows.filter((row) => row.remote_system_id === remoteSystemId).map(({ id }) => id);
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
  });
  after(() => stage.close());

  const groups = () => stage.simulator.world.rows(GROUPS) ?? [];
  const members = () =>
    (stage.simulator.world.rows(VOLUMES) ?? [])
      .filter((row) => row.import_universal_consistency_group_id === stage.recorded?.id)
      .map(({ id }) => id)
      .sort();
  /** How many members each request named. */
  const sizes = () =>
    stage
      .bodies()
      .map((body) => (body as { import_universal_volume_ids: readonly string[] }).import_universal_volume_ids.length);
  const program = (more: object = {}) => ({
    remoteSystemId,
    importUniversalVolumeIds: ids.slice(0, 2),
    ...more,
  });

  it("that is taken over by its name, and may be another stack's, has its volumes named by the next run only, which somebody asks for who knows", async () => {
    const [first = ""] = ids;
    await stage.up(program({ volumeNames: { [first]: "db-log" } }));
    stage.forget();
    stage.simulator.clearJournal();
    const other = program({ volumeNames: { [first]: "web-log" } });
    assert.equal(await stage.up(other), "created");
    assert.deepEqual([stage.changes(), stage.recorded?.outputs.claimed], [[], true]);
    assert.equal(await stage.up(other), "updated");
    assert.equal(stage.changes().length, 1);
  });

  it("is made with its members, ready, and unchanged by another run", async () => {
    assert.equal(await stage.up(program()), "created");
    assert.equal(stage.recorded?.outputs.importableCriteria, "Ready_For_Agentless_Import");
    assert.deepEqual(Object.keys(stage.recorded?.outputs.volumeWwns as object).sort(), [...ids.slice(0, 2)].sort());
    assert.equal(await stage.up(program({ importUniversalVolumeIds: [ids[1], ids[0]] })), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("may be made empty", async () => {
    assert.equal(await stage.up(program({ importUniversalVolumeIds: [] })), "created");
    assert.equal(await stage.up(program({ importUniversalVolumeIds: [] })), "unchanged");
  });

  it("takes more members than a request may name in several requests", async () => {
    await stage.up(program({ importUniversalVolumeIds: ids.slice(0, 260) }));
    assert.equal(members().length, 260);
    assert.deepEqual(sizes(), [128, 128, 4]);
  });

  it("lets many leave in several requests, too", async () => {
    await stage.up(program({ importUniversalVolumeIds: ids.slice(0, 260) }));
    stage.simulator.clearJournal();
    await stage.up(program({ importUniversalVolumeIds: ids.slice(0, 1) }));
    assert.deepEqual(members(), ids.slice(0, 1));
    assert.deepEqual(sizes(), [128, 128, 3]);
  });

  it("lets join before it lets leave", async () => {
    await stage.up(program());
    stage.simulator.clearJournal();
    await stage.up(program({ importUniversalVolumeIds: ids.slice(2, 4) }));
    assert.deepEqual(stage.changes(), [`POST /${GROUPS}/{id}/add_members`, `POST /${GROUPS}/{id}/remove_members`]);
    assert.deepEqual(members(), [...ids.slice(2, 4)].sort());
  });

  it("is renamed", async () => {
    await stage.up(program({ name: "first" }));
    stage.simulator.clearJournal();
    assert.equal(await stage.up(program({ name: "second" })), "updated");
    assert.deepEqual([stage.changes(), groups()[0]?.name], [[`PATCH /${GROUPS}/{id}`], "second"]);
  });

  it("gives names to its volumes, and takes none away with it", async () => {
    const [id = ""] = ids;
    await stage.up(program({ volumeNames: { [id]: "erp-data" } }));
    assert.equal(stage.simulator.world.row(VOLUMES, id)?.name, "erp-data");
    await stage.destroy();
    assert.equal(stage.simulator.world.row(VOLUMES, id)?.name, "erp-data");
  });

  it("gives its volumes names that move up by one, each to that of the next", async () => {
    const [one = "", two = ""] = ids;
    const namesOf = () => (stage.simulator.world.rows(VOLUMES) ?? []).slice(0, 2).map(({ name }) => name);
    await stage.up(program({ volumeNames: { [one]: "db-1", [two]: "db-2" } }));
    assert.equal(await stage.up(program({ volumeNames: { [one]: "db-2", [two]: "db-3" } })), "updated");
    assert.deepEqual(namesOf(), ["db-2", "db-3"]);
  });

  it("is made anew on another remote system", async () => {
    await stage.up(program());
    const plan = await stage.preview(program({ remoteSystemId: "rs-old-02", importUniversalVolumeIds: [] }));
    assert.deepEqual(plan.replaces, ["remoteSystemId"]);
    assert.equal(await stage.up(program({ remoteSystemId: "rs-old-02", importUniversalVolumeIds: [] })), "replaced");
  });

  it("knows a remote system by its name as by its id", async () => {
    await stage.up(program());
    assert.equal(await stage.up(program({ remoteSystemId: "name:Old-01" })), "updated");
    assert.equal(await stage.up(program({ remoteSystemId: "name:Old-01" })), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("keeps the name of a remote system that has another one now, until the program says that or its id", async () => {
    await stage.up(program({ remoteSystemId: "name:Old-01" }));
    stage.simulator.world.operations["PATCH /remote_system/{id}"]?.({ id: remoteSystemId, body: { name: "Newer" } });
    stage.restart();
    stage.simulator.clearJournal();
    assert.equal(await stage.refresh(), "unchanged");
    assert.match(stage.warnings.join(), /name:Old-01.*no remote_system has this name/s);
    assert.equal(await stage.up(program({ remoteSystemId: "name:Old-01" })), "unchanged");
    assert.equal(await stage.up(program({ remoteSystemId: "name:Newer" })), "updated");
    assert.deepEqual(stage.changes(), []);
  });

  it("shows who joined and left behind its back", async () => {
    await stage.up(program());
    const body = { import_universal_volume_ids: [ids[5]] };
    stage.simulator.world.operations[`POST /${GROUPS}/{id}/add_members`]?.({ id: stage.recorded?.id ?? "", body });
    assert.equal(await stage.refresh(), "changed");
    assert.equal(await stage.up(program()), "updated");
    assert.deepEqual(members(), [...ids.slice(0, 2)].sort());
  });

  const startImport = () => {
    const id = stage.recorded?.id ?? "";
    const body = { remote_system_id: remoteSystemId, source_resource_id: id, name: "erp", type: "Agentless" };
    stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
  };

  const frozen: [what: string, more: () => object][] = [
    ["another name", () => ({ name: "other" })],
    ["fewer members", () => ({ importUniversalVolumeIds: ids.slice(0, 1) })],
    ["another remote system", () => ({ remoteSystemId: "rs-old-02", importUniversalVolumeIds: [] })],
  ];
  for (const [what, more] of frozen) {
    it(`gets no ${what} while it is imported, in preview and run`, async () => {
      await stage.up(program({ name: "erp" }));
      startImport();
      stage.simulator.clearJournal();
      const plan = await stage.preview(program({ name: "erp", ...more() }));
      assert.deepEqual(plan.replaces, []);
      assert.match(stage.warnings.join(), /"erp" \(.*\) is In_Progress.*The update will fail/);
      await assert.rejects(stage.up(program({ name: "erp", ...more() })), /nothing of a group changes while/);
      assert.deepEqual(stage.changes(), []);
    });
  }

  it("takes no volume that is in another group, says which group that is, and stays what it was", async () => {
    const other = { name: "theirs", remote_system_id: remoteSystemId, import_universal_volume_ids: [ids[9]] };
    stage.simulator.world.operations[`POST /${GROUPS}`]?.({ id: "", body: other });
    await stage.up(program());
    await assert.rejects(stage.up(program({ importUniversalVolumeIds: [...ids.slice(0, 2), ids[9]] })), /is in group/);
    assert.deepEqual(members(), [...ids.slice(0, 2)].sort());
    assert.equal(await stage.up(program()), "updated", "the next run goes on from what is there");
  });

  it("exchanges members with another one that the engine updates at the same time, though each can get only what the other has let go of", async () => {
    const handler = universalConsistencyGroupHandler as AnyHandler;
    const of = (name: string, ...places: readonly number[]) => ({
      ...program({ name, importUniversalVolumeIds: places.map((place) => ids[place]) }),
    });
    const made = async (wanted: object) => {
      stage.forget();
      await stage.up({ ...wanted });
      return stage.recorded ?? assert.fail();
    };
    const [erp, web] = [await made(of("erp", 0, 1)), await made(of("web", 2, 3))];
    stage.restart();
    const update = ({ id, outputs }: typeof erp, wanted: object) => {
      const context = { ...stage.context(), urn: `${stage.urn}-${id}` };
      return handler.update(id, outputs, handler.check(outputs, { ...wanted }, context).inputs, context);
    };
    await Promise.all([update(erp, of("erp", 0, 2)), update(web, of("web", 1, 3))]);
    const membersOf = (groupId: string) =>
      (stage.simulator.world.rows(VOLUMES) ?? []).filter(
        (row) => row.import_universal_consistency_group_id === groupId,
      );
    assert.deepEqual(
      [erp, web].map(({ id }) => membersOf(id).map((row) => ids.indexOf(row.id))),
      [
        [0, 2],
        [1, 3],
      ],
    );
  });

  it("leaves a group that somebody else has made under its name, whatever the case, and says how to take it over", async () => {
    const other = { name: "ERP", remote_system_id: remoteSystemId, import_universal_volume_ids: ids.slice(0, 2) };
    stage.simulator.world.operations[`POST /${GROUPS}`]?.({ id: "", body: other });
    stage.restart();
    stage.simulator.clearJournal();
    await assert.rejects(stage.up(program({ name: "erp" })), /adoptGroupId: "/);
    assert.deepEqual([stage.changes(), stage.recorded, groups().length], [[], undefined, 1]);
  });

  it("is not changed while it is imported, and says by which session before anything is sent", async () => {
    await stage.up(program());
    startImport();
    stage.simulator.clearJournal();
    await assert.rejects(
      stage.up(program({ importUniversalVolumeIds: ids.slice(0, 3) })),
      /"erp" \(.*\) is In_Progress/,
    );
    await assert.rejects(stage.destroy(), /1 import session still uses it: "erp".*Nothing was sent/);
    assert.deepEqual(stage.changes(), []);
  });

  it("names the members that cannot be imported", async () => {
    const rows = stage.simulator.world.rows(VOLUMES) ?? [];
    const offline = rows.find((row) => row.importable_criteria === "Source_Volume_Offline");
    const asked = { remoteSystemId: "rs-old-02", importUniversalVolumeIds: [offline?.id] };
    await assert.rejects(stage.up(asked), /Source_Volume_Offline/);
    assert.deepEqual([stage.recorded, groups()], [undefined, []]);
  });

  it("is deleted, and its volumes are free again", async () => {
    await stage.up(program());
    await stage.destroy();
    assert.deepEqual([groups(), members()], [[], []]);
  });

  it("is imported by id and read by what the array shows", async () => {
    await stage.up(program({ name: "erp" }));
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    await stage.import(id);
    assert.equal(await stage.up(program({ name: "erp" })), "unchanged");
  });

  it("is adopted by its name, and not where the members differ", async () => {
    await stage.up(program({ name: "erp" }));
    const { id } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    await assert.rejects(
      stage.up(program({ adoptGroupId: "name:erp", importUniversalVolumeIds: [] })),
      /its members are/,
    );
    const [member = ""] = program({}).importUniversalVolumeIds as readonly string[];
    stage.simulator.clearJournal();
    await assert.rejects(
      stage.up(program({ adoptGroupId: "name:erp", volumeNames: { [member]: "erp-data" } })),
      /volume .* is named .* on the array and erp-data in the program/,
    );
    assert.deepEqual(stage.changes(), []);
    await stage.up(program({ adoptGroupId: "name:ERP" }));
    assert.equal(stage.recorded?.id, id);
  });

  it("that was adopted keeps its name where the stack is renamed, as long as the program gives none", async () => {
    await stage.up(program({ name: "erp" }));
    const adopting = program({ adoptGroupId: stage.recorded?.id });
    stage.forget();
    stage.restart();
    stage.simulator.clearJournal();
    const { urn } = stage;
    try {
      await stage.up(adopting);
      stage.urn = urn.replace(":prod::", ":live::");
      assert.equal(await stage.up(adopting), "unchanged");
    } finally {
      stage.urn = urn;
    }
    assert.deepEqual([stage.recorded?.outputs.name, stage.changes()], ["erp", []]);
  });

  it("that was adopted is made anew as any other, though the program goes on to name the one that is gone", async () => {
    await stage.up(program({ name: "erp" }));
    const { id } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    await stage.up(program({ adoptGroupId: id }));
    const moved = program({ adoptGroupId: id, remoteSystemId: "rs-old-02", importUniversalVolumeIds: [] });
    assert.equal(await stage.up(moved), "replaced");
    assert.equal(groups().length, 1);
    assert.notEqual(stage.recorded?.id, id);
  });

  for (const when of ["before", "after"] as const) {
    it(`is found again and made once when the run is killed ${when} any of its requests`, async () => {
      const requests = await assertMadeOnce(stage, program({ name: "chosen" }), groups, when);
      assert.ok(requests >= 5, `the matrix had ${requests} requests only`);
    }).timeout(60_000);
  }

  const wrong: [reason: string, more: object, property: string, text: RegExp][] = [
    ["a volume twice", { importUniversalVolumeIds: ["a", "a"] }, "importUniversalVolumeIds", /a: is listed twice/],
    ["a name for a stranger", { volumeNames: { z: "x" } }, "volumeNames", /z: is not among/],
    ["a name too long", { name: "x".repeat(129) }, "name", /at most 128/],
    ["another resource's input", { members: [] }, "members", /is not an input of UniversalConsistencyGroup/],
    ["no remote system", { remoteSystemId: undefined }, "remoteSystemId", /is required/],
  ];
  for (const [reason, more, property, text] of wrong) {
    it(`refuses ${reason} before anything is sent`, () => {
      const failures = stage.check(program(more));
      assert.deepEqual(
        failures.map((each) => each.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", text);
    });
  }
});

describe("What the criteria of a group mean", () => {
  const members = [{ id: "a", wwn: undefined, name: undefined, importableCriteria: "Source_Volume_Offline" }];
  const goals = { waitFor: "Ready" as const, importUniversalVolumeIds: ["a"] };
  const cases: [criteria: string | undefined, seconds: number, kind: GroupStep["kind"], text: RegExp, why: string][] = [
    ["Ready_For_Agentless_Import", 0, "finish", /^$/, "that is what is waited for"],
    ["Ready", 0, "finish", /^$/, "it is more than that"],
    ["In_Progress", 0, "finish", /^$/, "an import has it already"],
    ["Imported", 0, "finish", /^$/, "it is over"],
    ["Members_Not_Ready", 3, "wait", /^$/, "they may only not have been looked at"],
    [
      "Members_Not_Ready",
      60,
      "fail",
      /a is Source_Volume_Offline\. Mend that on the source/,
      "somebody has to mend them",
    ],
    ["Not_In_Sync", 3, "wait", /^$/, "a discovery may be under way"],
    ["Not_In_Sync", 60, "fail", /discoveryTrigger of its RemoteSystem/, "the array has to look again"],
    ["No_Members", 3, "wait", /^$/, "the array has just been told of them"],
    ["No_Members", 60, "fail", /has no members as far as PowerStore shows/, "it does not believe in them"],
    ["Undetermined", 3, "wait", /^$/, "the array has not looked yet"],
    ["Undetermined", 60, "fail", /is Undetermined/, "it does not find out"],
    [undefined, 3, "wait", /^$/, "nothing is said yet"],
    ["Max_Members", 0, "fail", /more than one import can have/, "time makes it no smaller"],
    ["Incompatible_Firmware", 0, "fail", /support matrix/, "time changes no version"],
    ["Blessed", 0, "finish", /^$/, "a newer array's word is no reason to stop"],
  ];
  for (const [importableCriteria, shownSeconds, kind, text, why] of cases) {
    it(`${importableCriteria ?? "none"} after ${shownSeconds} s: ${kind}, because ${why}`, () => {
      const group = { id: "1", name: "erp", members, importableCriteria } as unknown as ObservedGroup;
      const step = decideGroup(group, goals, { accepted: [], shownSeconds });
      assert.equal(step.kind, kind);
      assert.match(step.kind === "fail" ? step.reason : "", text);
    });
  }
});
