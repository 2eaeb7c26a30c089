import assert from "node:assert/strict";
import { withMembers } from "../../../../provider/lifecycle/importSession/decide/observedSession";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { sessionIn } from "./sessions";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const group = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-cg-01" };

describe("What a group's session is seen as", () => {
  const cases: [own: ImportSessionState, members: ImportSessionState[], seen: ImportSessionState, reason: string][] = [
    ["In_Progress", [], "In_Progress", "no member has begun"],
    ["In_Progress", ["In_Progress", "Copy_In_Progress"], "In_Progress", "set-up ends with the last member"],
    ["In_Progress", ["Queued", "Copy_In_Progress"], "In_Progress", "a member that waits its turn belongs to set-up"],
    [
      "In_Progress",
      ["Copy_In_Progress", "Copy_In_Progress"],
      "Copy_In_Progress",
      "all copy, which the array does not show on the group",
    ],
    ["In_Progress", ["Copy_In_Progress", "Ready_For_Cutover"], "Copy_In_Progress", "the least advanced counts"],
    ["In_Progress", ["Paused", "Copy_In_Progress"], "Copy_In_Progress", "a group is paused only when no member copies"],
    ["In_Progress", ["Paused", "Paused"], "Paused", "members paused one by one"],
    [
      "In_Progress",
      ["Mirror_Enabled", "Ready_To_Start_Copy"],
      "Mirror_Enabled",
      "a gate is passed when all have passed it",
    ],
    ["In_Progress", ["Failed", "Copy_In_Progress"], "Copy_In_Progress", "a lost member holds nobody up"],
    [
      "In_Progress",
      ["Ready_For_Cutover", "Ready_For_Cutover"],
      "In_Progress",
      "the group's own state is about to say so",
    ],
    ["Ready_For_Cutover", ["Ready_For_Cutover"], "Ready_For_Cutover", "the group's own state counts"],
    ["Paused", ["Paused"], "Paused", "the group's own state counts"],
  ];
  for (const [own, members, seen, reason] of cases) {
    it(`${own} with members ${members.join(", ") || "none"}: ${seen}, because ${reason}`, () => {
      const observed = withMembers(
        sessionIn(own),
        members.map((state) => sessionIn(state)),
      );
      assert.equal(observed.state, seen);
      assert.equal(observed.ownState, own);
    });
  }
});

