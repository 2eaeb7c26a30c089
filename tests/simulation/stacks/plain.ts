import type { Program } from "../program";
import { plainProgram } from "../program";
import type { Options, Resource, Slot } from "./resource";
import type { StackNumber, StackSetup, StacksHistory, StacksStep } from "./steps";

export const plainOptions: Options = {
  retainOnDelete: false,
  isDeletedWithOther: false,
  isReplacedWithOther: false,
  deleteBeforeReplace: true,
};

/** Two resources with two names, of two sources, in one process. */
const plainResource = (slot: Slot): Resource => ({
  logicalName: slot === "one" ? "db-01" : "db-02",
  surface: "handler",
  hasAliases: false,
  options: plainOptions,
  program: { ...plainProgram, source: slot === "one" ? "first" : "second" },
});

const plainStack = (begins: readonly Slot[]): StackSetup => ({
  identity: { stackName: "prod" },
  one: plainResource("one"),
  two: plainResource("two"),
  begins,
});

/** Two stacks of one project and name without a namespace, each with one of its two resources. */
export function plainHistory(steps: readonly StacksStep[]): StacksHistory {
  return { stacks: [plainStack(["one"]), plainStack(["one"])], steps };
}

type Up = Extract<StacksStep, { step: "up" }>;

export const upOf = (stack: StackNumber, more: Partial<Up> = {}): StacksStep => ({
  step: "up",
  stack,
  continueOnError: true,
  isUnshared: false,
  incidents: [],
  ...more,
});

export const destroyOf = (stack: StackNumber): StacksStep => ({
  step: "destroy",
  stack,
  continueOnError: true,
  isUnshared: false,
  incidents: [],
  settings: { forceCancel: false, hostsOnSource: false },
});

type Edit = Omit<Extract<StacksStep, { step: "edit" }>, "step" | "stack" | "slot" | "change" | "options" | "program">;

/** An edit of a resource of the first stack. */
export const editOf = (
  slot: Slot,
  change: Partial<Omit<Resource, "program" | "options">>,
  more: Edit & { readonly options?: Partial<Options>; readonly program?: Partial<Program> } = {},
): StacksStep => ({ step: "edit", stack: 0, slot, change, ...more });

export const toggle = (slot: Slot): StacksStep => ({ step: "toggle", stack: 0, slot });

/** Long enough for a copy to be under way. */
export const someTime: StacksStep = { step: "click", at: 0, click: { click: "pass", minutes: 1 } };
