import assert from "node:assert/strict";
import type { GoneVerdict } from "../../../../provider/lifecycle/importSession/decide/decideGone";
import { decideGoneReplacement } from "../../../../provider/lifecycle/importSession/decide/decideReplacement";
import type { InputName } from "../../../../provider/lifecycle/importSession/inputs/inputs";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";

type Case = {
  readonly recorded: ImportSessionState;
  readonly scheduledTimestamp?: string;
  readonly verdict: GoneVerdict;
  readonly changed: readonly InputName[];
  readonly replaces: readonly InputName[];
  readonly says: string;
  readonly reason: string;
};

const cases: readonly Case[] = [
  {
    recorded: "Scheduled",
    verdict: "deleted",
    changed: ["automaticCutover"],
    replaces: ["automaticCutover"],
    says: "because automaticCutover changed, a new import starts",
    reason: "its own delete came through and its create did not: the create is due",
  },
  {
    recorded: "Copy_In_Progress",
    verdict: "unknown",
    changed: ["sourceResourceId"],
    replaces: ["sourceResourceId"],
    says: "because sourceResourceId changed, a new import starts",
    reason: "a session of another source throws nothing away, and the array refuses a source that is not ready",
  },
  {
    recorded: "Scheduled",
    scheduledTimestamp: "2026-01-02T00:00:01Z",
    verdict: "unknown",
    changed: ["automaticCutover"],
    replaces: ["automaticCutover"],
    says: "because automaticCutover changed, a new import starts",
    reason: "it was to start a second from now, so nothing of it can have been copied",
  },
  {
    recorded: "Scheduled",
    scheduledTimestamp: "2026-01-01T23:59:59Z",
    verdict: "unknown",
    changed: ["automaticCutover"],
    replaces: [],
    says: "its source may be imported already: the change of automaticCutover starts no new import",
    reason: "its time has come, and what has begun goes on by itself",
  },
  {
    recorded: "Scheduled",
    verdict: "unknown",
    changed: ["automaticCutover"],
    replaces: [],
    says: "its source may be imported already",
    reason: "nobody knows when it was to start",
  },
  {
    recorded: "Queued",
    verdict: "unknown",
    changed: ["automaticCutover"],
    replaces: [],
    says: "its source may be imported already",
    reason: "it moves on by itself once there is a place",
  },
  {
    recorded: "Queued",
    verdict: "unknown",
    changed: ["sourceResourceId", "automaticCutover"],
    replaces: ["sourceResourceId"],
    says: "because sourceResourceId changed, a new import starts",
    reason: "another source is another import, however far this one came",
  },
  {
    recorded: "Failed",
    verdict: "deleted",
    changed: [],
    replaces: ["sourceResourceId"],
    says: "It imports again from 0",
    reason: "a failed session was to be replaced, whoever deleted its record",
  },
  {
    recorded: "Scheduled",
    verdict: "completed",
    changed: [],
    replaces: [],
    says: "was completed and its record is gone",
    reason: "it went on unseen, and its start is taken out of the program",
  },
  {
    recorded: "Failed",
    verdict: "importedElsewhere",
    changed: ["automaticCutover"],
    replaces: [],
    says: "its source may be imported already: the change of automaticCutover starts no new import",
    reason: "the source is live on PowerStore by another session: it is not imported again",
  },
  {
    recorded: "Failed",
    verdict: "importedElsewhere",
    changed: [],
    replaces: [],
    says: "another session has imported its source since: it is so",
    reason: "the source is live on PowerStore by another session: a refresh would say no more",
  },
  {
    recorded: "Cancelled",
    verdict: "unknown",
    changed: [],
    replaces: [],
    says: "nothing proves whether it was completed: it is so",
    reason: "a refresh would say no more, and nobody restarts what an administrator stopped",
  },
  {
    recorded: "Failed",
    verdict: "unknown",
    changed: [],
    replaces: ["sourceResourceId"],
    says: "It imports again from 0",
    reason: "a failed session was to be replaced, and the array refuses a source that is not ready",
  },
  {
    recorded: "Copy_In_Progress",
    verdict: "unknown",
    changed: ["automaticCutover"],
    replaces: [],
    says: "its source may be imported already: the change of automaticCutover starts no new import",
    reason: "its volume may hold the import: the same source is not imported again on a guess",
  },
  {
    recorded: "Copy_In_Progress",
    verdict: "deleted",
    changed: ["automaticCutover"],
    replaces: ["automaticCutover"],
    says: "because automaticCutover changed, a new import starts",
    reason: "nothing is left of it, and its source is ready",
  },
  {
    recorded: "Import_Completed",
    verdict: "completed",
    changed: ["automaticCutover"],
    replaces: [],
    says: "the change of automaticCutover is recorded, no more",
    reason: "how a completed import was made cannot be changed any more",
  },
  {
    recorded: "Import_Completed",
    verdict: "completed",
    changed: ["sourceResourceId", "type"],
    replaces: ["sourceResourceId"],
    says: "because sourceResourceId changed, a new import starts",
    reason: "another source is another import; the destination of the first stays",
  },
  {
    recorded: "Cancelled",
    verdict: "deleted",
    changed: [],
    replaces: [],
    says: 'Run "pulumi refresh"',
    reason: "nobody restarts what an administrator stopped, and an error would shut out a replacement by name",
  },
];

describe("A diff whose session is gone from the array", () => {
  const now = Date.parse("2026-01-02T00:00:00Z");
  for (const { recorded: state, scheduledTimestamp, verdict, changed, replaces, says, reason } of cases) {
    const what = replaces.length > 0 ? `replaces for ${replaces.join(", ")}` : "replaces nothing";
    it(`${what} when ${state}, ${verdict}, with [${changed.join(", ")}] changed: ${reason}`, () => {
      const recorded = { state, ...(scheduledTimestamp && { scheduledTimestamp }) };
      const decision = decideGoneReplacement(recorded, { verdict, facts: "it is so" }, changed, now);
      assert.deepEqual(decision.replaces, replaces);
      assert.ok(decision.warning.includes(says), decision.warning);
    });
  }

  for (const verdict of ["completed", "deleted", "importedElsewhere", "unknown"] as const) {
    it(`sends to a refresh only where that takes the resource out of the state: ${verdict}`, () => {
      for (const state of importSessionStates) {
        const { warning } = decideGoneReplacement({ state }, { verdict, facts: "it is so" }, [], now);
        const isReplaced = warning.includes("It imports again from 0");
        assert.equal(warning.includes("pulumi refresh"), verdict === "deleted" && !isReplaced, `${state}: ${warning}`);
      }
    });
  }
});
