import assert from "node:assert/strict";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source } from "./pluginStage";
import { UNKNOWN_STRING } from "./wire";

const { Kind } = PropertyDiff;

/** What a diff says, in one comparable value. */
function said(response: DiffResponse) {
  const kinds: [string, number][] = [];
  response.getDetaileddiffMap().forEach((diff, name) => {
    kinds.push([name, diff.getKind()]);
  });
  const names = kinds.map(([name]) => name);
  assert.deepEqual([...response.getDiffsList()].sort(), names.sort(), "diffs and detailed diff agree");
  // A replacing kind replaces even where `replaces` is empty [ENGINE diff].
  const replacing: readonly number[] = [Kind.ADD_REPLACE, Kind.DELETE_REPLACE, Kind.UPDATE_REPLACE];
  for (const [name, kind] of kinds)
    assert.equal(replacing.includes(kind), response.getReplacesList().includes(name), name);
  assert.equal(response.getDeletebeforereplace(), true);
  assert.equal(response.getHasdetaileddiff(), true);
  return {
    changes: response.getChanges() === DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    kinds: Object.fromEntries(kinds),
  };
}

describe("Diff of the plugin", () => {
  let stage: PluginStage;
  beforeEach(async () => {
    stage = await openPluginStage({ setUpSeconds: 0 });
  });
  afterEach(() => stage.close());

  it("is empty for an unchanged program, and still asks to delete before replacing", async () => {
    const { id, inputs, outputs } = await stage.created();
    assert.deepEqual(said(await stage.diff(id, outputs, inputs)), { changes: false, replaces: [], kinds: {} });
  });

  const kinds: { name: string; before?: object; after: object; expected: Record<string, number> }[] = [
    { name: "a changed input", after: { paused: true }, expected: { paused: Kind.UPDATE } },
    { name: "an added input", after: { description: "x" }, expected: { description: Kind.ADD } },
    {
      name: "an input taken away",
      before: { description: "x" },
      after: { description: null },
      expected: { description: Kind.DELETE },
    },
    {
      name: "an unknown, which never replaces",
      after: { sourceResourceId: UNKNOWN_STRING },
      expected: { sourceResourceId: Kind.UPDATE },
    },
    {
      name: "an open goal names its input",
      after: { advanceTo: "Import_Completed" },
      expected: { advanceTo: Kind.ADD },
    },
  ];
  for (const { name, before = {}, after, expected } of kinds) {
    it(`shows ${name}`, async () => {
      const { id, inputs, outputs } = await stage.created({ ...source, ...before });
      assert.deepEqual(said(await stage.diff(id, outputs, { ...inputs, ...after })), {
        changes: true,
        replaces: [],
        kinds: expected,
      });
    });
  }

  it("shows the wish of an unchanged program that is still open as an update of its input", async () => {
    const { id, inputs, outputs } = await stage.created({ ...source, advanceTo: "Import_Completed" });
    const { changes, kinds: shown } = said(await stage.diff(id, outputs, inputs));
    assert.equal(changes, true);
    assert.deepEqual(shown, { advanceTo: Kind.UPDATE });
  });

  it("replaces a scheduled session, and only then, with the enum's replacing kinds", async () => {
    const scheduled = { ...source, scheduledTimestamp: "2099-01-01T00:00:00Z" };
    const { id, inputs, outputs } = await stage.created(scheduled);
    const news = { ...inputs, automaticCutover: true, volumeGroupId: "vg-1" };
    assert.deepEqual(said(await stage.diff(id, outputs, news)), {
      changes: true,
      replaces: ["volumeGroupId", "automaticCutover"],
      kinds: { volumeGroupId: Kind.ADD_REPLACE, automaticCutover: Kind.UPDATE_REPLACE },
    });
  });

  it("says which outputs will stay, so that dependents need not wait", async () => {
    const { id, inputs, outputs } = await stage.created();
    const stables = (await stage.diff(id, outputs, { ...inputs, paused: true })).getStablesList();
    assert.ok(
      ["destinationResourceId", "clusterId", "name"].every((name) => stables.includes(name)),
      String(stables),
    );
    assert.ok(!stables.includes("state"));
  });

  it("reads old states of other versions: hidden names, unknown properties, unknown states, wrong types", async () => {
    const { id, inputs, outputs } = await stage.created();
    const old = { ...outputs, __provider: "x", later: [1], clusterId: 7 };
    assert.equal(said(await stage.diff(id, old, inputs)).changes, false);
    const future = said(await stage.diff(id, { ...outputs, state: "Verifying" }, inputs));
    assert.deepEqual(future, { changes: true, replaces: [], kinds: { waitFor: Kind.UPDATE } });
  });

  it("takes no open goal for drift in a refresh, which calls no check", async () => {
    const { id, inputs, outputs } = await stage.created({ ...source, advanceTo: "Import_Completed" });
    await stage.configure();
    assert.equal(said(await stage.diff(id, outputs, inputs)).changes, false);
  });

  it("says on the resource's row what a replacement costs", async () => {
    const { id, inputs, outputs } = await stage.created({ ...source, scheduledTimestamp: "2099-01-01T00:00:00Z" });
    stage.messages.length = 0;
    await stage.diff(id, outputs, { ...inputs, automaticCutover: true });
    assert.ok(stage.messages.some(({ severity, ephemeral }) => severity === "warning" && !ephemeral));
  });
});
