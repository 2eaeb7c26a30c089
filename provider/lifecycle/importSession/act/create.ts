import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { withRecordedName } from "../../operation/names";
import { refuseUnlessDeleted } from "../../operation/notReplaced";
import { defaultAdvanceSeconds, goalsOf, withWindowsInForce } from "../decide/goals";
import { sessionLabel } from "../decide/texts";
import type { ImportSessionInputs } from "../inputs/inputs";
import { nameMark } from "../inputs/marks";
import type { ImportSessionOutputs, Standing } from "../inputs/outputs";
import { adoptSession } from "./adopt";
import type { Advance } from "./advance";
import { advance, standingOf, unobservedOutputs } from "./advance";
import { AskedBefore } from "./askedBefore";
import { warnOfClock } from "./clockDifference";
import { obtainSession } from "./obtain";
import type { Obtained } from "./obtaining";
import { outputsNow } from "./outputsNow";
import type { SessionContext } from "./sessionContext";

type Created = { readonly id: string; readonly outputs: ImportSessionOutputs };

/**
 * A session that is the resource's from now on, and is still to be brought as far as the program says. `isFound`: it was there, and passes no gate in the run
 * that takes it over.
 */
export type Begun = { readonly id: string; readonly isFound: boolean; complete(): Promise<Created> };

export async function createImportSession(inputs: ImportSessionInputs, context: SessionContext): Promise<Created> {
  const begun = await beginImport(inputs, context);
  return begun.complete();
}

/** The first half of a create, after which there is an id to keep: adopts, makes or claims the session, and waits for nothing. */
export async function beginImport(inputs: ImportSessionInputs, context: SessionContext): Promise<Begun> {
  refuseUnlessDeleted(context);
  const array = context.array(inputs.array);
  const timeoutSeconds = context.timeoutSeconds ?? defaultAdvanceSeconds(inputs.waitFor);
  const startedAt = context.startedAt ?? context.clock.monotonic();
  const clusterId = await array.clusterId(context.signal);
  const { adoptSessionId } = inputs;
  const isAdopting = adoptSessionId !== undefined;
  const adopted = isAdopting ? await adoptSession(adoptSessionId, inputs, { array, clusterId }, context) : undefined;
  if (adopted) {
    const named = withRecordedName(inputs, adopted, context);
    const outputs = outputsNow(named, adopted, { clusterId }, context);
    return { id: adopted.id, isFound: true, complete: async () => ({ id: adopted.id, outputs }) };
  }
  warnOfClock(array, inputs, context);
  const deadline = startedAt + timeoutSeconds * 1000;
  const obtained = await obtainSession({ inputs, array, clusterId, deadline }, context);
  const { id } = obtained;
  if (obtained.kind === "made") context.run.made(context.urn, { clusterId, id });
  context.run.settled(context.urn, clusterId, nameMark(inputs.name));
  return advancing(obtained, inputs, { array, clusterId, startedAt, timeoutSeconds }, context);
}

type Beginning = Pick<Advance, "array" | "startedAt" | "timeoutSeconds"> & { readonly clusterId: string };

/** The second half: as far as the program says. */
function advancing(
  obtained: Obtained,
  given: ImportSessionInputs,
  { clusterId, ...beginning }: Beginning,
  context: SessionContext,
): Begun {
  const { id } = obtained;
  const isClaimed = obtained.kind === "claimed";
  const inputs = isClaimed ? withRecordedName(given, obtained, context) : given;
  const asked = isClaimed ? AskedBefore.of(obtained, { id, clusterId }, context) : AskedBefore.nothing();
  const standing = { ...ownStanding(obtained, clusterId), pendingRequests: asked.open };
  const wishes = withWindowsInForce(isClaimed ? wishesOfClaim(inputs) : inputs, context.ignored);
  const fallback = unobservedOutputs(inputs, standing);
  // What is to be ignored are changes: a pause that a new session is to get is none, but what somebody at the array does meanwhile is.
  const goals = (session: ImportSession) => goalsOf(wishes, { paused: wishes.paused }, context, session);
  const task = { ...beginning, id, inputs, goals, standing, asked, operation: "create", fallback } as const;
  return {
    id,
    isFound: isClaimed,
    complete: async () => {
      try {
        const session = await advance(task, context);
        return { id, outputs: outputsNow(inputs, session, standingOf(task), context) };
      } finally {
        asked.tell(sessionLabel({ id, name: inputs.name }, task.array.powerStore.endpoint), context);
      }
    },
  };
}

function ownStanding(obtained: Obtained, clusterId: string): Standing {
  return obtained.kind === "claimed" && !obtained.isProven ? { clusterId, claimed: true } : { clusterId };
}

/** A session that was only found by its name passes no gate before somebody has read that: the wish stays open for the next run. */
function wishesOfClaim(inputs: ImportSessionInputs): ImportSessionInputs {
  return { ...inputs, advanceTo: undefined, waitFor: inputs.waitFor === "None" ? "None" : "Started" };
}
