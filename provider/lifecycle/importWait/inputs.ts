import * as z from "zod";
import { waitGoals } from "../importSession/inputs/inputs";
import type { Rule } from "../operation/checkInputs";
import { checkInputs } from "../operation/checkInputs";
import { oneOf, REFERENCE, reference } from "../operation/fields";
import type { CheckResult, RawInputs } from "../operation/handler";

/** What an ImportWait is given. All of it tells one wait from another, so a change of anything is another wait. */

export const inputShape = {
  sessionId: reference.optional().describe(`The import session to wait for: ${REFERENCE}.`),
  sessionIds: z
    // What has not begun has no id yet, and nothing else tells so: that is for the wait itself to say.
    .array(reference.optional(), "must be a list of ids or name:<name>")
    .min(1, "must not be empty")
    .optional()
    .describe(
      `The import sessions to wait for, such as those of a wave: each is ${REFERENCE}. All of them have to get there; null stands for one that has not begun.`,
    ),
  waitFor: oneOf(waitGoals)
    .meta({ title: "WaitGoal" })
    .describe("How far the sessions have to get: what is later than this counts as reached."),
  triggers: z
    .record(z.string(), z.string("must be a string"))
    .optional()
    .describe("Any values: when one of them changes, it is waited for anew."),
} as const;

export const outputShape = {
  states: z
    .record(z.string(), z.string())
    .describe("In which state each session was when the goal was reached, by its id."),
  reachedAt: z.string().describe("When that was, by this machine's clock. ISO 8601."),
} as const;

export type InputName = keyof typeof inputShape;
export const inputNames = Object.keys(inputShape) as readonly InputName[];

const schema = z.object(inputShape);
export type ImportWaitInputs = z.output<typeof schema>;

export type ImportWaitOutputs = ImportWaitInputs & {
  readonly states: Readonly<Record<string, string>>;
  readonly reachedAt: string;
};

type Checked = { readonly sessionId?: string; readonly sessionIds?: readonly (string | undefined)[] };

const rules: readonly Rule<InputName, Checked>[] = [
  {
    of: ["sessionId", "sessionIds"],
    broken: ({ sessionId, sessionIds }) =>
      (sessionId === undefined) === (sessionIds === undefined)
        ? "or sessionIds is to say what to wait for, and one of them only"
        : undefined,
  },
];

/** Pure: nothing is sent, unknown values pass. */
export function checkWaitInputs(recorded: RawInputs | undefined, given: RawInputs): CheckResult {
  return checkInputs({ of: { name: "ImportWait", inputs: inputShape }, rules }, given, recorded);
}
