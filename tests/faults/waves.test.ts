import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import { openArray, sessionRows } from "../simulation/array";
import type { Incident } from "../simulation/incidents";
import { actionOf, isCreate } from "../simulation/requests";
import type { WaveClick } from "../simulation/waves/clicks";
import { judgeWaves } from "../simulation/waves/judge";
import { destroyOf, editOf, memberOf, pass, plainWave, plainWaves, refreshOf, upOf } from "../simulation/waves/plain";
import { playWavesStep } from "../simulation/waves/play";
import type { WaveWish } from "../simulation/waves/program";
import type { WavesStage } from "../simulation/waves/stage";
import { newWavesStage } from "../simulation/waves/stage";
import type { WavesStep } from "../simulation/waves/steps";
import type { WavesChapter } from "../simulation/waves/story";
import { importsOf } from "../simulation/waves/story";
import { tellWaves } from "../simulation/waves/tell";
import { waveReadings } from "../simulation/waves/world";
import type { EffectName } from "./effects";
import { effects } from "./effects";

/** One operation on a wave of three, and how a calm stack and array come to stand before it. */
type Operation = {
  readonly wave?: Partial<WaveWish>;
  readonly count?: number;
  readonly before?: readonly WavesStep[];
  readonly run: WavesStep;
};

/** Longer than the slowest copy. */
const copied = pass(24 * 60);
const up = upOf();

const operations: Readonly<Record<string, Operation>> = {
  create: { run: up },
  "create, two at a time, and wait for the copies": {
    wave: { maxActive: 2, waitFor: "Ready_For_Cutover" },
    run: up,
  },
  pause: { before: [up, editOf({ paused: true })], run: up },
  resume: { wave: { paused: true }, before: [up, editOf({ paused: false })], run: up },
  "cut over": { before: [up, copied, editOf({ advanceTo: "Import_Completed", waitFor: "Import_Completed" })], run: up },
  "take one in": { count: 2, before: [up, memberOf("k3", { volume: 2 })], run: up },
  "take one out and cancel it": { wave: { onRemove: "cancel" }, before: [up, memberOf("k2", undefined)], run: up },
  "begin a failed one anew": {
    before: [up, { step: "click", click: { click: "fail", of: 1, state: "Failed" } }, refreshOf()],
    run: up,
  },
  refresh: { before: [up], run: refreshOf() },
  destroy: { before: [up], run: destroyOf() },
};

/** As often as a person, or a nightly job, would try again. */
const MOST_TRIES = 4;

function open(simulator: Simulator, { count = 3, wave }: Operation): WavesStage {
  return newWavesStage(simulator, plainWaves(plainWave(count, wave), []), { build: {}, judge: judgeWaves });
}

async function prepare(simulator: Simulator, operation: Operation): Promise<WavesStage> {
  const stage = open(simulator, operation);
  for (const step of operation.before ?? []) await playWavesStep(stage, step);
  return stage;
}

const recordedIn = ({ stacks }: WavesStage) =>
  Object.fromEntries(stacks[0].state.entries.flatMap(importsOf).map(({ key, id, state }) => [key, { id, state }]));

/** The wave's sessions by the keys in their names. */
const onArray = ({ simulator }: WavesStage) =>
  sessionRows(simulator).map(({ name, state }) => `${/k\d/.exec(String(name))?.[0]} ${state}`);

/** Where everything stands: a retry costs time in which a copy goes on, so a day later. */
async function endOf(stage: WavesStage, { run }: Operation) {
  stage.simulator.advance(24 * 3600);
  const isThere = stage.stacks[0].state.entries.length > 0;
  if (isThere) await playWavesStep(stage, refreshOf());
  const recorded = recordedIn(stage);
  const ids = new Set(sessionRows(stage.simulator).map(({ id }) => id));
  for (const [key, { id }] of Object.entries(recorded))
    assert.ok(id !== undefined && ids.has(id), `${key} is recorded as ${id}, which is not there`);
  const states = Object.entries(recorded).map(([key, { state }]) => `${key} ${state}`);
  if (run.step !== "destroy") assert.deepEqual(onArray(stage).toSorted(), states.toSorted());
  return { isThere, states: states.toSorted(), rows: onArray(stage).toSorted() };
}

