import assert from "node:assert/strict";
import { addressRefusal } from "../../../../provider/lifecycle/remoteSystem/decide/decideAddress";
import type { Stage } from "../arrayObject/stage";
import { openRemoteSystems, systems } from "./stage";

const universal = { type: "Universal", managementAddress: "old.example.com", iscsiAddresses: ["10.20.0.21"] };
const byIpv6 = { ...universal, managementAddress: "fd00::10" };

describe("An IPv6 address of a Universal source", () => {
  const cases: [release: string | undefined, address: string, isRefused: boolean, reason: string][] = [
    ["4.1.0.0", "fd00::10", true, "no text of that release knows it"],
    ["3.10.0.0", "fd00::10", true, "nor one of an older release"],
    ["4.2.0.0", "fd00::10", false, "nobody knows, and the array says"],
    ["4.4.0.0", "fd00::10", false, "it is documented"],
    [undefined, "fd00::10", false, "the array does not tell what it runs"],
    ["4.1.0.0", "10.20.0.10", false, "it is none"],
    ["4.1.0.0", "old.example.com", false, "it is none"],
  ];
  for (const [release, managementAddress, isRefused, reason] of cases) {
    it(`is ${isRefused ? "" : "not "}refused: ${managementAddress} on ${release}, for ${reason}`, () => {
      const refusal = addressRefusal({ type: "Universal", managementAddress }, release);
      assert.equal(refusal !== undefined, isRefused);
    });
  }
});

describe("A program with an IPv6 address of a Universal source", () => {
  let stage: Stage;
  afterEach(() => stage.close());
  const asked = () => stage.simulator.journal().entries.filter(({ path }) => /software_installed/.test(path)).length;
  const refusal = /managementAddress fd00::10 is an IPv6 address, and PowerStoreOS 4\.1\.0\.0 takes .*Nothing was sent/;

  it("is refused by a 4.1 before anything is sent, new and changed", async () => {
    stage = await openRemoteSystems();
    await assert.rejects(stage.up(byIpv6), refusal);
    assert.deepEqual([stage.changes(), systems(stage)], [[], []]);
    await stage.up(universal);
    stage.simulator.clearJournal();
    await assert.rejects(stage.up(byIpv6), refusal);
    assert.deepEqual(stage.changes(), []);
    assert.equal(await stage.up(universal), "unchanged", "what is recorded is what the array has");
  });

  it("is what a 4.4 takes, new and changed", async () => {
    stage = await openRemoteSystems({ version: "4.4" });
    assert.equal(await stage.up(byIpv6), "created");
    assert.equal(await stage.up({ ...byIpv6, managementAddress: "fd00::11" }), "updated");
    assert.equal(systems(stage)[0]?.management_address, "fd00::11");
  });

  it("is left to the array where that does not tell what it runs", async () => {
    stage = await openRemoteSystems({ version: "4.4" });
    stage.simulator.setFaults([{ operation: "GET /software_installed", times: 9, effect: { status: 403 } }]);
    assert.equal(await stage.up(byIpv6), "created");
  });

  it("is all that the release is asked for", async () => {
    stage = await openRemoteSystems();
    await stage.up(universal);
    assert.equal(await stage.up({ ...universal, managementAddress: "new.example.com" }), "updated");
    assert.equal(asked(), 0);
  });
});
