import { plainWave } from "../../../simulation/waves/plain";
import { byHand, clock, cutOver, fails, timePasses, type WavePart, windows } from "./events";

const inTurn = { maxActive: 1 } as const;

/** One place for two. */
export const oneAtATime: WavePart = {
  name: "wave of two imports, one at a time",
  programs: {
    plain: plainWave(2, inTurn),
    "cut over": plainWave(2, { ...inTurn, ...cutOver }),
    "the second first": { ...plainWave(2, inTurn), members: { k1: { volume: 0 }, k2: { volume: 1, priority: 1 } } },
  },
  events: [...timePasses(2), fails()],
};

/** One place for two, in windows. */
export const inWindows: WavePart = {
  name: "wave of two imports in their windows",
  programs: {
    plain: plainWave(2, { ...windows, ...inTurn }),
    "cut over": plainWave(2, { ...windows, ...inTurn, ...cutOver }),
  },
  events: [...timePasses(2), clock, byHand("pause")],
};

/** Entries that come into the map, leave it in each of the ways there are, and come back. */
export const comingAndGoing: WavePart = {
  name: "wave whose imports come and go",
  programs: {
    both: plainWave(2),
    "the first": plainWave(1),
    "the first, the other cancelled": plainWave(1, { onRemove: "cancel" }),
    "the first, the other left": plainWave(1, { onRemove: "leave" }),
    "the other, the first cancelled": { ...plainWave(0, { onRemove: "cancel" }), members: { k2: { volume: 1 } } },
  },
  events: timePasses(2),
};

/** Too many failures, and their end. */
export const failing: WavePart = {
  name: "wave of two imports that fail",
  programs: {
    "none may fail": plainWave(2, { ...inTurn, ...cutOver, maxFailures: 0 }),
    "one may fail": plainWave(2, { ...inTurn, ...cutOver, maxFailures: 1 }),
    "the first may stay away": plainWave(1, { ...cutOver, maxFailures: 0, onRemove: "cancel" }),
  },
  events: [...timePasses(2), fails(0), fails(1)],
};

const GIBIBYTE = 1024 ** 3;

/** Runs that go on until copies are done, and give places on in their course. */
export const waiting: WavePart = {
  name: "wave of two imports that is waited for",
  programs: {
    started: plainWave(2, inTurn),
    "until they are ready": plainWave(2, { ...inTurn, waitFor: "Ready_For_Cutover" }),
    "to the end": plainWave(2, { ...inTurn, ...cutOver, waitFor: "Import_Completed" }),
  },
  // Minutes, where a run looks each quarter of one.
  world: { sources: [{ name: "Unity-01", type: "Unity", volumes: 4, sizeBytes: 4 * GIBIBYTE }] },
  events: [...timePasses(2), fails()],
};

/** Places of the array, one of which strangers take at times. */
export const onAFullArray: WavePart = {
  name: "wave of two imports on an array with one place",
  programs: { plain: plainWave(2), "cut over": plainWave(2, cutOver) },
  maxActivePerArray: 1,
  world: {
    sources: [
      { name: "Unity-01", type: "Unity", volumes: 4, sizeBytes: 900 * GIBIBYTE },
      { name: "XtremIO-01", type: "XtremIO", volumes: 1, sizeBytes: 900 * GIBIBYTE },
    ],
  },
  events: [...timePasses(3), { click: "fillPlace" }, { click: "emptyPlaces" }],
};

/** The array itself takes one at a time, and lets the others wait. */
export const inTheQueue: WavePart = {
  name: "wave of two imports in the array's queue",
  programs: { plain: plainWave(2), paused: plainWave(2, { paused: true }), "cut over": plainWave(2, cutOver) },
  world: { maxActiveSessions: 1 },
  events: [...timePasses(2), byHand("cancel")],
};
