import fc from "fast-check";
import { faultEffects, orNothing } from "../history";
import type { Effect, Incident } from "../incidents";
import { surfaceNames } from "../surfaces/surface";
import type { WaveClick } from "./clicks";
import type { MemberWish, ResourceName, SingleWish, Wait, WaveName, WaveWish, WindowsWish, Wishes } from "./program";
import { memberKeys, resourceNames } from "./program";
import type { StackNumber, WavesHistory, WavesSetup, WavesStep } from "./steps";
import { windowsNames } from "./windows";

const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const windows = orNothing(fc.constantFrom(...windowsNames));
const wait = fc.constantFrom<Wait[]>("None", "Started", "Started", "Ready_For_Cutover", "Import_Completed");
const done = fc.constant("Import_Completed" as const);

const windowsWish: fc.Arbitrary<WindowsWish> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ start: windows, copy: windows, cutover: windows }) },
);

/** What a member says otherwise than its wave: mostly nothing. */
const difference = fc.record({
  priority: seldom(fc.constantFrom(1, 2)),
  paused: seldom(fc.boolean()),
  advanceTo: seldom(done),
  waitFor: seldom(wait),
  description: seldom(fc.constantFrom("one", "two")),
});

const memberOf = (volume: number): fc.Arbitrary<MemberWish> =>
  fc
    .tuple(difference, fc.oneof({ weight: 15, arbitrary: fc.constant(volume) }, { weight: 1, arbitrary: fc.nat(9) }))
    .map(([own, of]) => ({ ...own, volume: of }));

const common: fc.Arbitrary<Omit<WaveWish, "members">> = fc
  .tuple(
    fc.record({
      maxActive: orNothing(fc.constantFrom(1, 1, 2, 3)),
      maxFailures: orNothing(fc.constantFrom(0, 1)),
      hold: rarely,
      onRemove: fc.constantFrom("refuse" as const, "cancel" as const, "leave" as const),
      paused: rarely,
      advanceTo: orNothing(done),
      waitFor: wait,
    }),
    windowsWish,
  )
  .map(([own, more]) => ({ ...own, ...more }));

/** One to four imports, of volumes from a number on. */
const waveFrom = (first: number): fc.Arbitrary<WaveWish> =>
  fc
    .tuple(common, fc.tuple(...memberKeys.map((_, index) => memberOf(first + index))), fc.integer({ min: 1, max: 4 }))
    .map(([all, members, count]) => ({
      ...all,
      members: Object.fromEntries(members.slice(0, count).map((member, index) => [`k${index + 1}`, member])),
    }));

const single: fc.Arbitrary<SingleWish> = fc
  .tuple(memberOf(8), windowsWish)
  .map(([{ priority: _, ...own }, more]) => ({ ...own, ...more }));

/** The second stack has volumes of its own but for one. */
const wishesOf = (which: StackNumber): fc.Arbitrary<Wishes> =>
  fc.record({ one: waveFrom(which * 9), two: waveFrom(which * 3 + 4), single });

const begins = fc.constantFrom<ResourceName[][]>(
  ["one"],
  ["one"],
  ["one", "two"],
  ["one", "single"],
  [...resourceNames],
);

const setup = (which: StackNumber): fc.Arbitrary<WavesSetup> =>
  fc.record({
    stackName: fc.constant(which === 0 ? ("prod" as const) : ("test" as const)),
    surface: fc.constantFrom(...surfaceNames),
    wishes: wishesOf(which),
    maxActivePerArray: seldom(fc.constantFrom(1, 2, 2, 3)),
    begins: which === 0 ? begins : fc.constantFrom<ResourceName[][]>([], [], ["one"], ["single"]),
  });

/** The first of two stacks is the one that most happens to. */
const stack = fc.oneof(
  { weight: 5, arbitrary: fc.constant<StackNumber>(0) },
  { weight: 1, arbitrary: fc.constant<StackNumber>(1) },
);
const wave = fc.oneof(
  { weight: 3, arbitrary: fc.constant<WaveName>("one") },
  { weight: 1, arbitrary: fc.constant<WaveName>("two") },
);
const key = fc.constantFrom(...memberKeys);
const of = fc.nat(5);

