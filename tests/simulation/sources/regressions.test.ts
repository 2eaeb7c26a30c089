import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import { openArray } from "../array";
import { surfaceNames } from "../surfaces/surface";
import { destroyOf, plainSources, plainWishes, upOf } from "./plain";
import { simulateSources } from "./simulate";
import type { SourcesHistory, SourcesSetup } from "./steps";
import type { SourceReading } from "./world";
import { sourceReadingNames, sourceReadings } from "./world";

type Regression = {
  readonly name: string;
  readonly history: SourcesHistory;
  /** @default "kind" */
  readonly reading?: SourceReading;
  /** How the last deeds end. */
  readonly ends: readonly string[];
};

const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };

/** Wants a source of a chosen name. */
const named: SourcesSetup = {
  identity: { stackName: "prod" },
  surface: "handler",
  wishes: { ...plainWishes, source: { ...plainWishes.source, name: "chosen" } },
  begins: ["source"],
};

/** A host that somebody registers in the moment of the stack's own POST, of which this becomes. */
const registeredMeanwhile = (effect: { readonly fault: { readonly drop: "before" } } | { readonly html: 200 }) =>
  plainSources(
    ["host"],
    [
      upOf(0, {
        incidents: [
          { at: 0, times: 1000, effect: { click: "approve" } },
          { at: 3, times: 1, effect: { click: "make", of: "host", name: "own" } },
          { at: 3, times: 1, effect },
        ],
      }),
    ],
  );

