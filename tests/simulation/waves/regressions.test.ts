import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import type { Reading } from "../array";
import { openArray, readingNames } from "../array";
import { surfaceNames } from "../surfaces/surface";
import { destroyOf, editOf, memberOf, pass, plainWave, plainWaves, refreshOf, toggle, upOf } from "./plain";
import { simulateWaves } from "./simulate";
import type { WavesHistory } from "./steps";
import { waveReadings } from "./world";

type Regression = {
  readonly name: string;
  readonly history: WavesHistory;
  /** How the imports end, by key. */
  readonly ends: readonly string[];
  /** Where only one array does what it is about. */
  readonly only?: Reading;
};

const fails = { step: "click", click: { click: "fail", of: 1, state: "Failed" } } as const;

/** Shrunk histories that once went wrong, and those that nothing else here plays for certain. */
const regressions: readonly Regression[] = [
  {
    name: "a member that has failed is begun anew",
    history: plainWaves(plainWave(3), [upOf(), fails, refreshOf()]),
    ends: ["fulfilled", "fulfilled", "fulfilled"],
  },
  {
    name: "a wave that too many failures hold says so after a refresh as well",
    history: plainWaves(plainWave(2, { maxFailures: 0, advanceTo: "Import_Completed" }), [upOf(), fails]),
    ends: ["held", "held"],
  },
  {
    name: "a wave that was killed while it began its imports has each of them, one at a time",
    history: plainWaves(plainWave(4, { maxActive: 1, waitFor: "Ready_For_Cutover" }), [
      upOf({ incidents: [{ at: 30, times: 1, effect: { dies: "after" } }] }),
      upOf({ incidents: [{ at: 6, times: 1, effect: { dies: "before" } }] }),
    ]),
    ends: ["fulfilled", "fulfilled", "fulfilled", "fulfilled"],
  },
  {
    name: "what a killed run has begun has its place, whoever comes first since",
    history: plainWaves(plainWave(2, { maxActive: 1 }), [
      upOf({ incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] }),
      memberOf("k2", { priority: 2 }),
      upOf(),
    ]),
    ends: ["fulfilled", "fulfilled"],
  },
  {
    name: "a wave starts, copies and is cut over in windows that are open at different hours",
    history: plainWaves(
      plainWave(2, { start: "night", copy: "notNoon", cutover: "noon", advanceTo: "Import_Completed" }),
      [upOf(), pass(600), upOf()],
    ),
    ends: ["fulfilled", "fulfilled"],
  },
  {
    name: "a wave is destroyed whose imports were begun and could not be looked at any more",
    history: plainWaves(plainWave(2, { waitFor: "Ready_For_Cutover" }), [
      upOf({ incidents: [{ at: 7, times: 60, effect: { refused: true } }] }),
      destroyOf(),
    ]),
    ends: ["fulfilled", "fulfilled"],
  },
  {
    name: "a cut-over that was sent in its window may arrive when that has closed",
    history: plainWaves(plainWave(1, { cutover: "night", advanceTo: "Import_Completed" }), [
      upOf({ incidents: [{ at: 7, times: 4, effect: { click: "pass", minutes: 60 } }] }),
    ]),
    ends: ["fulfilled"],
  },
  {
    name: "a preview of what is only recorded promises nothing of windows, by which time goes on",
    history: plainWaves(
      plainWave(1),
      [
        { step: "editSingle", stack: 0, change: { start: "night", copy: "notNoon" } },
        pass(480),
        upOf(),
        pass(180),
        { step: "editSingle", stack: 0, change: { waitFor: "None" } },
        upOf(),
      ],
      { begins: ["single"] },
    ),
    ends: ["fulfilled"],
  },
  {
    name: "places of the array that strangers have are waited for, by who is to be ready, and by who is only to start in later runs",
    history: {
      ...plainWaves(
        plainWave(3, { waitFor: "Ready_For_Cutover" }),
        [
          { step: "click", click: { click: "fillPlace" } },
          upOf({ timeoutSeconds: 900 }),
          { step: "click", click: { click: "emptyPlaces" } },
          upOf(),
        ],
        { maxActivePerArray: 1 },
      ),
    },
    ends: ["fulfilled", "fulfilled", "fulfilled"],
  },
  {
    name: "a run that was killed while it began imports on an array with few places keeps to them afterwards",
    history: plainWaves(
      plainWave(4),
      [
        upOf({ incidents: [{ at: 7, times: 1, effect: { dies: "after" } }] }),
        upOf({ incidents: [{ at: 9, times: 1, effect: { dies: "before" } }] }),
      ],
      { maxActivePerArray: 2 },
      ["one"],
    ),
    ends: ["fulfilled", "fulfilled", "fulfilled", "fulfilled", "named", "named", "named", "named"],
  },
  {
    name: "an import whose window opens while its login expires has a place on the array before it begins",
    history: plainWaves(
      plainWave(1, { start: "noon" }),
      [
        upOf({
          incidents: [
            { at: 5, times: 1, effect: { click: "pass", minutes: 600 } },
            { at: 0, times: 1, effect: { click: "fail", of: 0, state: "Failed" } },
          ],
        }),
      ],
      { maxActivePerArray: 1 },
    ),
    ends: ["fulfilled"],
    only: "harsh",
  },
  {
    name: "a cut-over that is on its way to the array as its window closes was sent inside of it",
    history: plainWaves(
      plainWave(1, { cutover: "night", advanceTo: "Import_Completed", waitFor: "Import_Completed" }),
      [upOf({ incidents: [{ at: 7, times: 4, effect: { click: "pass", minutes: 60 } }] }), pass(24 * 60), upOf()],
    ),
    ends: ["fulfilled"],
  },
  {
    name: "an array that is gone for an hour is waited for or tried again, and nothing is begun twice",
    history: plainWaves(plainWave(4, { maxActive: 2 }), [
      upOf({ incidents: [{ at: 4, times: 300, effect: { refused: true } }] }),
      pass(60),
      upOf(),
    ]),
    ends: ["fulfilled", "fulfilled", "fulfilled", "fulfilled"],
  },
  {
    name: "a full array queues a wave, and lets it go on",
    history: plainWaves(plainWave(4), [
      { step: "click", click: { click: "fillPlace" } },
      { step: "click", click: { click: "fillPlace" } },
      { step: "click", click: { click: "fillPlace" } },
      upOf(),
    ]),
    ends: ["fulfilled", "fulfilled", "fulfilled", "fulfilled"],
  },
  {
    name: "members go out by a cancel and others come in at once, one place for all",
    history: plainWaves(plainWave(2, { maxActive: 2, onRemove: "cancel" }), [
      upOf(),
      memberOf("k1", undefined),
      memberOf("k3", {}),
      memberOf("k4", { priority: 2 }),
      upOf(),
      editOf({ maxActive: 1 }),
    ]),
    ends: ["fulfilled", "fulfilled", "fulfilled"],
  },
  {
    name: "a member that a resource takes over is left alone by its wave",
    history: plainWaves(plainWave(2), [
      upOf(),
      { step: "hand", stack: 0, from: "one", key: "k1", to: "single" },
      upOf(),
    ]),
    ends: ["fulfilled", "fulfilled"],
  },
  {
    name: "an import that a killed run has made is not looked for by who was handed another one since",
    history: plainWaves(plainWave(1), [
      upOf(),
      { step: "member", stack: 0, wave: "two", key: "k1", change: { volume: 4 } },
      { step: "member", stack: 0, wave: "two", key: "k2", change: undefined },
      toggle("two"),
      upOf({ incidents: [{ at: 5, times: 1, effect: { dies: "after" } }] }),
      { step: "hand", stack: 0, from: "one", key: "k1", to: "two" },
    ]),
    ends: ["fulfilled"],
  },
  {
    name: "an import that may have begun, for neither its answer nor the look for it came, keeps its place",
    history: plainWaves(plainWave(2, { maxActive: 1 }), [
      upOf({ incidents: [{ at: 2, times: 8, effect: { fault: { body: null } } }] }),
      memberOf("k1", undefined),
    ]),
    ends: ["fulfilled"],
  },
  {
    name: "an import behind others that are to stay paused waits in the queue, as its state says",
    history: plainWaves(plainWave(4, { paused: true }), [upOf(), toggle("single"), upOf()]),
    ends: ["fulfilled", "fulfilled", "fulfilled", "fulfilled", "queued"],
  },
  {
    name: "a record that somebody deletes while its volume stays proves nothing, and each refresh says so",
    history: plainWaves(plainWave(2), [
      upOf(),
      toggle("single"),
      upOf(),
      { step: "click", click: { click: "purge", of: 2 } },
    ]),
    ends: ["fulfilled", "fulfilled", "untold"],
    only: "harsh",
  },
  {
    name: "an import that is put back while it is being cancelled, and holds the wave for that, is on record as what does",
    history: plainWaves(plainWave(2, { maxFailures: 0, onRemove: "cancel", waitFor: "Ready_For_Cutover" }), [
      memberOf("k2", { advanceTo: "Import_Completed" }),
      upOf({ timeoutSeconds: 20 }),
      memberOf("k1", undefined),
      upOf({ timeoutSeconds: 20 }),
      memberOf("k1", {}),
      refreshOf(),
    ]),
    ends: ["held", "held"],
  },
  {
    name: "an import that somebody purges before its window closes was to be paused all the same",
    history: plainWaves(plainWave(2, { copy: "once", waitFor: "None" }), [
      memberOf("k2", { waitFor: "Started" }),
      upOf({ incidents: [{ at: 30, times: 1, effect: { click: "purge", of: 1 } }] }),
    ]),
    ends: ["fulfilled", "untold"],
    only: "harsh",
  },
  {
    name: "an import that comes into a wave in place of a completed one has the place that the next one would take",
    history: plainWaves(plainWave(1, { maxActive: 1, advanceTo: "Import_Completed", waitFor: "Import_Completed" }), [
      upOf(),
      toggle("two"),
      { step: "member", stack: 0, wave: "two", key: "k2", change: undefined },
      upOf(),
      memberOf("k2", {}),
      { step: "hand", stack: 0, from: "two", key: "k1", to: "one" },
      upOf(),
    ]),
    ends: ["fulfilled", "fulfilled"],
  },
  {
    name: "an import that is adopted outside of its copy windows is paused by the next run",
    history: plainWaves(plainWave(1), [
      upOf(),
      toggle("two"),
      { step: "member", stack: 0, wave: "two", key: "k2", change: undefined },
      { step: "edit", stack: 0, wave: "two", change: { copy: "noon" } },
      { step: "hand", stack: 0, from: "one", key: "k1", to: "two" },
      upOf(),
    ]),
    ends: ["fulfilled"],
  },
  {
    name: "a run that has nothing to do looks for what a killed one may have begun, where failures hold the wave and nobody has looked for hours",
    history: plainWaves(plainWave(2, { maxActive: 1, maxFailures: 0, waitFor: "None" }), [
      upOf({ incidents: [{ at: 6, times: 1, effect: { click: "fail", of: 0, state: "Cleanup_Required" } }] }),
      pass(600),
      upOf(),
    ]),
    ends: ["held", "held"],
    only: "kind",
  },
];

for (const reading of readingNames) describeOn(reading);

function describeOn(reading: Reading): void {
  describe(`A hard history of waves goes well on an array that is ${reading}:`, () => {
    let simulator: Simulator;
    before(async () => {
      simulator = await openArray(waveReadings[reading]);
    });
    after(() => simulator.close());

    for (const surface of surfaceNames) {
      for (const { name, history, ends } of regressions.filter(({ only = reading }) => only === reading)) {
        it(`${name} (${surface})`, async () => {
          const [one, other] = history.stacks;
          const stacks = [{ ...one, surface }, other] as const;
          const summary = await simulateWaves(simulator, { ...history, stacks });
          assert.deepEqual(summary.ends, ends);
        });
      }
    }
  });
}
