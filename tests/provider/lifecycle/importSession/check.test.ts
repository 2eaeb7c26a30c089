import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { checkSessionInputs } from "../../../../provider/lifecycle/importSession/inputs/check";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";

const urn = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";
const required = { remoteSystemId: "rs-1", sourceResourceId: "lun-1" };

function check(inputs: Record<string, unknown>, recorded?: Record<string, unknown>) {
  return checkSessionInputs(recorded, inputs, { settings: { forceCancel: false, hostsOnSource: false }, urn });
}

const members = (...consistencyGroupMembers: object[]) => ({ type: "Agentless", consistencyGroupMembers });

describe("checkSessionInputs", () => {
  it("fills in the defaults and a generated name", () => {
    const { inputs, failures } = check(required);
    assert.deepEqual(failures, []);
    assert.match(String(inputs.name), /^db-01-[0-9a-f]{8}$/);
    assert.deepEqual(
      { ...inputs, name: "" },
      {
        ...required,
        name: "",
        type: "Non_Disruptive",
        automaticCutover: false,
        paused: false,
        waitFor: "Started",
        forceCancel: false,
        hostsOnSource: false,
      },
    );
  });

  it("keeps the recorded name when the program gives none", () => {
    assert.equal(check(required, { ...required, name: "kept" }).inputs.name, "kept");
  });

  it("lets the program's name win over the recorded one", () => {
    assert.equal(check({ ...required, name: "mine" }, { ...required, name: "kept" }).inputs.name, "mine");
  });

  describe("refuses, naming the property", () => {
    const cases: [inputs: Record<string, unknown>, property: string, reason: RegExp][] = [
      [{ remoteSystemId: undefined }, "remoteSystemId", /is required/],
      [{ remoteSystemId: 7 }, "remoteSystemId", /must be a string/],
      [{ remoteSystemId: "" }, "remoteSystemId", /must not be empty/],
      [{ remoteSystemId: " rs-1" }, "remoteSystemId", /white space/],
      [{ remoteSystemId: "name:" }, "remoteSystemId", /names nothing/],
      [{ sourceResourceId: null }, "sourceResourceId", /is required/],
      [{ sourceResourceId: "name:lun" }, "sourceResourceId", /must be an id/],
      [{ name: "db 01" }, "name", /white space/],
      [{ name: "db/01" }, "name", /must not contain/],
      [{ name: "db\u0007" }, "name", /control/],
      [{ name: "" }, "name", /must not be empty/],
      [{ name: "x".repeat(129) }, "name", /at most 128 characters/],
      [{ description: "x".repeat(129) }, "description", /at most 128 characters/],
      [{ type: "Agent" }, "type", /must be one of Non_Disruptive, Agentless/],
      [{ hostIds: ["h-1"] }, "hostIds", /"Agentless" only/],
      [{ hostGroupIds: ["g-1"] }, "hostGroupIds", /"Agentless" only/],
      [{ type: "Agentless", hostIds: [] }, "hostIds", /must not be empty/],
      [{ type: "Agentless", hostIds: "h-1" }, "hostIds", /must be a list/],
      [{ type: "Agentless", hostIds: ["h", 3] }, "hostIds[1]", /^must be a string/],
      [members({ volumeWwn: "w", hostIds: [""] }), "consistencyGroupMembers[0].hostIds[0]", /^must not be empty/],
      [{ type: "Agentless", hostIds: ["h"], hostGroupIds: ["g"] }, "hostGroupIds", /together with hostIds/],
      [members({ volumeWwn: "w" }), "consistencyGroupMembers", /w: give hostIds or hostGroupIds/],
      [
        members({ volumeWwn: "w", hostIds: ["h"] }, { volumeWwn: "w", hostIds: ["i"] }),
        "consistencyGroupMembers",
        /w: is listed twice/,
      ],
      [{ adoptSessionId: "name:half\ud83d" }, "adoptSessionId", /control characters/],
      [{ globalStorageDiscoveryAddress: "300.1.1.1" }, "globalStorageDiscoveryAddress", /IPv4/],
      [{ globalStorageDiscoveryAddress: "fe80::1" }, "globalStorageDiscoveryAddress", /IPv4/],
      [{ automaticCutover: "yes" }, "automaticCutover", /true or false/],
      [{ paused: 1 }, "paused", /true or false/],
      [{ forceCancel: "False" }, "forceCancel", /true or false/],
      [{ scheduledTimestamp: "2026-13-01T00:00:00Z" }, "scheduledTimestamp", /possible ISO 8601/],
      [{ scheduledTimestamp: "2027-02-30T00:00:00Z" }, "scheduledTimestamp", /possible ISO 8601/],
      [{ scheduledTimestamp: "2027-01-01T00:00:00" }, "scheduledTimestamp", /with a zone/],
      [{ scheduledTimestamp: "tomorrow" }, "scheduledTimestamp", /possible ISO 8601/],
      [{ advanceTo: "Mirror_Enabled" }, "advanceTo", /must be one of/],
      [{ advanceTo: "Ready_For_Cutover" }, "advanceTo", /only an "Agentless" import has/],
      [{ waitFor: "Copy_In_Progress" }, "waitFor", /must be one of None, Started/],
      [{ waitFor: "Import_Completed" }, "waitFor", /nothing passes the cut-over/],
      [{ waitFor: "Ready_For_Cutover", paused: true }, "waitFor", /while paused/],
      [{ waitFor: "Ready_For_Cutover", type: "Agentless" }, "waitFor", /nothing starts the copy/],
      [{ remote_system_id: "rs-1" }, "remote_system_id", /is not an input.*did you mean remoteSystemId/],
      [{ colour: "red" }, "colour", /is not an input/],
      [{ constructor: "red" }, "constructor", /is not an input/],
    ];
    for (const [inputs, property, reason] of cases) {
      it(`${JSON.stringify(inputs).slice(0, 70)}: ${reason.source}`, () => {
        const { failures } = check({ ...required, ...inputs });
        assert.deepEqual(
          failures.map((failure) => failure.property),
          [property],
        );
        assert.match(failures[0]?.reason ?? "", reason);
      });
    }
  });

  it("says what may have taken an input away that the program gives: a run with --target leaves new resources out", () => {
    for (const property of ["remoteSystemId", "sourceResourceId"]) {
      const { failures } = check({ ...required, [property]: undefined });
      assert.equal(failures.length, 1);
      assert.match(failures[0]?.reason ?? "", /^is required; .*new resource that this run leaves out.*--target/);
    }
  });

  it("takes a boolean's text for the boolean, and no other text", () => {
    const { inputs, failures } = check({ ...required, paused: "true", forceCancel: "false" });
    assert.deepEqual(failures, []);
    assert.deepEqual([inputs.paused, inputs.forceCancel], [true, false]);
    for (const text of ["TRUE", "yes", "1", ""])
      assert.equal(check({ ...required, paused: text }).failures.length, 1, text);
    assert.equal(check({ ...required, description: "true" }).inputs.description, "true", "a text stays one");
  });

  it("lists all failures at once", () => {
    const { failures } = check({ name: "a b", paused: "no" });
    assert.deepEqual(failures.map((failure) => failure.property).sort(), [
      "name",
      "paused",
      "remoteSystemId",
      "sourceResourceId",
    ]);
  });

  it("takes a past date: whether the session is new, only its create can tell", () => {
    const scheduled = { ...required, scheduledTimestamp: "2026-05-31T00:00:00Z" };
    assert.deepEqual(check(scheduled).failures, []);
    assert.deepEqual(check(scheduled, { ...scheduled, name: "n" }).failures, []);
  });

  describe("lets unknown values pass", () => {
    const cases: Record<string, unknown>[] = [
      { remoteSystemId: UNKNOWN, sourceResourceId: UNKNOWN },
      { ...required, name: UNKNOWN },
      { ...required, type: UNKNOWN, hostIds: ["h-1"] },
      { ...required, type: "Agentless", hostIds: ["h-1", UNKNOWN] },
      { ...required, paused: UNKNOWN, waitFor: "Ready_For_Cutover" },
      { ...required, waitFor: "Import_Completed", advanceTo: UNKNOWN },
    ];
    for (const inputs of cases) {
      it(
        Object.entries(inputs)
          .map(([name, value]) => `${name}=${inspect(value)}`)
          .join(" "),
        () => {
          const result = check(inputs);
          assert.deepEqual(result.failures, []);
          for (const [name, value] of Object.entries(inputs)) assert.deepEqual(result.inputs[name], value);
        },
      );
    }
  });

  it("never throws, whatever it is given", () => {
    const anyInputs = fc.dictionary(
      fc.oneof(
        fc.constantFrom("name", "paused", "hostIds", "type", "waitFor", "scheduledTimestamp", "remoteSystemId"),
        fc.string(),
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(anyInputs, fc.option(anyInputs, { nil: undefined }), (inputs, recorded) => {
        assert.ok(Array.isArray(check(inputs, recorded).failures));
      }),
      { numRuns: 500 },
    );
  });
});
