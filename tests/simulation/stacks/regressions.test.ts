import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import type { Reading } from "../array";
import { openArray, readingNames, readings } from "../array";
import { destroyOf, editOf, plainHistory, someTime, toggle, upOf } from "./plain";
import { simulateStacks } from "./simulate";
import type { StacksStep } from "./steps";

type Regression = {
  readonly name: string;
  readonly steps: readonly StacksStep[];
  /** @default "kind" */
  readonly reading?: Reading;
  /** How the last deeds end: those for the first stack's resources, then what leaves it, then the same of the second. */
  readonly ends: readonly string[];
};

/** The second stack has left the array, so that the first is alone. */
const alone: readonly StacksStep[] = [{ step: "toggle", stack: 1, slot: "one" }];

/** What once ended a session that somebody wanted, or left a state that later ended it. */
const regressions: readonly Regression[] = [
  {
    name: "a move between the surfaces without an alias keeps the copy",
    steps: [...alone, upOf(0), someTime, editOf("one", { surface: "plugin" }), upOf(0)],
    ends: ["done"],
  },
  {
    name: "a rename without an alias, in a run that goes on after the refused create, keeps the copy",
    steps: [...alone, upOf(0), someTime, editOf("one", { logicalName: "db-03" }), upOf(0)],
    ends: ["sourceTaken", "wantedByAnother"],
  },
  {
    name: "a rename with an alias changes nothing",
    steps: [...alone, upOf(0), someTime, editOf("one", { logicalName: "db-03", hasAliases: true }), upOf(0)],
    ends: ["done"],
  },
  {
    name: "an adoption under another name that is refused keeps the copy",
    steps: [
      ...alone,
      upOf(0),
      someTime,
      editOf("two", { adoptsFrom: "neighbour" }, { like: "neighbour", program: { automaticCutover: true } }),
      toggle("two"),
      toggle("one"),
      upOf(0),
    ],
    ends: ["notAdoptable", "wantedByAnother"],
  },
  {
    name: "an adoption under another name takes over what leaves the program",
    steps: [
      ...alone,
      upOf(0),
      someTime,
      editOf("two", { adoptsFrom: "neighbour" }, { like: "neighbour" }),
      toggle("two"),
      toggle("one"),
      upOf(0),
    ],
    ends: ["done"],
  },
  {
    name: "a second stack of one project and name does not end what the first has made",
    steps: [upOf(0), someTime, upOf(1), destroyOf(1)],
    ends: ["done", "done"],
  },
  {
    name: "an option that makes a replacement of a description keeps the copy",
    steps: [
      ...alone,
      editOf("one", { surface: "plugin" }, { options: { replaceOnChanges: "description" } }),
      upOf(0),
      someTime,
      editOf("one", {}, { program: { description: "one" } }),
      upOf(0),
    ],
    ends: ["byOption"],
  },
  {
    name: "an option that makes a replacement of what aliases lead to from the other surface keeps the copy",
    steps: [
      ...alone,
      editOf("one", {}, { options: { replaceOnChanges: "description" } }),
      upOf(0),
      someTime,
      editOf("one", { surface: "plugin", hasAliases: true }, { like: "neighbour", program: { description: "one" } }),
      upOf(0),
    ],
    ends: ["byOption"],
  },
  {
    name: "a replacement beside the one that was asked for keeps the copy",
    steps: [
      ...alone,
      editOf("two", {}, { options: { isReplacedWithOther: true } }),
      toggle("two"),
      upOf(0),
      someTime,
      upOf(0, { replace: "one" }),
    ],
    ends: ["done", "done"],
  },
  {
    name: "--replace that creates first is an error and leaves the copy",
    steps: [
      ...alone,
      editOf("one", {}, { options: { deleteBeforeReplace: false } }),
      upOf(0),
      someTime,
      upOf(0, { replace: "one" }),
    ],
    ends: ["done"],
  },
  {
    name: "an up after a --replace that stopped before its delete keeps the copy",
    steps: [
      ...alone,
      editOf("one", {}, { options: { deleteBeforeReplace: false } }),
      editOf("two", {}, { program: { adopts: "strangers" } }),
      upOf(0),
      someTime,
      toggle("two"),
      upOf(0, { replace: "one", continueOnError: false }),
    ],
    ends: ["done", "notAdoptable"],
  },
  {
    name: "a queued import that completes just before an option's replacement would cancel it keeps its record",
    reading: "harsh",
    steps: [
      ...alone,
      editOf(
        "one",
        { surface: "plugin" },
        { options: { replaceOnChanges: "*" }, program: { advanceTo: "Import_Completed", waitFor: "None" } },
      ),
      upOf(0, { isUnshared: true }),
      upOf(0, {
        isUnshared: true,
        incidents: [{ at: 3, times: 1, effect: { click: "fail", state: "Import_Completed_With_Errors" } }],
      }),
    ],
    ends: ["done"],
  },
  {
    name: "a failed import is begun anew though another stack has imported the source since and forgotten it: the array says that",
    steps: [
      upOf(1),
      { step: "click", at: 0, click: { click: "fail", state: "Failed" } },
      editOf("one", { logicalName: "db-03" }, { program: { automaticCutover: true } }),
      upOf(0),
      { step: "click", at: 0, click: { click: "pass", minutes: 120 } },
      toggle("one"),
      upOf(0),
    ],
    ends: ["sourceTaken"],
  },
  {
    name: "a replacement of what an option retains says so",
    steps: [
      ...alone,
      editOf("one", {}, { options: { retainOnDelete: true }, program: { scheduledAt: 100_000 } }),
      upOf(0),
      editOf("one", {}, { program: { automaticCutover: true } }),
      upOf(0),
    ],
    ends: ["stillThere"],
  },
  {
    name: "what an option retained in a replacement goes on when the change is taken back",
    steps: [
      ...alone,
      editOf("one", {}, { options: { retainOnDelete: true }, program: { scheduledAt: 100_000 } }),
      upOf(0),
      editOf("one", {}, { program: { automaticCutover: true } }),
      upOf(0),
      editOf("one", {}, { program: { automaticCutover: false } }),
      upOf(0),
    ],
    ends: ["done"],
  },
  {
    name: "what a run that died had left to a create is not put back when the delete of a later run has ended it",
    steps: [
      editOf("one", { hasAliases: true }, { program: { scheduledAt: 10, waitFor: "None" } }),
      upOf(0),
      editOf("one", { surface: "plugin", adoptsFrom: "otherStack" }, { like: "neighbour" }),
      upOf(0, {
        continueOnError: false,
        incidents: [
          { at: 5, times: 1, effect: { fault: { body: null } } },
          { at: 6, times: 1, effect: { dies: "before" } },
        ],
      }),
      upOf(0, { continueOnError: false }),
      toggle("two"),
    ],
    ends: ["notAdoptable", "done", "done"],
  },
  {
    name: "what a resource made, and another one has on record since, is no second session of the first when its program wants that source again",
    reading: "harsh",
    steps: [
      ...alone,
      toggle("two"),
      editOf("two", {}, { program: { scheduledAt: 10, waitFor: "Started" } }),
      upOf(0, { incidents: [{ at: 0, times: 1, effect: { fault: { body: null } } }] }),
      editOf("one", { logicalName: "db-02", surface: "plugin" }, { like: "neighbour" }),
      editOf("two", {}, { program: { source: "first", scheduledAt: undefined, waitFor: "None", name: "chosen" } }),
      upOf(0, { continueOnError: false }),
      editOf("one", { surface: "handler" }),
    ],
    ends: ["keptCopy", "outlivesAnother"],
  },
  {
    name: "a replacement by an option of what was completed, is retained and has no record any more may ask for it again, and is refused by the array",
    reading: "harsh",
    steps: [
      ...alone,
      editOf("one", { surface: "plugin" }, { options: { retainOnDelete: true, replaceOnChanges: "description" } }),
      upOf(0, { incidents: [{ at: 3, times: 2, effect: { click: "fail", state: "Import_Completed_With_Errors" } }] }),
      { step: "click", at: 0, click: { click: "deleteRecord" } },
      editOf("one", {}, { program: { description: "one" } }),
      upOf(0),
    ],
    ends: ["sourceTaken"],
  },
  {
    name: "what --replace has replaced, and was purged before, goes though its successor is completed: nothing is to be made anew",
    reading: "harsh",
    steps: [
      ...alone,
      editOf("one", {}, { options: { deleteBeforeReplace: false }, program: { waitFor: "Started" } }),
      upOf(0),
      { step: "click", at: 0, click: { click: "purge" } },
      upOf(0, { replace: "one", incidents: [{ at: 4, times: 1, effect: { stop: true } }] }),
      editOf("one", {}, { program: { advanceTo: "Import_Completed", waitFor: "Import_Completed" } }),
      upOf(0),
    ],
    ends: ["done"],
  },
  {
    name: "what an option replaces each time, before it deletes, because its gate is still ahead, is told to take the option off",
    reading: "harsh",
    steps: [
      ...alone,
      editOf(
        "one",
        { surface: "plugin" },
        {
          options: { deleteBeforeReplace: false },
          program: { isAgentless: true, advanceTo: "Ready_To_Start_Copy", waitFor: "None" },
        },
      ),
      upOf(0),
      editOf("one", {}, { options: { retainOnDelete: true } }),
      upOf(0, { replace: "one" }),
      editOf("one", {}, { options: { replaceOnChanges: "*" } }),
      { step: "click", at: 0, click: { click: "failCopyAt", percentage: 0 } },
    ],
    ends: ["done", "byOption"],
  },
  {
    name: "what a replacement that creates first has left in a second entry goes on where the next one comes to nothing",
    steps: [
      ...alone,
      editOf("one", {}, { options: { deleteBeforeReplace: false }, program: { waitFor: "None" } }),
      upOf(0),
      upOf(0, { replace: "one" }),
      upOf(0, {
        replace: "one",
        incidents: [
          { at: 0, times: 1, effect: { fault: { status: 404, code: "0xE04040020009", message: "Not found." } } },
        ],
      }),
    ],
    ends: ["done"],
  },
  {
    name: "what is begun anew for an adopted import that failed finds its own name with the resource of that name on the other surface",
    reading: "harsh",
    steps: [
      ...alone,
      toggle("two"),
      upOf(0),
      editOf("one", { logicalName: "db-02", surface: "plugin", adoptsFrom: "otherStack" }),
      upOf(0, { incidents: [{ at: 0, times: 1, effect: { click: "failCopyAt", percentage: 0 } }] }),
      upOf(0),
    ],
    ends: ["nameTaken", "done"],
  },
  {
    name: "a preview leaves the name open where the create may go on with what was to be replaced under a former logical name",
    steps: [
      ...alone,
      editOf("one", { surface: "plugin" }, { options: { deleteBeforeReplace: true, retainOnDelete: true } }),
      upOf(0),
      editOf("one", { logicalName: "db-03", hasAliases: true }),
      upOf(0, { replace: "one" }),
      upOf(0),
    ],
    ends: ["done"],
  },
];

describe("A history of stacks that share an array goes well:", () => {
  const arrays = new Map<Reading, Simulator>();
  before(async () => {
    for (const reading of readingNames) arrays.set(reading, await openArray(readings[reading]));
  });
  after(() => Promise.all([...arrays.values()].map((simulator) => simulator.close())));

  for (const { name, steps, reading = "kind", ends } of regressions) {
    it(name, async () => {
      const summary = await simulateStacks(arrays.get(reading) as Simulator, plainHistory(steps));
      assert.deepEqual(summary.ends, ends);
    });
  }
});
