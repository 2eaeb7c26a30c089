import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import type { Row } from "../../simulator/src";
import type { Recorded } from "./engine";
import type { Step } from "./history";
import type { ObservedRequest } from "./requests";

export type Outcome = "done" | "failed" | "invalid" | "died";

/** A step as it went: what was asked, what the process sent and said, what is there afterwards. */
export type Chapter = {
  readonly step: Step;
  /** What the program says, as its user writes it. */
  readonly inputs: RawInputs;
  /** Name of the program's session on the array. */
  readonly name: string;
  readonly outcome: Outcome;
  /** `created`, `replaced`, ...: what the engine would print. */
  readonly result?: string | undefined;
  readonly error?: unknown;
  readonly requests: readonly ObservedRequest[];
  /** Warnings, progress and errors as people see them. */
  readonly texts: readonly string[];
  /** Passwords, tokens and cookies that came by. */
  readonly secrets: readonly string[];
  /** Answers of the provider's surface that do not fit together. */
  readonly complaints: readonly string[];
  readonly before: Recorded | undefined;
  readonly after: Recorded | undefined;
  /** The array's sessions afterwards. */
  readonly sessions: readonly Row[];
  /** `importable_criteria` of the recorded session's source afterwards. */
  readonly criteria: string | undefined;
  /** Of the provider, each with a login of its own. @default 1 */
  readonly processes?: number;
  /** How long the step took on the virtual clock. */
  readonly seconds: number;
};

/** All that happened so far, the latest last. */
export type Story = readonly Chapter[];

/** What an invariant says of the latest chapter: what is wrong with it, or nothing. */
/** @param around what happened to others on the same array. @default the story itself */
export type Invariant = (chapter: Chapter, story: Story, around?: Story) => string | undefined;

export function isRun(step: Step): boolean {
  return step.step !== "edit" && step.step !== "click";
}

/** Whether somebody said in so many words that the session is to go: destroy, or `--replace`. */
export function isLettingGo({ step }: Chapter): boolean {
  return step.step === "destroy" || (step.step === "up" && step.replace);
}
