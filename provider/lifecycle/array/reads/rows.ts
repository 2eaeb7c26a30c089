import type { ImportSession } from "../../../powerstore/api/schemas/importSession";

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
