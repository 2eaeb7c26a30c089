import type { OperationContext, RawInputs } from "../../operation/handler";
import { UNKNOWN } from "../../operation/unknown";
import { holdOf, mayBeHeld } from "../decide/hold";
import { inOrder } from "../decide/places";
import { planText } from "../decide/plan";
import { ByReason, planBeginning } from "../decide/windowsAhead";
import { wishesOf } from "../inputs/member";
import { outputShape } from "../inputs/outputs";

type Sessions = Readonly<Record<string, { readonly priority?: number }>>;
type Looking = Pick<OperationContext, "report" | "settings" | "clock" | "ignored">;

/** Outputs of a wave that is not there yet, of its imports the keys alone, and in a message who would begin, and what windows hold. */
export function previewCreate(inputs: RawInputs, context: Looking): RawInputs {
  const outputs = unknown(Object.keys(outputShape));
  const { sessions } = inputs;
  if (typeof sessions !== "object" || sessions === null) return { ...outputs, ...inputs };
  const text = beginningText(inputs, sessions as Sessions, context);
  if (text !== undefined) context.report.info(text);
  return { ...outputs, members: unknown(Object.keys(sessions)), ...inputs };
}

const unknown = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, UNKNOWN]));

function beginningText(inputs: RawInputs, sessions: Sessions, context: Looking): string | undefined {
  const all = inOrder(Object.entries(sessions).map(([key, { priority }]) => ({ key, priority }))).map(({ key }) => key);
  const hold = holdOf(inputs, 0);
  const free = hold ? 0 : typeof inputs.maxActive === "number" ? inputs.maxActive : all.length;
  const held = new ByReason();
  const beginning = planBeginning((key) => wishesOf(inputs, key), all.slice(0, free), held, context);
  return planText({
    ...beginning,
    held: held.all(),
    waits: all.slice(free),
    changes: [],
    ends: [],
    leaves: [],
    stopped: [],
    moved: [],
    hold,
    isHoldOpen: mayBeHeld(inputs, 0),
    maxActivePerArray: context.settings.maxActivePerArray,
  });
}
