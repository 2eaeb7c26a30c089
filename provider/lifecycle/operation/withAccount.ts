import type { Wish } from "../engineRun/facts";
import type { RawInputs, ResourceHandler } from "./handler";

type Accounted<Name extends string, Inputs, Outputs> = Pick<
  ResourceHandler<Name, Inputs, Outputs>,
  "check" | "diff" | "delete"
>;

/**
 * A handler that keeps the account of the run (docs/decisions/023): what the program wants with each check, and what the engine shows of the resource
 * as an earlier run recorded it.
 * @param wishOf what a resource with such inputs would find its object by
 */
export function withAccount<Name extends string, Inputs, Outputs, Handler extends Accounted<Name, Inputs, Outputs>>(
  wishOf: (inputs: RawInputs) => Wish,
  handler: Handler & Accounted<Name, Inputs, Outputs>,
): Handler {
  const { check, diff, delete: remove } = handler;
  const accounted: Accounted<Name, Inputs, Outputs> = {
    check: (recorded, given, context) => {
      if (recorded) context.run.remember(context.urn, recorded);
      const result = check(recorded, given, context);
      context.run.leavesNameOpen(context.urn, (given.name ?? undefined) === undefined ? result.inputs.name : undefined);
      context.run.checked(context.urn, recorded !== undefined, wishOf(result.inputs));
      return result;
    },
    diff: (id, recorded, inputs, context) => {
      context.run.remember(context.urn, recorded);
      return diff(id, recorded, inputs, context);
    },
    delete: (id, recorded, context) => {
      context.run.remember(context.urn, recorded);
      return remove(id, recorded, context);
    },
  };
  return { ...handler, ...accounted };
}