/** What comes to the same for a session is played for a session (matrix.test.ts): here is what differs for many together. */
const ofReads = [
  "answered 404",
  "answered 502 by a gateway",
  "the last before the process dies",
] as const satisfies readonly EffectName[];
const ofChanges = [
  "lost before it arrives",
  "carried out, its answer lost",
  "answered 404",
  "answered 422",
  "the last before the process dies",
  "answered to a process that died",
  "overtaken by Ctrl-C",
] as const satisfies readonly EffectName[];

/** An operation sends them in the same way, whatever it is. */
const sharedRequest = /\/(login_session|cluster|logout)$/;

type Case = { readonly at: number; readonly name: string; readonly isOfOne: boolean };

async function playCalm(simulator: Simulator, operation: Operation) {
  const stage = await prepare(simulator, operation);
  const [chapter] = await playWavesStep(stage, operation.run);
  assert.equal(chapter?.outcome, "done", tellWaves(stage.story));
  const cases = (chapter?.requests ?? []).map((request, at): Case => {
    const isOfOne = isCreate(request) || actionOf(request) !== undefined;
    return { at, name: request.entry.operation ?? request.entry.path, isOfOne };
  });
  const shown = onArray(stage).toSorted();
  const own = cases.filter((each, index) => isNoMerePoll(each, index, cases));
  return {
    cases: own.filter(({ name }) => !sharedRequest.test(name) || operation === operations.create),
    shown,
    end: await endOf(stage, operation),
  };
}

/** Of the same look repeated while the array is at work, the first and the last are all that differ for the process. */
function isNoMerePoll({ at, name, isOfOne }: Case, _: number, all: readonly Case[]): boolean {
  return isOfOne || all[at - 1]?.name !== name || all[at + 1]?.name !== name;
}

/** Whether there is a next run that has something to do: an import that was found again is not waited for by the run that finds it. */
function isOpen(stage: WavesStage, { outcome }: WavesChapter): boolean {
  return outcome !== "done" || Object.values(recordedIn(stage)).some(({ id }) => id === undefined);
}

async function playFaulty(simulator: Simulator, operation: Operation, incident: Incident<WaveClick>) {
  const stage = await prepare(simulator, operation);
  const { run } = operation;
  const [first] = await playWavesStep(stage, { ...run, incidents: [incident] } as WavesStep);
  const shown = onArray(stage);
  let last = first;
  for (let tries = 1; last && isOpen(stage, last) && tries < MOST_TRIES; tries++) {
    [last] = await playWavesStep(stage, run);
  }
  return { stage, first, shown, outcome: last?.outcome ?? "done", end: await endOf(stage, operation) };
}

const ofOneOnly: readonly string[] = ["answered 422", "carried out, its answer lost"];

describe("With any one request of a wave hit by any fault,", function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let cases = 0;
  before(async () => {
    simulator = await openArray({ ...waveReadings.kind, copyBytesPerSecond: 30 * 2 ** 20 });
  });
  after(async () => {
    await simulator.close();
    console.log(
      `      ${cases} cases: ${Object.keys(operations).length} operations, each request x the faults that differ for a wave, once`,
    );
  });

  for (const [name, operation] of Object.entries(operations)) {
    it(`${name} ends as without`, async () => {
      const calm = await playCalm(simulator, operation);
      for (const one of calm.cases) {
        for (const effectName of one.isOfOne ? ofChanges : ofReads) {
          cases++;
          const about = `request ${one.at} (${one.name}) ${effectName}`;
          const played = await playFaulty(simulator, operation, {
            at: one.at,
            times: 1,
            effect: effects[effectName],
          }).catch((error) => assert.fail(`${about}: ${error}`));
          const { stage, outcome, end, shown } = played;
          assert.deepEqual({ outcome, end }, { outcome: "done", end: calm.end }, `${about}\n${tellWaves(stage.story)}`);
          if (!one.isOfOne || !ofOneOnly.includes(effectName)) continue;
          const missing = calm.shown.filter((each) => !shown.includes(each));
          assert.ok(missing.length <= 1, `${about}: the others did not go on\n${tellWaves(stage.story)}`);
        }
      }
    });
  }
});
