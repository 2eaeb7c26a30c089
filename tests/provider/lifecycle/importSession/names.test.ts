import assert from "node:assert/strict";
import { generateName } from "../../../../provider/lifecycle/operation/names";

const DYNAMIC = "pulumi-nodejs:dynamic/powerstore-import:ImportSession";
const PLUGIN = "powerstore-import:index:ImportSession";

describe("generateName", () => {
  it("begins with the logical name and ends with 8 hexadecimal digits", () => {
    assert.match(generateName(`urn:pulumi:prod::shop::${PLUGIN}::db-01`), /^db-01-[0-9a-f]{8}$/);
  });
  // Whoever has lost a state file finds the session by nothing else: another name would be another import.
  const kept: [urn: string, namespace: string | undefined, name: string, reason: string][] = [
    [`urn:pulumi:prod::shop::${PLUGIN}::db-01`, undefined, "db-01-2b168b0d", "a resource of a program"],
    [`urn:pulumi:prod::shop::my:index:Wave$${PLUGIN}::db-01`, undefined, "db-01-eff72fdb", "one of a component"],
    [`urn:pulumi:prod::shop::${PLUGIN}::db-01`, "", "db-01-2b168b0d", "an empty namespace is none"],
    [`urn:pulumi:prod::shop::${PLUGIN}::db-01`, "emea", "db-01-4d52e8c4", "a stack with a namespace"],
  ];
  for (const [urn, namespace, name, reason] of kept) {
    it(`stays as it is from version to version: ${reason}`, () => assert.equal(generateName(urn, namespace), name));
  }
  it("is the same on both surfaces, so that a stack may move between them", () => {
    assert.equal(
      generateName(`urn:pulumi:prod::shop::${DYNAMIC}::db`),
      generateName(`urn:pulumi:prod::shop::${PLUGIN}::db`),
    );
  });
  const others: [reason: string, urn: string][] = [
    ["stack", `urn:pulumi:test::shop::${PLUGIN}::db`],
    ["project", `urn:pulumi:prod::store::${PLUGIN}::db`],
    ["parent", `urn:pulumi:prod::shop::my:index:Wave$${PLUGIN}::db`],
  ];
  for (const [reason, urn] of others) {
    it(`differs when only the ${reason} differs`, () => {
      assert.notEqual(generateName(urn), generateName(`urn:pulumi:prod::shop::${PLUGIN}::db`));
    });
  }
  it("keeps the parents of both surfaces apart from the leaf's type", () => {
    assert.equal(
      generateName(`urn:pulumi:prod::shop::my:index:Wave$${DYNAMIC}::db`),
      generateName(`urn:pulumi:prod::shop::my:index:Wave$${PLUGIN}::db`),
    );
  });
  it("replaces what the array does not take and keeps within 128 characters", () => {
    const name = generateName(`urn:pulumi:prod::shop::${PLUGIN}::Wave 1: db/01 ${"x".repeat(200)}`);
    assert.match(name, /^Wave-1--db-01-x+-[0-9a-f]{8}$/);
    assert.equal(name.length, 128);
  });
  it("is never cut through a character, which no URL could hold", () => {
    for (const length of [117, 118, 119]) {
      const name = generateName(`urn:pulumi:prod::shop::${PLUGIN}::${"x".repeat(length)}\u{1F600}\u{1F600}`);
      assert.doesNotThrow(() => encodeURIComponent(name));
    }
  });
});
