import { NotFoundError } from "../../../powerstore/http/errors";
import type { OperationContext } from "../../operation/handler";
import { sessionsOn } from "../sessions/sessions";

const NAME_PREFIX = "name:";

/**
 * The id behind what `pulumi import` was given: an id, or `name:<name>` of the session; undefined when there is no such session. The engine
 * records the id that read answers with (pulumi-observed.md 17).
 */
export async function findImportedId(reference: string, context: OperationContext): Promise<string | undefined> {
  const { importSessions } = sessionsOn(context.array());
  const options = { signal: context.signal };
  if (reference.startsWith(NAME_PREFIX)) {
    return (await importSessions.findImportSessionByName(reference.slice(NAME_PREFIX.length), options))?.id;
  }
  try {
    return (await importSessions.getImportSession(reference, options)).id;
  } catch (error) {
    // Of a session that was never recorded nobody can say what became of it: it does not exist.
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
