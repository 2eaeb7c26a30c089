import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { checkWaveInputs } from "../../../../provider/lifecycle/importWave/inputs/check";
import { TYPE } from "./stage";

/** What is wrong with a wave of two imports, and where. */
function told(more: object, member: unknown = {}) {
  const sessions = { "db-01": { sourceResourceId: "lun-1" }, "db-02": member };
  const inputs = { remoteSystemId: "rs-1", type: "Agentless", sessions, ...more };
  const urn = `urn:pulumi:prod::shop::${TYPE}::night-1`;
  const settings = { forceCancel: false, hostsOnSource: false };
  const { failures } = checkWaveInputs(undefined, inputs, { run: new EngineRun(), urn, settings });
  return [...new Set(failures.map(({ property, reason }) => `${property}: ${reason}`))];
}

describe("Where a wave's inputs are wrong", () => {
  const source = { sourceResourceId: "lun-2" };
  const cases: [title: string, more: object, member: unknown, told: readonly string[]][] = [
    ["nowhere", {}, source, []],
    [
      "inside of what a member says",
      {},
      { ...source, hostIds: ["h", 7] },
      ['sessions["db-02"].hostIds[1]: must be a string'],
    ],
    [
      "inside of what the wave says for all: said of the wave, not of each member",
      { hostIds: ["h", 7] },
      source,
      ["hostIds[1]: must be a string"],
    ],
    [
      "at a member that is none: of the others nothing can be said",
      {},
      7,
      ['sessions["db-02"]: must be a map of what this import has otherwise'],
    ],
  ];
  for (const [title, more, member, expected] of cases) it(title, () => assert.deepEqual(told(more, member), expected));
});
