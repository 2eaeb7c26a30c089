import type { DiffResult, OperationContext, RawInputs } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { hasUnknown } from "../../operation/unknown";
import type { Plan } from "../decide/plan";
import { planText } from "../decide/plan";
import type { InputName } from "../inputs/inputs";
import { commonNames, ownNames } from "../inputs/inputs";
import { memberPath } from "../inputs/keys";
import type { Members } from "../inputs/outputs";
import { Comparison } from "./comparison";
import { findNews } from "./news";

/** What a run would do with each member, by the comparison of a session; sends nothing but what that sends. Names members in a message and by paths. */
export async function diffImportWave(
  id: string,
  recorded: RawInputs,
  inputs: RawInputs,
  context: OperationContext,
): Promise<DiffResult<InputName>> {
  const names: readonly InputName[] = [...ownNames, ...commonNames].filter(
    (name) =>
      name !== "sessions" && (hasUnknown(inputs[name]) || canonical(recorded[name]) !== canonical(inputs[name])),
  );
  const areKnown = typeof inputs.sessions === "object" && inputs.sessions !== null;
  if (!areKnown) {
    const parts = { leaving: new Map(), ending: new Set<string>(), open: partsOf(recorded) };
    return { changes: true, replaces: [], changed: [...names, "sessions"], parts };
  }
  const comparison = new Comparison(recorded, inputs, context);
  await comparison.run();
  const { details, parts } = comparison;
  const isIdle = details.length === 0 && names.length === 0 && !context.run.isRefreshing;
  const moved = isIdle ? await findNews(id, { recorded, inputs, perhapsBegun: comparison.perhapsBegun }, context) : [];
  if (moved.length > 0) return { ...recordNews(comparison.plan(moved), context), parts };
  const text = context.run.isRefreshing ? undefined : planText(comparison.plan([]));
  if (text !== undefined) context.report.info(text);
  const changed = details.length > 0 ? [...names, "sessions" as const] : names;
  return { changes: changed.length > 0, replaces: [], changed, details, parts };
}

/** All imports that are on the array, by their ids. */
const partsOf = ({ members = {} }: RawInputs): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(members as Members).flatMap(([key, { id }]) => (id === undefined ? [] : [[id, memberPath(key)]])),
  );

/** By an input that stays what it is: the engine shows no outputs that are to come. */
function recordNews(plan: Plan, { report }: OperationContext): DiffResult<InputName> {
  const text = planText(plan);
  if (text !== undefined) report.info(text);
  return { changes: true, replaces: [], changed: ["waitFor"], details: [{ path: "waitFor", kind: "update" }] };
}
