import fc from "fast-check";
import type { RemoteSystemChange } from "../../../simulator/src";
import { faultEffects, orNothing } from "../history";
import type { Effect, Incident } from "../incidents";
import { surfaceNames } from "../surfaces/surface";
import type { SourceClick } from "./clicks";
import type { GroupWish, HostWish, ImportWish, Member, SourceWish, Wishes } from "./program";
import { members } from "./program";
import type { SourcesHistory, SourcesSetup, SourcesStep, StackNumber, WishChange } from "./steps";

const number = fc.constantFrom(1 as const, 2 as const);
const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const mostly = rarely.map((is) => !is);
const text = orNothing(fc.constantFrom("one", "two"));
const chosen = orNothing(fc.constant("chosen" as const));

const source: fc.Arbitrary<SourceWish> = fc.record({
  name: chosen,
  address: number,
  username: number,
  password: number,
  targets: number,
  description: text,
  trigger: text,
  waits: mostly,
  adopts: rarely,
});
const host: fc.Arbitrary<HostWish> = fc.record({
  address: number,
  password: number,
  trigger: text,
  waits: mostly,
  adopts: rarely,
});
const group: fc.Arbitrary<GroupWish> = fc.record({
  name: chosen,
  members: fc.subarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 }),
  waits: mostly,
  adopts: rarely,
});
const session: fc.Arbitrary<ImportWish> = fc.record({
  volume: fc.constantFrom(0 as const, 1 as const),
  isAgentless: fc.boolean(),
  paused: rarely,
  automaticCutover: fc.boolean(),
  description: text,
});

const wishes: fc.Arbitrary<Wishes> = fc.record({
  source,
  host,
  old: source,
  group,
  import: session,
  groupImport: session,
});

/** Programs begin with what can be had: the first boxes, and nothing to take over. */
const plainer = (all: Wishes): Wishes => ({
  ...all,
  source: { ...all.source, address: 1, adopts: false },
  old: { ...all.old, address: 1, adopts: false },
  host: { ...all.host, address: 1, adopts: false },
  group: { ...all.group, adopts: false },
  import: { ...all.import, volume: 0 },
});

const begins = fc.constantFrom<Member[][]>(
  ["source"],
  ["source", "host", "import"],
  ["source", "host", "import"],
  ["host"],
  ["old", "group"],
  ["old", "group", "groupImport"],
  ["source", "host", "old", "group", "import", "groupImport"],
);

/** Without a namespace, generated names are alike where project and stack are. */
const setup = (which: StackNumber): fc.Arbitrary<SourcesSetup> =>
  fc.record({
    identity: fc.record({
      stackName: fc.constantFrom("prod", "test"),
      namespace: orNothing(fc.constant(`team-${which}`)),
    }),
    surface: fc.constantFrom(...surfaceNames),
    wishes: wishes.map(plainer),
    begins: which === 0 ? begins : fc.oneof(fc.constant<Member[]>([]), begins),
  });

/** The first of two stacks is the one that most happens to. */
const stack = fc.oneof(
  { weight: 3, arbitrary: fc.constant<StackNumber>(0) },
  { weight: 1, arbitrary: fc.constant<StackNumber>(1) },
);
const member = fc.constantFrom(...members);

const trouble = fc.constantFrom<RemoteSystemChange[]>(
  { state: "Update_Needed" },
  { state: "Management_Connection_Lost", lostBy: "network" },
  { state: "Management_Connection_Lost", lostBy: "credentials" },
  { state: "Management_Connection_Lost", lostBy: "address" },
  { dataConnectionState: "Partial_Data_Connection_Loss" },
  { dataConnectionState: "Complete_Data_Connection_Loss" },
  { dataConnectionState: "Initializing" },
  { halfDeletes: 1 },
  { halfDeletes: 3 },
);

