import type { CallOptions, ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError } from "../../../powerstore/http/errors";
import { ContradictionError } from "../../operation/errors";

/** A read of one session, whose "not found" the list of sessions has confirmed. */
export async function readLive(
  importSessions: ImportSessions,
  id: string,
  options?: CallOptions,
): Promise<ImportSession> {
  try {
    return await importSessions.getImportSession(id, options);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return confirmGone(importSessions, id, error, options);
  }
}

/** "Gone" has consequences that cannot be taken back, so one 404 is not enough: the collection must not list the session either. */
async function confirmGone(
  importSessions: ImportSessions,
  id: string,
  notFound: NotFoundError,
  options?: CallOptions,
): Promise<ImportSession> {
  const { sessions, total } = await importSessions.listImportSessions({ ids: [id], limit: 1 }, options);
  const [listed] = sessions;
  if (listed?.id === id) return listed;
  if (total === 0) throw notFound;
  throw new ContradictionError(
    `${notFound.message} The list of sessions contradicts this: nothing is concluded from it.`,
  );
}
