import type { ImportSessions } from "../../powerstore/api/contract";
import type { SessionReads } from "./reads";

/** The same sessions, with every change reported to the reads. A change whose answer was lost counts, too. */
export function reportChanges(importSessions: ImportSessions, reads: Pick<SessionReads, "changed">): ImportSessions {
  const reported = async <T>(id: string, change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      reads.changed(id);
    }
  };
  return {
    ...importSessions,
    createImportSession: async (body, options) => {
      const id = await importSessions.createImportSession(body, options);
      reads.changed(id);
      return id;
    },
    modifyImportSession: (id, body, options) => reported(id, importSessions.modifyImportSession(id, body, options)),
    deleteImportSession: (id, options) => reported(id, importSessions.deleteImportSession(id, options)),
    cancelImportSession: (id, body, options) => reported(id, importSessions.cancelImportSession(id, body, options)),
    actOnImportSession: (id, action, options) => reported(id, importSessions.actOnImportSession(id, action, options)),
  };
}
