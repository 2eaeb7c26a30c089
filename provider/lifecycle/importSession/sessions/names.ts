/** Which names sessions have, asked once for all who are to be made; and the sessions that have them, without a look for each. */

import type { Clock } from "../../../clock";
import type { ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import { comparableName } from "../../../powerstore/http/endpoint";
import { sharedAnswer } from "../../array/sharedAnswer";
import { unlessStopped } from "../../operation/unlessStopped";
import type { SessionReads } from "./reads";
import { SHARED_SECONDS } from "./reads";

/** `unknown` where the array did not answer, or does not show the name of every session. */
export type NameUse = { readonly kind: "free" | "unknown" } | { readonly kind: "inUse"; readonly id: string };

export interface NamesInUse {
  /** Which session had the name when the array was asked, within the last minute: it may be gone by now, and a free name taken. Never throws. */
  useOfName(name: string, signal: AbortSignal): Promise<NameUse>;
  /**
   * The session that had the name then, as the array showed it at most a few seconds ago, if it is certain that it still has it. The first one of a list is
   * looked for by its name: where the list gives it another id, nothing that it says of the others counts. Throws NotFoundError when it is gone.
   */
  sessionOfName(name: string, signal: AbortSignal): Promise<ImportSession | undefined>;
}

type List = {
  readonly ids: ReadonlyMap<string, string>;
  readonly isComplete: boolean;
  /** Whether a look by name has shown the session that the list has under it. */
  isProven?: Promise<boolean>;
};

/** What has a name now, and nobody had it then, is new. */
export function namesInUse(
  importSessions: Pick<ImportSessions, "listSessionNames" | "findImportSessionByName">,
  reads: Pick<SessionReads, "recent">,
  clock: Clock,
): NamesInUse {
  const latest = sharedAnswer(() => importSessions.listSessionNames().then(toList), clock);
  return {
    useOfName: async (name, signal) => {
      const list = await latest(signal);
      const id = list?.ids.get(comparableName(name));
      if (id !== undefined) return { kind: "inUse", id };
      return { kind: list?.isComplete ? "free" : "unknown" };
    },
    sessionOfName: async (name, signal) => {
      const list = await latest(signal);
      const id = list?.ids.get(comparableName(name));
      if (!list || id === undefined) return undefined;
      if (!list.isProven) {
        // For all who come after, so it goes on if the first one stops.
        const first = importSessions.findImportSessionByName(name);
        list.isProven = first.then(
          (session) => session?.id === id,
          () => false,
        );
        return unlessStopped(first, signal, `looking for import session "${name}"`);
      }
      if (!(await list.isProven)) return undefined;
      const session = await reads.recent(id, SHARED_SECONDS, { signal });
      return session.name === name ? session : undefined;
    },
  };
}

function toList(sessions: Awaited<ReturnType<ImportSessions["listSessionNames"]>>): List {
  const ids = new Map<string, string>();
  for (const { id, name } of sessions) if (name !== undefined) ids.set(comparableName(name), id);
  return { ids, isComplete: sessions.every(({ name }) => name !== undefined) };
}
