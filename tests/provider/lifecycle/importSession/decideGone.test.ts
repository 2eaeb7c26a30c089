import assert from "node:assert/strict";
import type { GoneEvidence, GoneVerdict } from "../../../../provider/lifecycle/importSession/decide/decideGone";
import { decideGone, isImporterToAsk } from "../../../../provider/lifecycle/importSession/decide/decideGone";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";
import { importSessionStates } from "../../../../provider/powerstore/api/schemas/importSession";

const destinations = ["exists", "gone", "none", "unread"] as const satisfies readonly GoneEvidence["destination"][];
const sources = ["Imported", "Ready", "In_Progress", "Source_Volume_Offline", "unlisted", "unread"] as const;

const sourceOf = (said: (typeof sources)[number]): GoneEvidence["source"] =>
  said === "unlisted" || said === "unread" ? said : { criteria: said };

const letters: Record<string, GoneVerdict> = {
  C: "completed",
  D: "deleted",
  E: "importedElsewhere",
  "?": "unknown",
};

/** A row for each kind of recorded state; a block for each destination, a letter in it for each source. */
type Row = {
  readonly states: readonly (ImportSessionState | undefined)[];
  readonly cells: string;
  readonly reason: string;
};

// sources:  Imported Ready In_Progress Offline unlisted unread
const rows: readonly Row[] = [
  {
    states: ["Import_Completed", "Import_Completed_With_Errors"],
    //      exists gone   none   unread
    cells: "CCCCCC CCCCCC CCCCCC CCCCCC",
    reason: "the array itself said so while the record was there",
  },
  {
    states: ["Cutover_In_Progress"],
    cells: "C???CC C????? C????? C?????",
    reason:
      "its cut-over was seen to begin; a source that says anything but Imported, or a missing volume, speaks against its end",
  },
  {
    states: ["Import_Cutover_Incomplete"],
    cells: "C????? C????? C????? C?????",
    reason: "some members live on PowerStore and some did not: neither completed nor to be imported again",
  },
  {
    states: [
      undefined,
      "Scheduled",
      "Queued",
      "In_Progress",
      "Mirror_Enabled",
      "Ready_To_Start_Copy",
      "Copy_In_Progress",
      "Paused",
      "Ready_For_Cutover",
    ],
    cells: "C????? ?D???? CD???? C?????",
    reason:
      "it may have gone on unseen, so the source's Imported counts, unless its own volume is gone; a volume is what a forced cancel leaves, too",
  },
  {
    states: [
      "Failed",
      "Cancelled",
      "Cancel_In_Progress",
      "Cancel_Required",
      "Cancel_Failed",
      "Cleanup_Required",
      "Cleanup_In_Progress",
      "Cleanup_Failed",
      "Invalid",
    ],
    cells: "E????? ED???? ED???? E?????",
    reason: "it had left the way and cannot have completed: who imported the source was another session",
  },
];

describe("decideGone", () => {
  it("has a row for each state of the vendor, and for none at all", () => {
    const known = rows.flatMap(({ states }) => states.map(String));
    assert.deepEqual(known.sort(), [...importSessionStates, "undefined"].sort());
  });

  for (const { states, cells, reason } of rows) {
    for (const state of states) {
      destinations.forEach((destination, block) => {
        sources.forEach((said, index) => {
          const expected = letters[cells.split(" ")[block]?.[index] ?? ""];
          it(`${state}, destination ${destination}, source ${said}: ${expected}, because ${reason}`, () => {
            assert.ok(expected);
            const recorded = state === undefined ? {} : { state };
            assert.equal(decideGone({ recorded, destination, source: sourceOf(said) }), expected);
          });
        });
      });
    }
  }

  for (const { states, cells } of rows) {
    for (const state of states) {
      // What left the way has another importer whatever the array shows, and what was seen at its cut-over is not imported by another one.
      const [imported] = cells;
      const isOpen = cells.startsWith("C????? ?");
      const expected = isOpen ? "importedElsewhere" : letters[imported ?? ""];
      it(`${state}, source Imported, and another session has completed with it: ${expected}`, () => {
        for (const destination of destinations) {
          const recorded = state === undefined ? {} : { state };
          const evidence = { recorded, destination, source: { criteria: "Imported" } };
          assert.equal(isImporterToAsk(evidence), isOpen, "nobody asks for what decides nothing");
          assert.equal(decideGone({ ...evidence, hasOtherImporter: true }), expected, destination);
        }
      });
    }
  }

  it("takes no source's Imported for a completion as long as others may have done it: who did could not be asked", () => {
    for (const state of [undefined, "Scheduled", "Copy_In_Progress", "Ready_For_Cutover"] as const) {
      for (const destination of destinations) {
        const evidence = {
          recorded: state === undefined ? {} : { state },
          destination,
          source: { criteria: "Imported" },
        };
        assert.equal(decideGone({ ...evidence, hasOtherImporter: "unread" }), "unknown", `${state} ${destination}`);
      }
    }
    const seen = { recorded: { state: "Cutover_In_Progress" }, destination: "gone" } as const;
    const source = { criteria: "Imported" };
    assert.equal(decideGone({ ...seen, source, hasOtherImporter: "unread" }), "completed");
  });

  it("asks for no other importer unless the source says Imported", () => {
    for (const said of sources.filter((each) => each !== "Imported")) {
      const evidence = { recorded: { state: "Paused" }, destination: "gone", source: sourceOf(said) } as const;
      assert.equal(isImporterToAsk(evidence), false, said);
    }
  });

  it("takes a source that is ready for an agentless import for a ready one", () => {
    const source = { criteria: "Ready_For_Agentless_Import" };
    assert.equal(decideGone({ recorded: { state: "Queued" }, destination: "none", source }), "deleted");
    assert.equal(decideGone({ recorded: { state: "Paused" }, destination: "exists", source }), "unknown");
  });
});
