import type { ArrayAccess } from "../../operation/handler";
import { nameIn } from "../../operation/reference";
import { sessionsOn } from "../sessions/sessions";

/** The id, or that of the session behind `name:<name>`; undefined where no session has that name. Whether there is one of that id is for its reader to see. */
export async function idOfReference(
  reference: string,
  array: ArrayAccess,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = nameIn(reference);
  if (name === undefined) return reference;
  return (await sessionsOn(array).importSessions.findImportSessionByName(name, { signal }))?.id;
}
