import type { OperationContext } from "../../operation/handler";
import { NotReplacedError } from "../../operation/lifecycleErrors";
import { withRecordedName } from "../../operation/names";
import type { Goals } from "../decide/goals";
import { defaultAdvanceSeconds } from "../decide/goals";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { adoptSession } from "./adopt";
import { advance, unobservedOutputs } from "./advance";
import type { Obtained } from "./obtain";
import { obtainSession } from "./obtain";

type Created = { id: string; outputs: ImportSessionOutputs };

export async function createImportSession(inputs: ImportSessionInputs, context: OperationContext): Promise<Created> {
  const kept = context.run.putBack(context.urn);
  if (kept) throw new NotReplacedError(kept.object.id, kept.recorded, kept.reason);
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? defaultAdvanceSeconds(inputs.waitFor);
  const startedAt = context.clock.monotonic();
  const clusterId = await array.clusterId(context.signal);
  if (inputs.adoptSessionId !== undefined) {
    const adopted = await adoptSession(inputs.adoptSessionId, inputs, { array, clusterId }, context);
    const named = withRecordedName(inputs, adopted, context);
    return { id: adopted.id, outputs: toOutputs(named, adopted, { clusterId }) };
  }
  const deadline = startedAt + timeoutSeconds * 1000;
  const obtained = await obtainSession({ inputs, array, clusterId, deadline }, context);
  const { id } = obtained;
  if (obtained.kind === "made") context.run.made(context.urn, { clusterId, id });
  const standing = standingOf(obtained, clusterId);
  const goals = obtained.kind === "claimed" ? goalsOfClaim(inputs) : inputs;
  const fallback = unobservedOutputs(inputs, standing);
  const session = await advance(
    { id, inputs, goals, array, standing, startedAt, timeoutSeconds, operation: "create", fallback },
    context,
  );
  return { id, outputs: toOutputs(inputs, session, standing) };
}

function standingOf(obtained: Obtained, clusterId: string): Standing {
  return obtained.kind === "claimed" && !obtained.isProven ? { clusterId, claimed: true } : { clusterId };
}

/** A session that was only found by its name passes no gate before somebody has read that: the wish stays open for the next run. */
function goalsOfClaim(inputs: ImportSessionInputs): Goals {
  return { ...inputs, advanceTo: undefined, waitFor: inputs.waitFor === "None" ? "None" : "Started" };
}
