import fc from "fast-check";
import { click, edit, firstProgram, flag, incidents, orNothing, seconds } from "../history";
import { surfaceNames } from "../surfaces/surface";
import { plainOptions } from "./plain";
import type { Options, Resource, Slot } from "./resource";
import { slots } from "./resource";
import type { StackNumber, StackSetup, StacksHistory, StacksStep } from "./steps";

const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const mostly = fc.oneof({ weight: 1, arbitrary: fc.constant(false) }, { weight: 4, arbitrary: fc.constant(true) });

const options: fc.Arbitrary<Options> = fc.record({
  ignoreChanges: orNothing(fc.constantFrom("paused", "description", "automaticCutover", "scheduledTimestamp", "name")),
  replaceOnChanges: orNothing(fc.constantFrom("description", "*")),
  retainOnDelete: fc.boolean(),
  isDeletedWithOther: fc.boolean(),
  isReplacedWithOther: fc.boolean(),
  deleteBeforeReplace: fc.boolean(),
});

const logicalName = fc.constantFrom<Resource["logicalName"][]>("db-01", "db-02", "db-03");
const surface = fc.constantFrom(...surfaceNames);

/** Two resources of a stack begin with two names and two sources; that they want the same comes by editing. */
const beginning = (slot: Slot): fc.Arbitrary<Resource> =>
  fc.record({ program: firstProgram, surface, hasAliases: fc.boolean(), deleteBeforeReplace: mostly }).map((all) => ({
    logicalName: slot === "one" ? "db-01" : "db-02",
    surface: all.surface,
    hasAliases: all.hasAliases,
    options: { ...plainOptions, deleteBeforeReplace: all.deleteBeforeReplace },
    program: { ...all.program, source: slot === "one" ? "first" : "second", name: undefined },
  }));

/** Without a namespace, generated names are alike where project, stack and logical name are. */
const setup = (number: StackNumber): fc.Arbitrary<StackSetup> =>
  fc.record({
    identity: fc.record({
      stackName: fc.constantFrom("prod", "test"),
      namespace: orNothing(fc.constant(`team-${number}`)),
    }),
    one: beginning("one"),
    two: beginning("two"),
    begins: number === 0 ? fc.constantFrom<Slot[][]>(["one"], ["one", "two"]) : fc.constantFrom<Slot[][]>([], ["one"]),
  });

/** The first of two stacks is the one that most happens to. */
const stack = fc.oneof(
  { weight: 3, arbitrary: fc.constant<StackNumber>(0) },
  { weight: 1, arbitrary: fc.constant<StackNumber>(1) },
);
const slot = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Slot>("one") },
  { weight: 1, arbitrary: fc.constant<Slot>("two") },
);

/** A move, a rename, an adoption: what makes two objects in the engine's eyes of one on the array. */
const change: fc.Arbitrary<Partial<Resource>> = fc
  .tuple(
    fc.record({
      logicalName,
      surface,
      hasAliases: fc.boolean(),
      adoptsFrom: orNothing(fc.constantFrom("neighbour" as const, "otherStack" as const)),
    }),
    fc.subarray(["logicalName", "surface", "hasAliases", "adoptsFrom"] as const, { minLength: 1, maxLength: 2 }),
  )
  .map(([values, names]) => Object.fromEntries(names.map((name) => [name, values[name]])));

const someOptions = fc
  .tuple(
    options,
    fc.subarray(Object.keys(plainOptions).concat("ignoreChanges", "replaceOnChanges") as (keyof Options)[], {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([values, names]) => Object.fromEntries(names.map((name) => [name, values[name]])));

const none = fc.constant({});
const editStep: fc.Arbitrary<StacksStep> = fc
  .record({
    stack,
    slot,
    what: fc.oneof(
      { weight: 3, arbitrary: fc.record({ change, options: none, program: none }) },
      {
        weight: 2,
        arbitrary: fc.record({ change, like: fc.constantFrom("neighbour" as const, "otherStack" as const) }),
      },
      { weight: 2, arbitrary: fc.record({ change: none, options: someOptions, program: none }) },
      { weight: 1, arbitrary: fc.record({ change: none, options: someOptions, program: edit }) },
      { weight: 3, arbitrary: fc.record({ change: none, options: none, program: edit }) },
    ),
  })
  .map(({ what, ...rest }) => ({ step: "edit", ...rest, ...what }));

const run = { stack, incidents, isUnshared: rarely };
const oneSlot = fc.oneof(
  { weight: 7, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...slots) },
);

const step: fc.Arbitrary<StacksStep> = fc.oneof(
  { weight: 6, arbitrary: editStep },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("toggle" as const), stack, slot }) },
  {
    weight: 9,
    arbitrary: fc.record({
      ...run,
      step: fc.constant("up" as const),
      continueOnError: fc.boolean(),
      replace: oneSlot,
      target: oneSlot,
      timeoutSeconds: seconds,
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...run, step: fc.constant("refresh" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...run,
      step: fc.constant("destroy" as const),
      continueOnError: fc.boolean(),
      settings: fc.record({ forceCancel: flag, hostsOnSource: flag, cancelClaimed: rarely }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant("click" as const), click, at: fc.nat(3) }) },
);

export const stacksHistory: fc.Arbitrary<StacksHistory> = fc.record({
  stacks: fc
    .tuple(setup(0), setup(1), fc.boolean())
    .map(([first, second, areTwins]) => [first, areTwins ? { ...second, one: first.one, two: first.two } : second]),
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
});