const either = fc.constantFrom("source" as const, "old" as const);
export const sourceClick: fc.Arbitrary<SourceClick> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ click: fc.constantFrom("delete" as const, "rename" as const), of: member }) },
  { weight: 1, arbitrary: fc.record({ click: fc.constant("describe" as const), of: either }) },
  {
    weight: 3,
    arbitrary: fc.record({
      click: fc.constant("make" as const),
      of: fc.constantFrom("source" as const, "old" as const, "host" as const, "group" as const),
      name: fc.constantFrom("own" as const, "programs" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      click: fc.constant("import" as const),
      of: fc.constantFrom("source" as const, "group" as const),
      volume: fc.constantFrom(0 as const, 1 as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      click: fc.constantFrom(
        "cancelImports" as const,
        "purgeImports" as const,
        "mend" as const,
        "approve" as const,
        "reject" as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ click: fc.constant("trouble" as const), of: either, trouble }) },
  {
    weight: 1,
    arbitrary: fc.record({
      click: fc.constant("agent" as const),
      status: fc.constantFrom("Unknown" as const, "Running" as const, "Conflict_Detected" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ click: fc.constant("pass" as const), minutes: fc.constantFrom(1, 5, 120, 3000) }),
  },
);

const fault: fc.Arbitrary<Effect<SourceClick>> = fc.constantFrom(...faultEffects).map((effect) => ({ fault: effect }));

const effect: fc.Arbitrary<Effect<SourceClick>> = fc.oneof(
  { weight: 6, arbitrary: fault },
  { weight: 4, arbitrary: fc.constantFrom({ dies: "before" as const }, { dies: "after" as const }) },
  { weight: 4, arbitrary: sourceClick },
  { weight: 1, arbitrary: fc.constantFrom({ html: 200 as const }, { html: 502 as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ refused: true as const }, { stop: true as const }) },
);

const incident: fc.Arbitrary<Incident<SourceClick>> = fc.record({
  at: fc.oneof({ weight: 5, arbitrary: fc.nat(12) }, { weight: 2, arbitrary: fc.nat(60) }),
  times: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 4, 8) }),
  effect,
});

/** Where a second person has to agree, that one looks at every request of this run, of every third of them, or never. */
const approvals: fc.Arbitrary<readonly Incident<SourceClick>[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([{ at: 0, times: 1000, effect: { click: "approve" as const } }]) },
  { weight: 1, arbitrary: fc.constantFrom([{ at: 9, times: 3, effect: { click: "reject" as const } }], []) },
);

const incidents = fc
  .tuple(
    approvals,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant<readonly Incident<SourceClick>[]>([]) },
      { weight: 6, arbitrary: fc.array(incident, { minLength: 1, maxLength: 5 }) },
    ),
  )
  .map((both) => both.flat());

const changeOf = <Name extends Member>(name: Name, arbitrary: fc.Arbitrary<Wishes[Name]>): fc.Arbitrary<WishChange> =>
  arbitrary.chain((wish) =>
    fc
      .subarray(Object.keys(wish) as (keyof Wishes[Name])[], { minLength: 1, maxLength: 2 })
      .map((names) => ({ [name]: Object.fromEntries(names.map((each) => [each, wish[each]])) })),
  );

const change = fc.oneof(
  { weight: 4, arbitrary: changeOf("source", source) },
  { weight: 2, arbitrary: changeOf("host", host) },
  { weight: 2, arbitrary: changeOf("old", source) },
  { weight: 2, arbitrary: changeOf("group", group) },
  { weight: 1, arbitrary: changeOf("import", session) },
  { weight: 1, arbitrary: changeOf("groupImport", session) },
);

const run = { stack, incidents };
const step: fc.Arbitrary<SourcesStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ step: fc.constant("edit" as const), stack, change }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constant("toggle" as const), stack, member }) },
  {
    weight: 9,
    arbitrary: fc.record({
      ...run,
      step: fc.constant("up" as const),
      continueOnError: fc.boolean(),
      replace: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: member }),
      timeoutSeconds: orNothing(fc.constantFrom(20, 900)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...run, step: fc.constant("refresh" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...run,
      step: fc.constant("destroy" as const),
      continueOnError: fc.boolean(),
      isConfirmed: rarely,
    }),
  },
  { weight: 4, arbitrary: fc.record({ step: fc.constant("click" as const), click: sourceClick }) },
);

/** Two stacks; often the second declares the very source that the first does. */
export const sourcesHistory: fc.Arbitrary<SourcesHistory> = fc.record({
  stacks: fc
    .tuple(setup(0), setup(1), fc.boolean())
    .map(([first, second, areTwins]) => [first, areTwins ? { ...second, wishes: first.wishes } : second]),
  steps: fc.array(step, { minLength: 1, maxLength: 10 }),
});
