import type { CallOptions } from "../../../powerstore/api/contract";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";

/** Rows of a page are answers to reads for this long (design: docs/decisions/009). */
export const SHARED_SECONDS = 5;
/** In a wait, a look takes answers that another look of the same tick asked for. */
export const LOOK_SECONDS = 1;

/** Reading sessions, one by one for the caller, and with as few requests as the array needs. */
export interface SessionReads {
  /**
   * A request of its own. The only read from which "gone" or "replace" may be concluded. Throws NotFoundError, which the list of
   * sessions has confirmed.
   */
  live(id: string, options?: CallOptions): Promise<ImportSession>;
  /**
   * As the array showed the session at most `maxAgeSeconds` ago, and never as it was before this process's own last change of it.
   * Reads that come together share a request; a session that alone is asked for costs one. Throws NotFoundError, from a live read.
   */
  recent(id: string, maxAgeSeconds: number, options?: CallOptions): Promise<ImportSession>;
  /**
   * False once neither a row nor a read of its own has shown what a session imports: an array that no longer has the column. Rows that do not say it are as
   * good as any from then on.
   */
  showsSources: boolean;
  /** This process changed the session, or may have: rows asked for until now are outdated. */
  changed(id: string): void;
}
