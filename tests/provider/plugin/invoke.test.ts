import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source } from "./pluginStage";
import { plain, struct } from "./wire";

type Row = Record<string, unknown>;

describe("Functions of the plugin", () => {
  let stage: PluginStage;
  let id: string;
  before(async () => {
    stage = await openPluginStage({ setUpSeconds: 0 });
    ({ id } = await stage.created());
  });
  after(() => stage.close());

  const send = (name: string, args: object) =>
    stage.client.invoke(new InvokeRequest().setTok(`powerstore-import:index:${name}`).setArgs(struct(args)));
  const call = async (name: string, args: object = {}) => plain((await send(name, args)).getReturn());

  it("getImportSession finds a session by id and by name, with everything the resource shows", async () => {
    const byId = await call("getImportSession", { id });
    assert.equal(byId.sourceResourceId, source.sourceResourceId);
    assert.equal(byId.state, "Copy_In_Progress");
    assert.equal(typeof byId.clusterId, "string");
    assert.deepEqual(await call("getImportSession", { id: `name:${byId.name}` }), byId);
  });

  it("getImportSession of none is an error", async () => {
    await assert.rejects(send("getImportSession", { id: "none" }), { code: status.NOT_FOUND });
    await assert.rejects(send("getImportSession", { id: "name:none" }), { code: status.NOT_FOUND });
  });

  const filters: { name: string; args: object; found: boolean }[] = [
    { name: "no filter", args: {}, found: true },
    { name: "its state", args: { state: "Copy_In_Progress" }, found: true },
    { name: "another state", args: { state: "Paused" }, found: false },
    { name: "its remote system by name", args: { remoteSystemId: "name:Unity-01" }, found: true },
    { name: "another source", args: { sourceResourceId: "unity-01-vol-02" }, found: false },
  ];
  for (const { name, args, found } of filters) {
    it(`getImportSessions with ${name} ${found ? "shows" : "leaves out"} the session`, async () => {
      const sessions = (await call("getImportSessions", args)).sessions as Row[];
      assert.deepEqual(
        sessions.map((session) => session.id),
        found ? [id] : [],
      );
    });
  }

  it("getImportableVolumes shows size, WWN, criteria, and why one cannot be imported", async () => {
    const volumes = (await call("getImportableVolumes")).volumes as Row[];
    const taken = volumes.find((volume) => volume.id === source.sourceResourceId);
    assert.equal(taken?.isImportable, false);
    assert.match(String(taken?.reason), /being imported/);
    const free = volumes.find((volume) => volume.id === "unity-01-vol-02");
    assert.equal(free?.sourceType, "Unity");
    assert.equal(free?.isImportable, true);
    assert.equal(free?.reason, undefined);
    assert.equal(typeof free?.sizeBytes, "number");
    assert.equal(typeof free?.wwn, "string");
  });

  it("getImportableVolumes can leave out what cannot be imported, and other types of source", async () => {
    const args = { onlyImportable: true, remoteSystemId: "name:Unity-01" };
    const volumes = (await call("getImportableVolumes", args)).volumes as Row[];
    assert.ok(volumes.length > 0);
    assert.ok(volumes.every((volume) => volume.isImportable && volume.sourceType === "Unity"));
  });

  it("takes the text of a boolean for the boolean, as inputs do", async () => {
    const [text, plainly] = [
      await call("getImportableVolumes", { onlyImportable: "true" }),
      await call("getImportableVolumes", { onlyImportable: true }),
    ];
    assert.deepEqual(text, plainly);
  });

  it("getImportableGroups shows groups of every type of source that has some", async () => {
    const groups = (await call("getImportableGroups")).groups as Row[];
    for (const group of groups) assert.equal(typeof group.importableCriteria, "string");
    assert.deepEqual(
      (await call("getImportableGroups", { remoteSystemId: "rs-unity-01" })).groups,
      groups.filter((group) => group.sourceType === "Unity"),
    );
  });

  it("says which argument is wrong", async () => {
    const failures = async (name: string, args: object) =>
      (await send(name, args)).getFailuresList().map((failure) => failure.getProperty());
    assert.deepEqual(await failures("getImportSession", {}), ["id"]);
    assert.deepEqual(await failures("getImportSessions", { state: "Sleeping", colour: "red" }), ["state", "colour"]);
  });
});
