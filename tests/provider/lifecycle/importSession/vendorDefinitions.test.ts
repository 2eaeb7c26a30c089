import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stateTable } from "../../../../provider/lifecycle/importSession/decide/states";
import { checkSessionInputs } from "../../../../provider/lifecycle/importSession/inputs/check";
import { toCreateBody } from "../../../../provider/lifecycle/importSession/inputs/createBody";
import type { ImportSessionInputs } from "../../../../provider/lifecycle/importSession/inputs/inputs";
import type { PowerStore } from "../../../../provider/powerstore/api/contract";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";
import { RefusedError } from "../../../../provider/powerstore/http/powerStoreErrors";
import { connect } from "../../../../provider/powerstore/powerStore";
import type { Simulator } from "../../../../simulator/src";
import { startSimulator } from "../../../../simulator/src";

const facts = JSON.parse(
  readFileSync(join(__dirname, "../../../../simulator/spec/powerstore-4.1-import.facts.json"), "utf8"),
);

describe("The vendor's definitions", () => {
  let simulator: Simulator;
  let array: PowerStore | undefined;
  before(async () => {
    simulator = await startSimulator();
  });
  after(async () => {
    await array?.close(1);
    await simulator.close();
  });

  it("name the states that the client and the lifecycle know, and no other", () => {
    const vendor = [...facts.definitions.ImportSessionStateEnum.enum].sort();
    assert.deepEqual([...importSessionStates].sort(), vendor);
    assert.deepEqual(Object.keys(stateTable).sort(), vendor);
  });

  it("accept every body that check lets through: what is refused is refused for its meaning, never for its form", async () => {
    const { endpoint, username, password, caCertificate } = simulator;
    array = connect({ endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 });
    const urn = "urn:pulumi:s::p::powerstore-import:index:ImportSession::x";
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(anyInputs, async (given) => {
        const settings = { forceCancel: false, hostsOnSource: false };
        const { inputs, failures } = checkSessionInputs(undefined, given, { settings, urn });
        if (failures.length > 0) return;
        sent++;
        try {
          await array?.importSessions.createImportSession(toCreateBody(inputs as ImportSessionInputs));
        } catch (error) {
          assert.ok(error instanceof RefusedError, String(error));
          const codes = error.arrayMessages.map(({ code }) => code);
          assert.ok(!codes.includes("0xE04040030001"), `${error.message} ${JSON.stringify(inputs)}`);
        }
      }),
      { numRuns: 400, seed: 20261124, endOnFailure: true, timeout: 5000 },
    );
    assert.ok(sent > 100, `only ${sent} of 400 inputs passed the check`);
  });
});

/** Mostly absent, so that enough of the whole fits together. */
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const id = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("rs-unity-01", "unity-01-vol-01", "unity-01-vol-02", "x") },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 300 }) },
);
const text = fc.oneof(fc.string({ maxLength: 140 }), fc.string({ unit: "grapheme", maxLength: 128 }));
const ids = fc.array(id, { minLength: 1, maxLength: 3 });

const anyInputs = fc.record({
  remoteSystemId: id,
  sourceResourceId: id,
  name: optional(text),
  description: optional(text),
  type: optional(fc.constantFrom("Non_Disruptive", "Agentless", "Other")),
  hostIds: optional(ids),
  hostGroupIds: optional(ids),
  consistencyGroupMembers: optional(
    fc.array(fc.record({ volumeWwn: id, hostIds: optional(ids), hostGroupIds: optional(ids) }), { maxLength: 2 }),
  ),
  volumeGroupId: optional(id),
  protectionPolicyId: optional(id),
  globalStorageDiscoveryAddress: optional(fc.oneof(fc.ipV4(), fc.domain(), fc.string())),
  automaticCutover: optional(fc.boolean()),
  scheduledTimestamp: optional(
    fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.string(),
      fc.constant("2027-01-01T00:00:00+14:00"),
    ),
  ),
});
