import { NotFoundError, OutcomeUnknownError, RefusedError } from "../../powerstore/errors";
import type { ImportSession } from "../../powerstore/schemas/importSession";
import { InterruptedError, RefusalError } from "../errors";
import type { ArrayAccess, OperationContext } from "../handler";
import { toCreateBody } from "./createBody";
import type { NameKnowledge } from "./decideClaim";
import { decideClaim } from "./decideClaim";
import type { ImportSessionInputs } from "./inputs";
import { isGeneratedName } from "./names";
import { resolveReferences } from "./references";
import { sessionLabel, stateAndProgress } from "./texts";

/** A POST is sent this often at most, each time after the name was seen to be free. */
const MAX_POSTS = 3;
/** Looks, some seconds apart, for a dead session of our name to be gone or for a lost POST to show. */
const MAX_LOOKS = 40;
const LOOK_SECONDS = 3;

/**
 * One session for this resource, however often and in whatever middle earlier attempts were lost (design.md 4, "Creating once"):
 * POST, and whenever the outcome is unknown or the array refuses, look who has the name before anything else.
 */
export async function obtainSession(
  inputs: ImportSessionInputs,
  array: ArrayAccess,
  context: OperationContext,
  run: Pick<NameKnowledge, "isBeingReplaced"> & {
    /** Milliseconds since the epoch: after it no earlier session is waited for. What is there is claimed all the same. */
    readonly deadline: number;
  },
): Promise<string> {
  const { importSessions } = array.powerStore;
  const look = () => importSessions.findImportSessionByName(inputs.name, { signal: context.signal });
  const generated = isGeneratedName(inputs.name, context.urn);
  // A generated name is free but after a crash: the POST itself finds out, which spares a request per session.
  let found = generated ? undefined : await look();
  const isFree = !generated && !found;
  let isPostLost = false;
  let posts = 0;
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    if (found) {
      // A POST that was refused made nothing: then the name is somebody else's, be it another resource of this program.
      const knowledge = { isBeingReplaced: run.isBeingReplaced, generated, wasFree: isFree && isPostLost };
      const claimed = await settleClaim(found, inputs, knowledge, array, context, run.deadline);
      if (claimed) return claimed;
      found = await look();
      continue;
    }
    refuseIfStopped(inputs.name, context);
    const attempt = await post(inputs, array);
    if (typeof attempt === "string") return attempt;
    isPostLost ||= attempt instanceof OutcomeUnknownError;
    found = await look();
    if (found) continue;
    if (attempt instanceof RefusedError || ++posts >= MAX_POSTS) throw attempt;
    await waitForNextLook(inputs.name, context);
    found = await look();
  }
  throw stillThere(inputs.name, array);
}

function stillThere(name: string, array: ArrayAccess): RefusalError {
  return new RefusalError(
    `creating import session "${name}": an earlier session of this name did not end on ${array.powerStore.endpoint}. Run "pulumi up" again later.`,
  );
}

/** After Ctrl-C no import is started any more, whatever was waited for (a login) meanwhile; a POST under way is heard out. */
function refuseIfStopped(name: string, context: OperationContext): void {
  if (!context.signal.aborted) return;
  throw new InterruptedError(
    `stopped creating import session "${name}". Run "pulumi up" again: it starts the import, or goes on with it.`,
  );
}

async function waitForNextLook(name: string, context: OperationContext): Promise<void> {
  try {
    await context.clock.sleep(LOOK_SECONDS, context.signal);
  } catch (error) {
    refuseIfStopped(name, context);
    throw error;
  }
}

async function post(
  inputs: ImportSessionInputs,
  array: ArrayAccess,
): Promise<string | RefusedError | OutcomeUnknownError> {
  try {
    return await array.powerStore.importSessions.createImportSession(toCreateBody(inputs));
  } catch (error) {
    if (error instanceof RefusedError || error instanceof OutcomeUnknownError) return error;
    throw error;
  }
}

/** The id if the session found is ours to go on with; undefined if it is (being) cleared away. */
async function settleClaim(
  found: ImportSession,
  inputs: ImportSessionInputs,
  knowledge: NameKnowledge,
  array: ArrayAccess,
  context: OperationContext,
  deadline: number,
): Promise<string | undefined> {
  const { endpoint, importSessions } = array.powerStore;
  const decision = decideClaim(found, await resolveReferences(inputs, array), knowledge, endpoint);
  const label = sessionLabel(found, endpoint);
  switch (decision.kind) {
    case "claim":
      context.report.warning(
        `${label} is ${stateAndProgress(found)} and was made by an earlier, interrupted run of this program: it is taken over.`,
      );
      return found.id;
    case "deleteRecord":
      context.report.warning(`${label} is ${found.state}: the record of this earlier attempt is deleted.`);
      await importSessions.deleteImportSession(found.id).catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
      });
      return undefined;
    case "wait":
      if (context.clock.now() >= deadline) throw stillThere(inputs.name, array);
      await waitForNextLook(inputs.name, context);
      return undefined;
    case "refuse":
      throw new RefusalError(decision.reason);
  }
}
