import type { ImportSessions } from "../../../powerstore/api/contract";
import type { ArrayAccess, ArrayService } from "../../operation/handler";
import type { NamesInUse } from "./names";
import { namesInUse } from "./names";
import type { ArrayPlaces } from "./places";
import { SharedPlaces } from "./places";
import type { ImportQueue } from "./queue";
import { importQueue } from "./queue";
import type { SessionReads } from "./reads";
import { SharedSessionReads } from "./reads";

/** What the sessions of a process share on one array: reads, the queue, the places, the names in use, and a client whose changes the reads hear of. */
export type Sessions = ImportQueue &
  NamesInUse & { readonly reads: SessionReads; readonly places: ArrayPlaces; readonly importSessions: ImportSessions };

export const sessionService: ArrayService<Sessions> = {
  open: ({ importSessions }, clock) => {
    const reads = new SharedSessionReads(importSessions, clock);
    const places = new SharedPlaces(importSessions, clock);
    return {
      reads,
      places,
      importSessions: reportChanges(importSessions, reads, places),
      ...importQueue(importSessions, clock),
      ...namesInUse(importSessions, reads, clock),
    };
  },
};

export const sessionsOn = (array: Pick<ArrayAccess, "service">): Sessions => array.service(sessionService);

/** The same sessions, with every change reported to the reads, and every end to the places. A change whose answer was lost counts for a read. */
function reportChanges(
  importSessions: ImportSessions,
  reads: Pick<SessionReads, "changed">,
  places: Pick<ArrayPlaces, "sessionEnds">,
): ImportSessions {
  const reported = async <T>(id: string, change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      reads.changed(id);
    }
  };
  const ending = async (id: string, change: Promise<void>): Promise<void> => {
    await reported(id, change);
    places.sessionEnds(id);
  };
  return {
    ...importSessions,
    createImportSession: async (body, options) => {
      const id = await importSessions.createImportSession(body, options);
      reads.changed(id);
      return id;
    },
    modifyImportSession: (id, body, options) => reported(id, importSessions.modifyImportSession(id, body, options)),
    deleteImportSession: (id, options) => ending(id, importSessions.deleteImportSession(id, options)),
    cancelImportSession: (id, body, options) => ending(id, importSessions.cancelImportSession(id, body, options)),
    actOnImportSession: (id, action, options) => reported(id, importSessions.actOnImportSession(id, action, options)),
  };
}
