import assert from "node:assert/strict";
import { createWorld, type WorldOptions } from "../../../simulator/src/world";

describe("options of a world", () => {
  const refused: readonly { readonly options: WorldOptions; readonly says: RegExp }[] = [
    { options: { start: "yesterday" }, says: /start/ },
    { options: { maxActiveSessions: 0 }, says: /maxActiveSessions/ },
    { options: { maxActiveSessions: 1.5 }, says: /maxActiveSessions/ },
    { options: { maxGroupMembers: 0 }, says: /maxGroupMembers/ },
    { options: { setUpSeconds: -1 }, says: /setUpSeconds/ },
    { options: { copyBytesPerSecond: Number.NaN }, says: /copyBytesPerSecond/ },
    { options: { cancelSeconds: Number.POSITIVE_INFINITY }, says: /cancelSeconds/ },
    { options: { sources: [{ name: "U", type: "Unity", volumes: -1 }] }, says: /U cannot have -1/ },
    { options: { sources: [{ name: "U", type: "Unity", volumes: 1, sizeBytes: 1000 }] }, says: /multiple of 8192/ },
    {
      options: {
        sources: [
          { name: "U-1", type: "Unity", volumes: 1 },
          { name: "u 1", type: "XtremIO", volumes: 1 },
        ],
      },
      says: /not unique/,
    },
  ];
  for (const { options, says } of refused) {
    it(`are refused where they make no sense: ${JSON.stringify(options)}`, () => {
      assert.throws(() => createWorld(options), { name: "RangeError", message: says });
    });
  }

  it("tell one array from another by its global_id", () => {
    const world = createWorld({ cluster: { name: "Other", globalId: "PS0000000002" } });
    const [cluster] = world.rows("cluster") ?? [];
    assert.equal(cluster?.name, "Other");
    assert.equal(cluster?.global_id, "PS0000000002");
    assert.equal(createWorld().rows("cluster")?.[0]?.global_id, "PS0000000001");
  });

  it("give an array of another name another global_id, always the same one, and other serial numbers of its own", () => {
    const clusterOf = (name: string) => createWorld({ cluster: { name } }).rows("cluster")?.[0];
    const names = Array.from({ length: 200 }, (_, index) => `Lab-${index}`);
    const ids = names.map((name) => clusterOf(name)?.global_id);
    assert.equal(new Set([...ids, "PS0000000001"]).size, 201);
    assert.deepEqual(
      names.slice(0, 3).map((name) => clusterOf(name)?.global_id),
      ids.slice(0, 3),
    );
    const tagOf = (name: string) => createWorld({ cluster: { name } }).rows("appliance")?.[0]?.service_tag;
    assert.notEqual(tagOf("Lab-1"), tagOf("Lab-2"));
    assert.equal(tagOf("PowerStore-01"), "SIM0001");
  });

  it("make two arrays out of one recording", () => {
    const collections = { cluster: [{ id: "0", name: "Real", global_id: "PSREAL", compatibility_level: 32 }] };
    const identity = (cluster?: { readonly name: string }) => {
      const [row] = createWorld({ collections, ...(cluster && { cluster }) }).rows("cluster") ?? [];
      return [row?.name, row?.global_id, row?.compatibility_level];
    };
    assert.deepEqual(identity(), ["Real", "PSREAL", 32]);
    const other = identity({ name: "Other" });
    assert.deepEqual([other[0], other[2]], ["Other", 32]);
    assert.notEqual(other[1], "PSREAL");
  });

  it("make the arrays that are described", () => {
    const world = createWorld({
      sources: [{ name: "SC-9", type: "Storage_Center", volumes: 100, sizeBytes: 8192, groups: [2, 0] }],
    });
    assert.equal(world.rows("import_storage_center_volume")?.length, 102);
    const last = world.row("import_storage_center_volume", "sc-9-vol-102");
    assert.equal(last?.size, 8192);
    assert.equal(last?.import_storage_center_consistency_group_id, "sc-9-cg-01");
    const groups = world.rows("import_storage_center_consistency_group")?.map((group) => group.importable_criteria);
    assert.deepEqual(groups, ["Ready", "No_Members"]);
  });

  it("limit the members of a group that can be imported, to 75 unless told otherwise [U, ARRAY limits]", () => {
    const sources = [{ name: "U", type: "Unity" as const, volumes: 0, groups: [3, 4, 75, 76] }];
    const criteria = (maxGroupMembers?: number) =>
      createWorld({ sources, ...(maxGroupMembers === undefined ? {} : { maxGroupMembers }) })
        .rows("import_unity_consistency_group")
        ?.map((group) => group.importable_criteria);
    assert.deepEqual(criteria(), ["Ready", "Ready", "Ready", "Max_Members"]);
    assert.deepEqual(criteria(3), ["Ready", "Max_Members", "Max_Members", "Max_Members"]);
  });
});
