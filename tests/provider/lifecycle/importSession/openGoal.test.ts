import assert from "node:assert/strict";
import type { Goals } from "../../../../provider/lifecycle/importSession/decide/goals";
import { findOpenGoal } from "../../../../provider/lifecycle/importSession/decide/openGoal";
import type { ImportSessionState } from "../../../../provider/powerstore/api/schemas/importSession";

const goals: Goals = {
  type: "Non_Disruptive",
  paused: false,
  advanceTo: undefined,
  waitFor: "Started",
  automaticCutover: false,
  scheduledTimestamp: undefined,
};

type Case = [
  state: ImportSessionState | undefined,
  wanted: Partial<Goals>,
  expected: string | undefined,
  reason: string,
];

const start = { start: { reason: "the start is held" } };
const copy = { copy: { reason: "the copy is held" } };
const gate = { gate: { reason: "the cut-over is held" } };
const cutOver = { advanceTo: "Import_Completed", waitFor: "Import_Completed" } as const;

const heldCases: Case[] = [
  ["Scheduled", { ...cutOver, held: start }, undefined, "its time is still to come, and no gate before it"],
  ["Scheduled", { paused: true, held: start }, undefined, "nothing copies before its time"],
  ["Scheduled", { ...cutOver, held: { ...start, ...gate } }, undefined, "two holds are no wish either"],
  ["Scheduled", { ...cutOver, held: start, mayHaveBegun: true }, "advanceTo", "it may be at the gate by now"],
  ["Scheduled", { paused: true, held: start, mayHaveBegun: true }, "paused", "it may copy by now"],
  [
    "Scheduled",
    { automaticCutover: true, waitFor: "Import_Completed", held: start, mayHaveBegun: true },
    "waitFor",
    "it may be anywhere by now",
  ],
  ["Scheduled", { paused: true, held: copy }, undefined, "nothing copies before its time"],
  [
    "Scheduled",
    { paused: true, held: copy, mayHaveBegun: true },
    "paused",
    "it may copy outside of its windows by now",
  ],
  ["Copy_In_Progress", { ...cutOver, held: gate }, "waitFor", "the copy is waited for"],
  ["Copy_In_Progress", { advanceTo: "Import_Completed", held: gate }, undefined, "its gate is held, and far"],
  ["Ready_For_Cutover", { ...cutOver, held: gate }, undefined, "it stands where the hold keeps it"],
  ["Import_Cutover_Incomplete", { ...cutOver, held: gate }, undefined, "its next cut-over is held like the first"],
  ["Cutover_In_Progress", { ...cutOver, held: gate }, "advanceTo", "what has begun is seen through"],
  [
    "Ready_For_Cutover",
    { automaticCutover: true, waitFor: "Import_Completed", held: gate },
    "waitFor",
    "the array cuts it over by itself, whatever is held",
  ],
  [
    "Mirror_Enabled",
    { type: "Agentless", advanceTo: "Ready_To_Start_Copy", held: gate },
    undefined,
    "a brake holds every gate",
  ],
  ["Mirror_Enabled", { paused: true, held: copy }, "paused", "it passes this state by itself, and copies"],
  ["Mirror_Enabled", { type: "Agentless", paused: true, held: copy }, undefined, "nothing copies at a gate"],
];

describe("findOpenGoal", () => {
  const cases: Case[] = [
    [undefined, {}, "waitFor", "an id without an observation has to be looked at"],
    ["In_Progress", {}, "waitFor", "set-up was not waited for to its end"],
    ["Copy_In_Progress", {}, undefined, "copying is what Started asks for; progress is no drift"],
    ["Queued", {}, undefined, "queued counts as started"],
    ["Queued", { paused: true }, "paused", "it will copy until somebody pauses it"],
    ["Scheduled", { paused: true }, "paused", "it will copy until somebody pauses it"],
    ["Copy_In_Progress", { paused: true }, "paused", "it copies and should not"],
    ["Paused", { paused: true }, undefined, "the wish is fulfilled"],
    ["Paused", { paused: false }, "paused", "it stands still and should not"],
    ["Paused", { paused: undefined }, undefined, "whoever is at the array may pause"],
    ["Copy_In_Progress", { paused: undefined }, undefined, "whoever is at the array may resume"],
    ["Paused", { paused: undefined, advanceTo: "Import_Completed" }, "advanceTo", "each up says that it stands still"],
    ["Ready_For_Cutover", { paused: true }, undefined, "nothing is left to pause"],
    ["Copy_In_Progress", { advanceTo: "Import_Completed" }, "advanceTo", "the nightly up drives it to its cut-over"],
    ["Ready_For_Cutover", { advanceTo: "Import_Completed" }, "advanceTo", "the gate is to be passed"],
    ["Cutover_In_Progress", { advanceTo: "Import_Completed" }, "advanceTo", "the cut-over is seen through"],
    ["Import_Cutover_Incomplete", { advanceTo: "Import_Completed" }, "advanceTo", "a partial cut-over is tried again"],
    [
      "Import_Completed",
      { advanceTo: "Import_Completed", waitFor: "Import_Completed" },
      undefined,
      "a finished one has an empty diff for ever",
    ],
    [
      "Mirror_Enabled",
      { type: "Agentless", advanceTo: "Ready_To_Start_Copy" },
      "advanceTo",
      "the gate is to be passed",
    ],
    ["Ready_To_Start_Copy", { type: "Agentless", advanceTo: "Ready_To_Start_Copy" }, undefined, "its gate is passed"],
    [
      "Copy_In_Progress",
      { type: "Agentless", advanceTo: "Ready_For_Cutover" },
      undefined,
      "its gate is passed, the copy goes on by itself",
    ],
    ["Copy_In_Progress", { waitFor: "Ready_For_Cutover" }, "waitFor", "a time-out left it there"],
    [
      "Ready_For_Cutover",
      { waitFor: "None", advanceTo: "Import_Completed" },
      "advanceTo",
      "waiting for nothing still passes gates",
    ],
    ["Copy_In_Progress", { waitFor: "None" }, undefined, "nothing is waited for"],
    ["Cleanup_Required", {}, "waitFor", "a broken session is looked at and complained of by every up"],
    ["Cancel_Required", { paused: true }, "waitFor", "a broken session is looked at and complained of by every up"],
    ...heldCases,
    ["Failed", {}, undefined, "the diff itself replaces it"],
    ["Cancelled", {}, undefined, "the diff itself refuses it"],
  ];
  for (const [state, wanted, expected, reason] of cases) {
    it(`${state} with ${JSON.stringify(wanted)}: ${expected ?? "nothing"}, because ${reason}`, () => {
      assert.equal(findOpenGoal(state, { ...goals, ...wanted }), expected);
    });
  }
});
