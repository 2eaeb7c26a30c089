import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import type { Reading } from "./array";
import { openArray, readingNames, readings } from "./array";
import type { Step } from "./history";
import type { Program } from "./program";
import { plainProgram } from "./program";
import { simulate } from "./simulate";
import { surfaceNames } from "./surfaces/surface";

type Regression = {
  readonly name: string;
  readonly program?: Partial<Program>;
  readonly steps: readonly Step[];
  readonly isInCompany?: boolean;
  /** @default "kind" */
  readonly reading?: Reading;
  /** How the last up ends. */
  readonly up: string;
};

const up: Step = { step: "up", replace: false, incidents: [] };
const upReplace: Step = { step: "up", replace: true, incidents: [] };
const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };
const dyingUp = (at: number): Step => ({ ...up, incidents: [{ at, times: 1, effect: { dies: "after" } }] });

/** Shrunk histories that once went wrong. */
const regressions: readonly Regression[] = [
  {
    name: "a replacement that deleted and whose create was refused is created by the next up",
    steps: [
      up,
      { step: "edit", change: { adopts: "strangers" } },
      upReplace,
      { step: "edit", change: { adopts: "nothing" } },
    ],
    up: "done",
  },
  {
    name: "a failed session whose replacement died after its delete is imported by the next up",
    steps: [
      up,
      { step: "click", click: { click: "fail", state: "Failed" } },
      { step: "refresh", incidents: [] },
      dyingUp(4),
    ],
    up: "done",
  },
  {
    name: "a completed session whose record is gone makes room for another source",
    program: { automaticCutover: true },
    steps: [
      up,
      { step: "click", click: { click: "pass", minutes: 120 } },
      { step: "click", click: { click: "purge" } },
      { step: "refresh", incidents: [] },
      { step: "edit", change: { source: "agentlessOnly" } },
    ],
    up: "done",
  },
  {
    name: "an automatic cut-over that ended half-way says that some members are not cut over",
    program: { automaticCutover: true },
    steps: [
      { step: "edit", change: { waitFor: "Import_Completed" } },
      { ...up, timeoutSeconds: 20 },
      { step: "click", click: { click: "fail", state: "Import_Cutover_Incomplete" } },
    ],
    up: "partial",
  },
  {
    name: "a page that has rows mixed up is not recorded as a completion",
    program: { name: "chosen" },
    isInCompany: true,
    steps: [{ ...up, incidents: [{ at: 4, times: 1, effect: { page: "swapped" } }] }],
    up: "done",
  },
  {
    name: "a session that completed just before a replacement would cancel it is left alone",
    program: { automaticCutover: true, scheduledAt: 10 },
    steps: [
      up,
      { step: "edit", change: { isAgentless: true } },
      { ...up, incidents: [{ at: 4, times: 1, effect: { click: "pass", minutes: 55 } }] },
    ],
    up: "done",
  },
  {
    name: "so it is when the cancel was lost on its way",
    program: { automaticCutover: true, scheduledAt: 10 },
    steps: [
      up,
      { step: "edit", change: { isAgentless: true } },
      {
        ...up,
        incidents: [
          { at: 4, times: 1, effect: { fault: { drop: "before" } } },
          { at: 5, times: 1, effect: { click: "pass", minutes: 55 } },
        ],
      },
    ],
    up: "done",
  },
  {
    name: "a copying session that one answer denies is not recorded as completed",
    steps: [up, { step: "refresh", incidents: [{ at: 2, times: 1, effect: { fault: notFound } }] }],
    up: "done",
  },
  {
    name: "a copying session that every answer denies is not recorded as completed",
    steps: [up, { step: "refresh", incidents: [{ at: 2, times: 40, effect: { fault: notFound } }] }],
    up: "done",
  },
  {
    name: "a failed session is replaced on an array that still shows it for seconds after its delete",
    program: { scheduledAt: 10 },
    reading: "harsh",
    steps: [
      up,
      { step: "click", click: { click: "pass", minutes: 30 } },
      { step: "click", click: { click: "fail", state: "Failed" } },
      { step: "refresh", incidents: [] },
    ],
    up: "done",
  },
  {
    name: "an import that a killed run has made is not looked for by who has taken over another one since",
    program: { paused: true },
    steps: [
      dyingUp(3),
      { step: "edit", change: { source: "second", adopts: "strangers" } },
      { step: "click", click: { click: "makeStrangers" } },
      up,
      { step: "edit", change: { source: "first", adopts: "nothing" } },
    ],
    up: "keptCopy",
  },
  {
    name: "so it is under a chosen name",
    program: { name: "chosen" },
    reading: "harsh",
    steps: [
      { ...up, timeoutSeconds: 20 },
      { step: "click", click: { click: "pass", minutes: 1 } },
      { step: "click", click: { click: "fail", state: "Failed" } },
      { step: "refresh", incidents: [] },
    ],
    up: "done",
  },
];

for (const surface of surfaceNames) {
  describe(`A history that once went wrong goes well through the ${surface}:`, () => {
    const arrays = new Map<Reading, Simulator>();
    before(async () => {
      for (const reading of readingNames) arrays.set(reading, await openArray(readings[reading]));
    });
    after(() => Promise.all([...arrays.values()].map((simulator) => simulator.close())));

    for (const { name, program, steps, isInCompany = false, reading = "kind", up: expected } of regressions) {
      it(name, async () => {
        const history = { program: { ...plainProgram, ...program }, steps, isInCompany };
        const summary = await simulate(arrays.get(reading) as Simulator, history, { surface });
        assert.equal(summary.up, expected);
      });
    }
  });
}