export const waveClick: fc.Arbitrary<WaveClick> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      click: fc.constantFrom(
        "pause" as const,
        "resume" as const,
        "cancel" as const,
        "cutover" as const,
        "deleteRecord" as const,
        "purge" as const,
      ),
      of,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      click: fc.constant("fail" as const),
      of,
      state: fc.constantFrom("Failed" as const, "Failed" as const, "Cleanup_Required" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ click: fc.constant("failCopyAt" as const), of, percentage: fc.constant(50) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      click: fc.constantFrom(
        "loseSource" as const,
        "mendSource" as const,
        "fillPlace" as const,
        "fillPlace" as const,
        "emptyPlaces" as const,
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      click: fc.constant("pass" as const),
      minutes: fc.constantFrom(1, 5, 60, 360, 600, 840, 1440),
    }),
  },
);

const fault: fc.Arbitrary<Effect<WaveClick>> = fc.constantFrom(...faultEffects).map((effect) => ({ fault: effect }));

const effect: fc.Arbitrary<Effect<WaveClick>> = fc.oneof(
  { weight: 6, arbitrary: fault },
  { weight: 4, arbitrary: fc.constantFrom({ dies: "before" as const }, { dies: "after" as const }) },
  { weight: 4, arbitrary: waveClick },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ page: "stale" as const }, { page: "shuffled" as const }, { page: "swapped" as const }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ html: 200 as const }, { html: 502 as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ refused: true as const }, { stop: true as const }) },
);

const incident: fc.Arbitrary<Incident<WaveClick>> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      at: fc.oneof({ weight: 5, arbitrary: fc.nat(14) }, { weight: 2, arbitrary: fc.nat(60) }),
      times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 4, 8) }),
      effect,
    }),
  },
  // The array is gone for the better part of an hour, and back.
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.nat(14),
      times: fc.constantFrom(60, 300),
      effect: fc.constantFrom<Effect<WaveClick>>({ refused: true }, { fault: { status: 503 } }),
    }),
  },
);

const incidents = fc.oneof(
  { weight: 1, arbitrary: fc.constant<readonly Incident<WaveClick>[]>([]) },
  { weight: 3, arbitrary: fc.array(incident, { minLength: 1, maxLength: 4 }) },
);

const partOf = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Partial<T>> =>
  arbitrary.chain((whole) =>
    fc
      .subarray(Object.keys(whole) as (keyof T)[], { minLength: 1, maxLength: 2 })
      .map((names) => Object.fromEntries(names.map((name) => [name, whole[name]])) as Partial<T>),
  );

const commonChange = fc.record({
  maxActive: orNothing(fc.constantFrom(1, 2, 3)),
  maxFailures: orNothing(fc.constantFrom(0, 1)),
  hold: fc.boolean(),
  onRemove: fc.constantFrom("refuse" as const, "cancel" as const, "leave" as const),
  paused: fc.boolean(),
  advanceTo: orNothing(done),
  waitFor: wait,
  start: windows,
  copy: windows,
  cutover: windows,
});

const run = { stack, incidents };
const step: fc.Arbitrary<WavesStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ step: fc.constant("edit" as const), stack, wave, change: partOf(commonChange) }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("editSingle" as const), stack, change: partOf(single) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      step: fc.constant("member" as const),
      stack,
      wave,
      key,
      change: fc.oneof(
        { weight: 2, arbitrary: partOf(difference) },
        { weight: 2, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constant({}) },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant("hand" as const),
      stack,
      from: wave,
      key,
      to: fc.constantFrom<ResourceName[]>("two", "single", "one"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant("toggle" as const), stack, resource: fc.constantFrom(...resourceNames) }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("machine" as const), stack }) },
  {
    weight: 10,
    arbitrary: fc.record({
      ...run,
      step: fc.constant("up" as const),
      continueOnError: fc.boolean(),
      timeoutSeconds: orNothing(fc.constantFrom(20, 900)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...run, step: fc.constant("refresh" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...run,
      step: fc.constant("destroy" as const),
      continueOnError: fc.boolean(),
      isConfirmed: rarely,
    }),
  },
  { weight: 7, arbitrary: fc.record({ step: fc.constant("click" as const), click: waveClick }) },
);

export const wavesHistory: fc.Arbitrary<WavesHistory> = fc.record({
  stacks: fc.tuple(setup(0), setup(1)),
  steps: fc.array(step, { minLength: 1, maxLength: 14, size: "max" }),
});
