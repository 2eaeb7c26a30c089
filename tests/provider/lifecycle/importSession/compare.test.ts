import assert from "node:assert/strict";
import { changedInputs } from "../../../../provider/lifecycle/importSession/inputs/compare";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";

describe("changedInputs", () => {
  const cases: [
    reason: string,
    recorded: Record<string, unknown>,
    inputs: Record<string, unknown>,
    expected: string[],
  ][] = [
    ["equal inputs differ in nothing", { paused: false, type: "Agentless" }, { paused: false, type: "Agentless" }, []],
    ["outputs are no inputs", { state: "Queued", progressPercentage: 3 }, {}, []],
    ["hosts are a set", { hostIds: ["a", "b"] }, { hostIds: ["b", "a", "a"] }, []],
    ["another host is a change", { hostIds: ["a"] }, { hostIds: ["b"] }, ["hostIds"]],
    [
      "hosts of members are sets",
      { consistencyGroupMembers: [{ volumeWwn: "w", hostIds: ["a", "b"] }] },
      { consistencyGroupMembers: [{ hostIds: ["b", "a"], volumeWwn: "w" }] },
      [],
    ],
    [
      "an instant may be spelled in another zone",
      { scheduledTimestamp: "2026-01-02T00:00:00Z" },
      { scheduledTimestamp: "2026-01-02T01:00:00.000+01:00" },
      [],
    ],
    [
      "another instant is a change",
      { scheduledTimestamp: "2026-01-02T00:00:00Z" },
      { scheduledTimestamp: "2026-01-02T00:00:01Z" },
      ["scheduledTimestamp"],
    ],
    [
      "a start is still to be moved while the session waits for it",
      { scheduledTimestamp: "2026-01-02T00:00:00Z", state: "Scheduled" },
      { scheduledTimestamp: "2026-01-03T00:00:00Z" },
      ["scheduledTimestamp"],
    ],
    [
      "a start that lies behind the session cannot be changed",
      { scheduledTimestamp: "2026-01-02T00:00:00Z", state: "Copy_In_Progress" },
      { scheduledTimestamp: "2026-01-03T00:00:00Z" },
      [],
    ],
    [
      "nor made known",
      { scheduledTimestamp: "2026-01-02T00:00:00Z", state: "Import_Completed" },
      { scheduledTimestamp: UNKNOWN },
      [],
    ],
    ["nor given, nor taken away", { state: "Paused" }, { scheduledTimestamp: "2026-01-03T00:00:00Z" }, []],
    ["a missing input equals null", { description: null }, {}, []],
    ["an unknown may differ", { remoteSystemId: "rs-1" }, { remoteSystemId: UNKNOWN }, ["remoteSystemId"]],
    ["an unknown inside a list may differ", { hostIds: ["a"] }, { hostIds: ["a", UNKNOWN] }, ["hostIds"]],
    [
      "what nothing depends on is a change too, or its old value would stay in the outputs",
      { forceCancel: false },
      { forceCancel: true },
      ["forceCancel"],
    ],
  ];
  for (const [reason, recorded, inputs, expected] of cases) {
    it(reason, () => assert.deepEqual(changedInputs(recorded, inputs), expected));
  }
});