describe("The life of one consistency group", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const id = () => stage.recorded?.id ?? "";
  const members = () =>
    (stage.simulator.world.rows("import_session") ?? []).filter((row) => row.parent_session_id === id());
  const actions = () => stage.changes().map((change) => change.split(" ").slice(0, 2).join(" "));

  it("is one resource with one POST; its members are nobody's resources", async () => {
    await stage.up(group);
    assert.equal(stage.changes().length, 1);
    assert.ok(members().length >= 2);
    assert.equal(stage.recorded?.outputs.destinationResourceType, "volume_group");
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    assert.equal(stage.session().state, "In_Progress");
    assert.equal(await stage.up(group), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("is paused and resumed through its own session", async () => {
    await stage.up(group);
    stage.simulator.clearJournal();
    await stage.up({ ...group, paused: true });
    assert.equal(stage.session().state, "Paused");
    await stage.up(group);
    assert.deepEqual(actions(), ["POST /import_session/{id}/pause", "POST /import_session/{id}/resume"]);
    assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
    assert.equal(await stage.up(group), "unchanged");
  });

  it("is paused through its members where the array refuses the group", async () => {
    await stage.up(group);
    const [first] = members();
    stage.simulator.world.operations["POST /import_session/{id}/pause"]?.({ id: first?.id ?? "", body: {} });
    await stage.up({ ...group, paused: true });
    assert.ok(members().every((member) => member.state === "Paused"));
    assert.equal(stage.recorded?.outputs.state, "Paused");
    assert.equal(await stage.refresh(), "unchanged");
    await stage.up(group);
    assert.ok(members().every((member) => member.state === "Copy_In_Progress"));
  });

  it("is cut over as a whole", async () => {
    await stage.up({ ...group, advanceTo: "Import_Completed", waitFor: "Import_Completed" });
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    assert.deepEqual(actions().slice(1), ["POST /import_session/{id}/cutover"]);
  });

  it("tries a partial cut-over again at the next up, once per up", async () => {
    const program = { ...group, advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up({ ...group, waitFor: "Ready_For_Cutover" });
    stage.simulator.world.failCutover(members()[0]?.id ?? "");
    stage.simulator.clearJournal();
    await assert.rejects(stage.up(program), /Import_Cutover_Incomplete.*some members are not cut over.*try again/s);
    assert.deepEqual(actions(), ["POST /import_session/{id}/cutover"]);
    assert.equal(await stage.up(program), "updated");
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
    assert.equal(await stage.up(program), "unchanged");
  });

  it("is not deleted half cut over: members already live on PowerStore", async () => {
    await stage.up({ ...group, waitFor: "Ready_For_Cutover" });
    stage.simulator.world.failCutover(members()[0]?.id ?? "");
    await assert.rejects(stage.up({ ...group, advanceTo: "Import_Completed" }));
    stage.simulator.clearJournal();
    await assert.rejects(stage.destroy(), /Import_Cutover_Incomplete.*Finish the cut-over/s);
    assert.deepEqual(stage.changes(), []);
  });

  it("ends with errors when a member was lost on the way, says so, and is finished", async () => {
    const program = { ...group, advanceTo: "Import_Completed", waitFor: "Import_Completed" };
    await stage.up(group);
    stage.simulator.world.failSession(members()[0]?.id ?? "", { state: "Failed", message: "The mirror broke." });
    await stage.up(program);
    assert.equal(stage.recorded?.outputs.state, "Import_Completed_With_Errors");
    assert.match(stage.warnings.join(), /some members failed and were cancelled/);
    assert.equal(await stage.up(program), "unchanged");
  });

  it("is cancelled while it copies, and takes its members' records with it", async () => {
    await stage.up(group);
    stage.simulator.clearJournal();
    await stage.destroy();
    assert.deepEqual(actions(), ["POST /import_session/{id}/cancel", "DELETE /import_session/{id}"]);
    assert.deepEqual(stage.simulator.world.rows("import_session"), []);
  });

  it("whose cancel fails is cancelled once more", async () => {
    await stage.up(group);
    stage.simulator.world.failCancel(id(), 1);
    stage.simulator.clearJournal();
    await stage.destroy();
    assert.equal(actions().filter((action) => action.endsWith("/cancel")).length, 2);
    assert.deepEqual(stage.simulator.world.rows("import_session"), []);
  });

  it("whose cancel fails again and again is a clear error, and stays in the state", async () => {
    await stage.up(group);
    stage.simulator.world.failCancel(id(), 9);
    await assert.rejects(stage.destroy(), /Cancel_Failed.*also after another try/s);
    assert.ok(stage.recorded);
  });

  it("is found again after a crash, and its members are not taken for it", async () => {
    await stage.up(group);
    const before = id();
    stage.forget();
    stage.restart();
    await stage.up(group);
    assert.equal(id(), before);
  });

  it("may be adopted as a group, its members may not", async () => {
    await stage.up(group);
    const parent = id();
    const member = members()[0]?.id;
    stage.forget();
    const { sourceResourceId: _, ...rest } = group;
    await assert.rejects(
      stage.up({ ...rest, sourceResourceId: "unity-01-vol-13", adoptSessionId: member }),
      /it is a member of the group's session .*Adopt that one/s,
    );
    await stage.up({ ...group, adoptSessionId: parent });
    assert.equal(id(), parent);
  });

  it("may be imported into a stack as a group, its members may not: nothing is read but to say so", async () => {
    await stage.up(group);
    const [member] = members();
    stage.forget();
    const calls = stage.simulator.journal().entries.length;
    await assert.rejects(
      stage.import(String(member?.id)),
      new RegExp(`is a member of the group's session ${member?.parent_session_id}, and no resource of its own`),
    );
    const sent = stage.simulator.journal().entries.slice(calls);
    assert.ok(sent.length > 0 && sent.every(({ method }) => method === "GET"));
    await stage.import(String(member?.parent_session_id));
    assert.equal(stage.recorded?.inputs.sourceResourceId, group.sourceResourceId);
  });

  it("of an agentless source passes its first gates on its members, one gate an up", async () => {
    const agentless = { remoteSystemId: "rs-xtremio-01", sourceResourceId: "xtremio-01-cg-01", type: "Agentless" };
    await stage.up(agentless);
    assert.equal(stage.recorded?.outputs.state, "Mirror_Enabled");
    const count = members().length;
    stage.simulator.clearJournal();
    await stage.up({ ...agentless, advanceTo: "Ready_To_Start_Copy" });
    assert.deepEqual(actions(), Array(count).fill("POST /import_session/{id}/enable_destination_volume"));
    assert.equal(stage.recorded?.outputs.state, "Ready_To_Start_Copy");
    await stage.up({ ...agentless, advanceTo: "Ready_For_Cutover", waitFor: "Ready_For_Cutover" });
    await stage.up({ ...agentless, advanceTo: "Import_Completed" });
    assert.equal(stage.recorded?.outputs.state, "Import_Completed");
  });

  it("sends the hosts of its members as the array wants them", async () => {
    const wwn = String(stage.simulator.world.row("import_xtremio_volume", "xtremio-01-vol-13")?.wwn);
    const program = {
      remoteSystemId: "rs-xtremio-01",
      sourceResourceId: "xtremio-01-cg-01",
      type: "Agentless",
      consistencyGroupMembers: [{ volumeWwn: wwn, hostIds: ["host-01"] }],
    };
    await stage.up(program);
    assert.match(
      stage.changes()[0] ?? "",
      new RegExp(`"consistency_group_member_host_ids":\\[\\{"volume_wwn":"${wwn}","host_ids":\\["host-01"\\]`),
    );
    assert.equal(await stage.up(program), "unchanged");
    const others = { ...program, consistencyGroupMembers: [{ volumeWwn: wwn, hostIds: ["host-02"] }] };
    await assert.rejects(stage.up(others), /changing consistencyGroupMembers would throw this import away/);
  });

  /** A group of which one member gets this host. */
  const groupFor = (hostId: string) => ({
    remoteSystemId: "rs-xtremio-01",
    sourceResourceId: "xtremio-01-cg-01",
    type: "Agentless",
    consistencyGroupMembers: [{ volumeWwn: wwnOfMember(), hostIds: [hostId] }],
  });
  const wwnOfMember = () => String(stage.simulator.world.row("import_xtremio_volume", "xtremio-01-vol-13")?.wwn);
  const nameOfHost = () => String(stage.simulator.world.row("host", "host-01")?.name);

  it("takes the hosts of its members by name for the same hosts, and others for a change", async () => {
    const name = nameOfHost();
    await stage.up(groupFor("host-01"));
    assert.equal(await stage.up(groupFor(`name:${name}`)), "updated");
    await assert.rejects(
      stage.up(groupFor("host-02")),
      /changing consistencyGroupMembers would throw this import away/,
    );
  });

  it("goes on where a host of a member was renamed, for what is on record by its name may be the same", async () => {
    const name = nameOfHost();
    await stage.up(groupFor(`name:${name}`));
    stage.simulator.world.operations["PATCH /host/{id}"]?.({ id: "host-01", body: { name: "esx-new" } });
    stage.restart();
    const more = { ...groupFor("host-01"), automaticCutover: true };
    await assert.rejects(stage.up(more), /changing automaticCutover would throw this import away/);
    assert.equal(await stage.up(groupFor("name:esx-new")), "updated");
    assert.match(stage.warnings.join("\n"), /consistencyGroupMembers can be given .*only recorded/);
    await assert.rejects(
      stage.up(groupFor("host-02")),
      /changing consistencyGroupMembers would throw this import away/,
    );
  });

  it("whose member left the way says so while the others go on, which the array does not show on the group", async () => {
    await stage.up(group);
    const [first] = members();
    stage.simulator.world.failSession(first?.id ?? "", { state: "Failed", message: "The mirror broke." });
    const says = /goes on without 1 of its 3 members: ".*" is Failed: the array says "The mirror broke\."/;
    assert.equal(await stage.refresh(), "unchanged");
    assert.match(stage.warnings.splice(0).join(), says);
    await stage.up({ ...group, advanceTo: "Import_Completed" });
    assert.match(stage.warnings.splice(0).join(), says);
  });
});

describe("The import of a group of universal volumes", () => {
  it("takes the group's id and the WWNs of its members, and makes a volume group of its name", async () => {
    const stage = await openStage({ sources: [{ name: "Old-01", type: "Universal", volumes: 3 }] });
    try {
      const volumes = (stage.simulator.world.rows("import_universal_volume") ?? []).slice(0, 2);
      const body = {
        name: "erp",
        remote_system_id: "rs-old-01",
        import_universal_volume_ids: volumes.map(({ id }) => id),
      };
      stage.simulator.world.operations["POST /import_universal_consistency_group"]?.({ id: "", body });
      const [made] = stage.simulator.world.rows("import_universal_consistency_group") ?? [];
      const [host] = stage.simulator.world.rows("host") ?? [];
      const program = {
        remoteSystemId: "rs-old-01",
        sourceResourceId: made?.id,
        type: "Agentless",
        consistencyGroupMembers: volumes.map(({ wwn }) => ({ volumeWwn: wwn, hostIds: [host?.id] })),
      };
      await stage.up(program);
      const { destinationResourceType, destinationResourceId } = stage.recorded?.outputs ?? {};
      assert.equal(destinationResourceType, "volume_group");
      assert.equal(stage.simulator.world.row("volume_group", destinationResourceId ?? "")?.name, "erp");
      assert.equal(await stage.up(program), "unchanged");
    } finally {
      await stage.close();
    }
  });
});
