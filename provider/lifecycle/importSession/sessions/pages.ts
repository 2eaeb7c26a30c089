/**
 * Pages of sessions for reads that many share. No `listAll`, which goes on to the end: here a row counts by when its own page was asked for, a row that cannot
 * be read is missing and spoils nothing, and the first page's total decides whether the rest is asked for at all.
 */

import type { Clock } from "../../../clock";
import type { ImportSessions } from "../../../powerstore/api/contract";
import { IDS_PER_REQUEST } from "../../../powerstore/api/filters";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";

/** The array gives at most this many rows at a time [ARRAY paging]. */
const PAGE_ROWS = 2000;
/** An array with more sessions than this many pages is asked for the wanted ids alone. */
const MAX_PAGES = 3;

/** Fetches sessions in bulk into rows. */
export class Pages {
  readonly #importSessions: ImportSessions;
  readonly #clock: Clock;
  readonly #rows: Rows;
  #isLargeArray = false;

  constructor(importSessions: ImportSessions, clock: Clock, rows: Rows) {
    this.#importSessions = importSessions;
    this.#clock = clock;
    this.#rows = rows;
  }

  /** All sessions of the array, or the wanted ones where it holds many more than a stack. */
  async fetchAround(ids: readonly string[]): Promise<void> {
    if (!this.#isLargeArray) {
      const { total } = await this.#fetchPage({ offset: 0 });
      this.#isLargeArray = total > MAX_PAGES * PAGE_ROWS;
      if (!this.#isLargeArray) {
        for (let offset = PAGE_ROWS; offset < total; offset += PAGE_ROWS) await this.#fetchPage({ offset });
        return;
      }
    }
    await this.fetchOnly(ids);
  }

  async fetchOnly(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += IDS_PER_REQUEST) {
      await this.#fetchPage({ ids: ids.slice(from, from + IDS_PER_REQUEST) });
    }
  }

  async #fetchPage(page: {
    readonly offset?: number;
    readonly ids?: readonly string[];
  }): Promise<{ readonly total: number }> {
    const take = this.#rows.asked(this.#clock.monotonic());
    const { sessions, total } = await this.#importSessions.listImportSessions({ ...page, limit: PAGE_ROWS });
    take(sessions);
    return { total };
  }
}

type Row = { readonly session: ImportSession; readonly askedAt: number; readonly serial: number };

/** What pages showed of sessions: the one place that decides whether it may still be used. */
export class Rows {
  readonly #rows = new Map<string, Row>();
  /** When the latest change of a session ended, in the order of requests and changes. */
  readonly #changes = new Map<string, number>();
  #serial = 0;

  changed(id: string): void {
    this.#changes.set(id, ++this.#serial);
  }

  /**
   * A page is being asked for now.
   * @returns what takes its rows when they have come.
   */
  asked(askedAt: number): (sessions: readonly ImportSession[]) => void {
    const serial = ++this.#serial;
    return (sessions) => {
      for (const session of sessions) this.#rows.set(session.id, { session, askedAt, serial });
    };
  }

  usable(id: string, notBefore: number): ImportSession | undefined {
    const row = this.#rows.get(id);
    if (!row || row.askedAt < notBefore || row.serial < (this.#changes.get(id) ?? 0)) return undefined;
    return row.session;
  }
}
