import assert from "node:assert/strict";
import { isCounts, parseCounts } from "../../../simulator/src/seed/seedFile";
import { createWorld, sourceTypes } from "../../../simulator/src/world";

describe("the short form of sources", () => {
  it("makes arrays with predictable names and ids, all volumes ready", () => {
    const world = createWorld({ sources: parseCounts("unity=40,xtremio=10") });
    const ids = (collection: string) => (world.rows(collection) ?? []).map(({ id }) => id);
    assert.deepEqual(ids("remote_system"), ["rs-unity-01", "rs-xtremio-01"]);
    const volumes = world.rows("import_unity_volume") ?? [];
    assert.equal(volumes.length, 40);
    assert.deepEqual([volumes[0]?.id, volumes[39]?.id], ["unity-01-vol-01", "unity-01-vol-40"]);
    assert.ok(volumes.every((volume) => volume.importable_criteria === "Ready"));
    assert.equal(ids("import_xtremio_volume").length, 10);
  });

  it("counts arrays of one type", () => {
    const names = parseCounts("unity=1,netapp=2,unity=3").map(({ name }) => name);
    assert.deepEqual(names, ["Unity-01", "NetApp-01", "Unity-02"]);
  });

  for (const type of sourceTypes) {
    it(`knows ${type} in any case, with - or _`, () => {
      for (const word of [type, type.toLowerCase(), type.toUpperCase().replaceAll("_", "-")]) {
        assert.deepEqual(parseCounts(`${word}=1`), [{ name: `${type}-01`, type, volumes: 1 }]);
      }
    });
  }

  const refused = [
    { text: "floppy=3", says: /floppy is no type of source array, expected unity, vnx/ },
    { text: "unity=", says: /unity=: the number of volumes/ },
    { text: "unity=1.5", says: /whole number/ },
    { text: "unity=-1", says: /whole number/ },
    { text: "unity=many", says: /whole number/ },
  ];
  for (const { text, says } of refused) {
    it(`refuses ${text} with a sentence`, () => {
      assert.ok(isCounts(text));
      assert.throws(() => parseCounts(text), says);
    });
  }

  for (const text of ["sources.json", "./unity=40", "C:\\worlds\\sources.json", "unity"]) {
    it(`leaves ${text} to be a file`, () => assert.equal(isCounts(text), false));
  }
});
