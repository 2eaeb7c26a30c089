import assert from "node:assert/strict";
import type { NameKnowledge } from "../../../../provider/lifecycle/importSession/decide/decideClaim";
import { decideClaim, isDeadRecord } from "../../../../provider/lifecycle/importSession/decide/decideClaim";
import type { ImportSessionInputs } from "../../../../provider/lifecycle/importSession/inputs/inputs";
import type { ImportSession } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import { sessionIn } from "./sessions";

const wanted: ImportSessionInputs = {
  remoteSystemId: "rs-1",
  sourceResourceId: "lun-1",
  name: "db-01",
  type: "Non_Disruptive",
  automaticCutover: false,
  paused: false,
  waitFor: "Started",
  forceCancel: false,
  hostsOnSource: false,
};
const generated: NameKnowledge = { generated: true, wasFree: false };
const sawFree: NameKnowledge = { generated: false, wasFree: true };
const stranger: NameKnowledge = { generated: false, wasFree: false };

it("A session is a dead record in the two states that only a new one gets out of, with nothing to cancel or clean up", () => {
  assert.deepEqual(importSessionStates.filter(isDeadRecord), ["Cancelled", "Failed"]);
});

describe("decideClaim", () => {
  const cases: [reason: string, found: ImportSession, knowledge: NameKnowledge, expected: string][] = [
    [
      "a running session of our generated name is our own, lost in a crash",
      sessionIn("Copy_In_Progress"),
      generated,
      "claim",
    ],
    ["a completed one is claimed: never a second import", sessionIn("Import_Completed"), generated, "claim"],
    [
      "one that needs somebody would be taken over to fail, once for each run",
      sessionIn("Cleanup_Required"),
      generated,
      "refuse",
    ],
    ["a dead record of our name makes room", sessionIn("Failed"), generated, "deleteRecord"],
    ["a cancelled record of our name makes room", sessionIn("Cancelled"), generated, "deleteRecord"],
    ["one that is being cancelled will make room", sessionIn("Cancel_In_Progress"), generated, "wait"],
    ["a chosen name that was free before our POST is our own", sessionIn("In_Progress"), sawFree, "claim"],
    ["a chosen name that was taken belongs to somebody else", sessionIn("Copy_In_Progress"), stranger, "refuse"],
    ["somebody else's dead record is not ours to delete", sessionIn("Failed"), stranger, "refuse"],
    [
      "a dead record of another import is not ours to delete, whatever its name",
      sessionIn("Failed", { sourceResourceId: "lun-2" }),
      generated,
      "refuse",
    ],
    [
      "a cancelled record of another source array is not ours to delete",
      sessionIn("Cancelled", { remoteSystemId: "rs-2" }),
      generated,
      "refuse",
    ],
    [
      "another source under our name is another import",
      sessionIn("Copy_In_Progress", { sourceResourceId: "lun-2" }),
      generated,
      "refuse",
    ],
    [
      "another remote system under our name is another import",
      sessionIn("Queued", { remoteSystemId: "rs-2" }),
      generated,
      "refuse",
    ],
    ["a member's session is its group's matter", sessionIn("Queued", { parentSessionId: "9" }), generated, "refuse"],
    [
      "a member's dead record is its group's matter",
      sessionIn("Failed", { parentSessionId: "9" }),
      generated,
      "refuse",
    ],
  ];
  for (const [reason, found, knowledge, expected] of cases) {
    it(`${reason}: ${expected}`, () =>
      assert.equal(decideClaim(found, wanted, knowledge, "https://array/api/rest").kind, expected));
  }

  const options = {
    volumeGroupId: "vg-1",
    protectionPolicyId: "policy-1",
    globalStorageDiscoveryAddress: "10.0.0.1",
    automaticCutover: true,
  } as const satisfies Partial<ImportSessionInputs>;
  const createOnly: Partial<ImportSession>[] = [
    { type: "Agentless" },
    { volumeGroupId: "vg-2" },
    { protectionPolicyId: "policy-2" },
    { globalStorageDiscoveryAddress: "10.0.0.2" },
    { automaticCutover: false },
  ];
  for (const difference of createOnly) {
    it(`another create-only input is another import: ${JSON.stringify(difference)}`, () => {
      const found = sessionIn("Queued", { ...options, ...difference });
      const decision = decideClaim(found, { ...wanted, ...options }, generated, "https://array/api/rest");
      assert.match(decision.kind === "refuse" ? decision.reason : "", new RegExp(`${Object.keys(difference)[0]} is `));
    });
  }

  it("an import that cuts over by itself is not the one that waits for somebody", () => {
    const found = sessionIn("Queued", { automaticCutover: true });
    assert.equal(decideClaim(found, wanted, generated, "https://array/api/rest").kind, "refuse");
  });

  for (const [name, value] of Object.entries(options)) {
    it(`what the array hides is no other import: ${name}`, () => {
      const given = { ...wanted, [name]: value };
      const found = sessionIn("Queued", { [name]: undefined });
      assert.equal(decideClaim(found, given, generated, "https://array/api/rest").kind, "claim");
    });
  }

  for (const name of ["volumeGroupId", "protectionPolicyId", "globalStorageDiscoveryAddress"] as const) {
    const found = sessionIn("Queued", { [name]: options[name] });
    const kindFor = (knowledge: NameKnowledge) => decideClaim(found, wanted, knowledge, "https://array/api/rest");

    it(`what the array fills in is no other import: ${name}`, () => {
      assert.equal(kindFor(generated).kind, "claim");
      assert.equal(kindFor(sawFree).kind, "claim");
    });

    it(`what is filled in is told where only an adoption could take it over, which would refuse it: ${name}`, () => {
      const decision = kindFor(stranger);
      const reason = decision.kind === "refuse" ? decision.reason : "";
      assert.match(reason, new RegExp(`${name} is .* on the array and not set in the program`));
      assert.doesNotMatch(reason, /adoptSessionId/);
    });
  }

  describe("when the name is taken", () => {
    const theirs = { generated: false, wasFree: false };
    const reasonFor = (found: ImportSession) => {
      const decision = decideClaim(found, wanted, theirs, "https://array/api/rest");
      return decision.kind === "refuse" ? decision.reason : "";
    };

    it("shows what was found", () => {
      const found = sessionIn("Copy_In_Progress", { sourceResourceId: "lun-2", progressPercentage: 12 });
      assert.match(
        reasonFor(found),
        /"db-01" \(17\) on https:\/\/array\/api\/rest is Copy_In_Progress \(12 %\).*sourceResourceId is lun-2 on the array and lun-1 in the program.*Give another name/s,
      );
    });

    const ways: [found: ImportSession, isDeletable: boolean, isAdoptable: boolean, reason: string][] = [
      [sessionIn("Copy_In_Progress"), false, true, "deleting its record would mean to cancel what copies"],
      [sessionIn("Ready_For_Cutover"), false, true, "deleting its record would mean to cancel what is copied"],
      [sessionIn("Queued", { sourceResourceId: "lun-2" }), false, false, "an adoption refuses what differs"],
      [sessionIn("Copy_In_Progress", { parentSessionId: "9" }), false, false, "an adoption refuses a member"],
      [sessionIn("Failed"), true, true, "it is over"],
      [sessionIn("Import_Completed", { sourceResourceId: "lun-2" }), true, false, "it is over and its volume stays"],
    ];
    for (const [found, isDeletable, isAdoptable, reason] of ways) {
      it(`by one that is ${found.state}, offers ${isDeletable ? "to" : "not to"} delete it and ${isAdoptable ? "to" : "not to"} adopt it, because ${reason}`, () => {
        assert.equal(/delete that record/.test(reasonFor(found)), isDeletable);
        assert.equal(/adoptSessionId: "17"/.test(reasonFor(found)), isAdoptable);
      });
    }
  });
});