/** Shrunk histories that once went wrong, of the provider or of the engine that plays here. */
const regressions: readonly Regression[] = [
  {
    name: "a source of another stack is not taken over by its box because the own name has a namespace",
    history: plainSources(["source"], [upOf(0)], {
      identity: { stackName: "prod", namespace: "team-1" },
      begins: ["source"],
    }),
    ends: ["done", "another"],
  },
  {
    name: "a host that one answer denies is not forgotten by a destroy",
    history: plainSources(
      ["host"],
      [upOf(0), destroyOf(0, { incidents: [{ at: 3, times: 1, effect: { fault: notFound } }] })],
    ),
    ends: ["done"],
  },
  {
    name: "a host whose job was only looked at by a run that was stopped is that program's own",
    reading: "approving",
    history: plainSources(
      ["host"],
      [
        upOf(0, { incidents: [{ at: 4, times: 1, effect: { stop: true } }] }),
        { step: "click", click: { click: "approve" } },
      ],
    ),
    ends: ["done"],
  },
  {
    name: "of two stacks that ask for a source of one name, the one whose request is approved first has made it",
    reading: "approving",
    history: {
      stacks: [named, named],
      steps: [
        upOf(0, { incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] }),
        upOf(1, { incidents: [{ at: 0, times: 1000, effect: { click: "approve" } }] }),
        { step: "toggle", stack: 0, member: "source" },
      ],
    },
    ends: ["strangers"],
  },
  {
    name: "of two requests of one moment for a source, of which one is rejected, the other one has made it",
    reading: "approving",
    history: {
      stacks: [named, named],
      steps: [
        upOf(0, { incidents: [{ at: 4, times: 1, effect: { click: "reject" } }] }),
        upOf(1, { incidents: [{ at: 4, times: 1000, effect: { click: "approve" } }] }),
      ],
    },
    ends: ["strangers", "done"],
  },
  {
    name: "a replacement that was killed after its create is found again",
    history: plainSources(
      ["host"],
      [
        upOf(0),
        { step: "edit", stack: 0, change: { host: { password: 2 } } },
        upOf(0, { incidents: [{ at: 8, times: 1, effect: { dies: "after" } }] }),
      ],
    ),
    ends: ["done"],
  },
  {
    name: "a source that sessions use is kept, and says so, until they are over",
    history: plainSources(
      ["source", "host", "import"],
      [
        upOf(0),
        { step: "edit", stack: 0, change: { source: { targets: 2 } } },
        upOf(0),
        { step: "toggle", stack: 0, member: "import" },
      ],
    ),
    ends: ["done", "done"],
  },
  {
    name: "what somebody else wrote into the description of a source, of which the program says nothing, is no secret of it",
    reading: "harsh",
    history: plainSources(
      ["source"],
      [
        upOf(0, { incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] }),
        { step: "click", click: { click: "describe", of: "source" } },
        upOf(0),
        { step: "refresh", stack: 0, incidents: [] },
      ],
    ),
    ends: ["done"],
  },
  {
    name: "a Unity that the program calls otherwise keeps its name, and says so until the program has it again",
    reading: "harsh",
    history: plainSources(
      ["source"],
      [upOf(0), { step: "edit", stack: 0, change: { source: { name: "chosen" } } }, upOf(0)],
    ),
    ends: ["nameFixed"],
  },
  {
    name: "a source that a killed run has made and somebody has renamed is not taken over, but offered",
    history: plainSources(
      ["old"],
      [
        upOf(0, { incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] }),
        { step: "click", click: { click: "rename", of: "old" } },
        upOf(0),
      ],
    ),
    ends: ["boxTaken"],
  },
  {
    name: "an import that a killed run has made is not taken for one of another type that the program wants since",
    history: plainSources(
      ["source", "host", "import"],
      [
        upOf(0, { incidents: [{ at: 20, times: 1, effect: { dies: "after" } }] }),
        { step: "edit", stack: 0, change: { import: { isAgentless: true } } },
        upOf(0),
      ],
    ),
    ends: ["done", "done", "nameTaken"],
  },
  {
    name: "a source that a killed run has made is not looked for by a program that wants to adopt another one since",
    history: plainSources(
      ["source"],
      [
        upOf(0, { incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] }),
        { step: "edit", stack: 0, change: { source: { adopts: true } } },
      ],
    ),
    ends: ["nothingToAdopt"],
  },
  {
    name: "a group by hand that is adopted in place of one that a killed run has made stays what the program has",
    history: plainSources(
      ["old"],
      [
        { step: "edit", stack: 0, change: { group: { members: [1] } } },
        upOf(0),
        { step: "toggle", stack: 0, member: "group" },
        upOf(0, { incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] }),
        { step: "click", click: { click: "make", of: "group", name: "own" } },
        { step: "edit", stack: 0, change: { group: { members: [0], adopts: true } } },
        upOf(0),
        { step: "edit", stack: 0, change: { group: { adopts: false } } },
      ],
    ),
    ends: ["done", "done"],
  },
  {
    name: "a source whose POST a page of something else has answered is the stack's own, also if another stack has made it since",
    history: plainSources(["old"], [upOf(1, { incidents: [{ at: 3, times: 2, effect: { html: 200 } }] })], {
      begins: ["old"],
    }),
    ends: ["done", "done"],
  },
  {
    name: "a host whose POST was lost is the stack's own, also if somebody has registered it in that very moment",
    history: registeredMeanwhile({ fault: { drop: "before" } }),
    ends: ["done"],
  },
  {
    name: "a host whose POST a page of something else has answered is the stack's own, also if somebody has registered it in that very moment",
    history: registeredMeanwhile({ html: 200 }),
    ends: ["done"],
  },
  {
    name: "an import whose cancel could not reach its source waits for somebody at the array, and says so",
    history: plainSources(
      ["old", "group", "groupImport"],
      [
        upOf(0),
        { step: "click", click: { click: "trouble", of: "old", trouble: { state: "Update_Needed" } } },
        destroyOf(0, { continueOnError: false }),
      ],
    ),
    ends: ["done", "done", "broken"],
  },
  {
    name: "what a run was in the middle of when it was stopped and killed is no part of the next one",
    history: plainSources(
      ["source", "host", "old", "group", "import", "groupImport"],
      [
        upOf(0, { timeoutSeconds: 20 }),
        upOf(0, {
          incidents: [
            { at: 3, times: 2, effect: { dies: "before" } },
            { at: 3, times: 1, effect: { stop: true } },
          ],
        }),
      ],
    ),
    ends: ["done", "done", "done", "done", "done", "done"],
  },
  {
    name: "a source is held by a session of another stack that needs somebody at the array, and the text names it",
    history: plainSources(
      ["source", "host", "import"],
      [
        upOf(0),
        { step: "click", click: { click: "trouble", of: "source", trouble: { state: "Update_Needed" } } },
        destroyOf(0, { continueOnError: false, isConfirmed: true }),
      ],
      { begins: ["source"] },
    ),
    reading: "harsh",
    ends: ["done", "done", "broken", "done"],
  },
  {
    name: "what somebody has made by hand under the very name that the program gives is deleted where the user says that it is the stack's own",
    history: plainSources(
      ["source"],
      [
        { step: "click", click: { click: "make", of: "source", name: "programs" } },
        upOf(0),
        destroyOf(0),
        destroyOf(0, { isConfirmed: true }),
      ],
    ),
    ends: ["done"],
  },
  {
    name: "a host that another stack has asked for, by a request that waited for its approval, is this one's as well where a busy array may have made it",
    history: plainSources(
      ["source", "host"],
      [
        upOf(1, {
          continueOnError: false,
          incidents: [
            { at: 0, times: 1000, effect: { click: "approve" } },
            { at: 9, times: 1, effect: { dies: "after" } },
          ],
        }),
        upOf(0, {
          incidents: [
            { at: 0, times: 1000, effect: { click: "approve" } },
            { at: 4, times: 1, effect: { fault: { status: 503 } } },
          ],
        }),
      ],
      {
        begins: ["source", "host"],
        wishes: { ...plainWishes, source: { ...plainWishes.source, targets: 2, waits: false } },
      },
    ),
    reading: "approving",
    ends: ["another", "done", "done", "done"],
  },
  {
    name: "a run that was stopped and killed comes to no other resource",
    history: plainSources(
      ["source", "host", "import"],
      [
        upOf(0),
        {
          step: "refresh",
          stack: 0,
          incidents: [
            { at: 0, times: 1, effect: { stop: true } },
            { at: 0, times: 1, effect: { dies: "before" } },
          ],
        },
      ],
    ),
    ends: ["done", "done", "done"],
  },
];

for (const surface of surfaceNames) {
  describe(`A hard history of sources and hosts goes well through the ${surface}:`, () => {
    const arrays = new Map<SourceReading, Simulator>();
    before(async () => {
      for (const reading of sourceReadingNames) arrays.set(reading, await openArray(sourceReadings[reading]));
    });
    after(() => Promise.all([...arrays.values()].map((simulator) => simulator.close())));

    for (const { name, history, reading = "kind", ends } of regressions) {
      it(name, async () => {
        const [one, other] = history.stacks;
        const stacks = [
          { ...one, surface },
          { ...other, surface },
        ] as const;
        const summary = await simulateSources(arrays.get(reading) as Simulator, { ...history, stacks });
        assert.deepEqual(summary.ends, ends);
      });
    }
  });
}
