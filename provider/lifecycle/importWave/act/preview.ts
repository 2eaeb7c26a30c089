import type { OperationContext, RawInputs } from "../../operation/handler";
import { UNKNOWN } from "../../operation/unknown";
import { holdOf } from "../decide/hold";
import { inOrder } from "../decide/places";
import { planText } from "../decide/plan";
import { ByReason, planBeginning } from "../decide/windowsAhead";
import { wishesOf } from "../inputs/member";
import { outputShape } from "../inputs/outputs";

/** Outputs of a wave that is not there yet, and in a message who would begin, and what windows hold. */
export function previewCreate(
  inputs: RawInputs,
  { report, settings, clock, ignored }: Pick<OperationContext, "report" | "settings" | "clock" | "ignored">,
): RawInputs {
  const sessions = inputs.sessions as Readonly<Record<string, { readonly priority?: number }>>;
  if (typeof sessions === "object" && sessions !== null) {
    const all = inOrder(Object.entries(sessions).map(([key, { priority }]) => ({ key, priority }))).map(
      ({ key }) => key,
    );
    const hold = holdOf(inputs, 0);
    const free = hold ? 0 : typeof inputs.maxActive === "number" ? inputs.maxActive : all.length;
    const held = new ByReason();
    const beginning = planBeginning((key) => wishesOf(inputs, key), all.slice(0, free), held, { clock, ignored });
    const text = planText({
      ...beginning,
      held: held.all(),
      waits: all.slice(free),
      changes: [],
      ends: [],
      leaves: [],
      stopped: [],
      moved: [],
      hold,
      maxActivePerArray: settings.maxActivePerArray,
    });
    if (text !== undefined) report.info(text);
  }
  return { ...Object.fromEntries(Object.keys(outputShape).map((name) => [name, UNKNOWN])), ...inputs };
}
