/** Reads of sessions that all operations of a process share: one page answers many of them. */

import type { Clock } from "../../../clock";
import type { ImportSessions } from "../../../powerstore/api/contract";
import { IDS_PER_REQUEST } from "../../../powerstore/api/filters";
import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { CallOptions } from "../../../powerstore/http/contract";
import { NotFoundError, NotPowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import { ContradictionError } from "../../operation/lifecycleErrors";
import { unlessStopped } from "../../operation/unlessStopped";
import { Company } from "./company";
import { Pages, Rows } from "./pages";

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

type Waiting = {
  readonly id: string;
  readonly notBefore: number;
  readonly options: CallOptions | undefined;
  resolve(session: ImportSession | Promise<ImportSession>): void;
  reject(error: unknown): void;
};

function deferred<T>() {
  let resolve: (value: T | Promise<T>) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

export class SharedSessionReads implements SessionReads {
  showsSources = true;
  readonly #importSessions: ImportSessions;
  readonly #clock: Clock;
  readonly #rows = new Rows();
  readonly #pages: Pages;
  readonly #company: Company;
  #waiting: Waiting[] = [];
  #isDraining = false;
  /** Of the request under way. */
  #asking = 0;
  #latestSingle: { readonly id: string; readonly at: number } | undefined;
  /** Whom the latest request has answered, up to now. */
  #answered = new Set<string>();
  /** Sessions that this process has asked for or changed: more questions about one are about its progress. */
  readonly #known = new Set<string>();

  constructor(importSessions: ImportSessions, clock: Clock) {
    this.#importSessions = importSessions;
    this.#clock = clock;
    this.#pages = new Pages(importSessions, clock, this.#rows);
    this.#company = new Company(clock);
  }

  live(id: string, options?: CallOptions): Promise<ImportSession> {
    return readLive(this.#importSessions, id, options);
  }

  recent(id: string, maxAgeSeconds: number, options?: CallOptions): Promise<ImportSession> {
    const notBefore = this.#clock.monotonic() - maxAgeSeconds * 1000;
    const known = this.#usable(id, notBefore);
    if (known) return Promise.resolve(known);
    const { promise, resolve, reject } = deferred<ImportSession>();
    this.#waiting.push({ id, notBefore, options, resolve, reject });
    this.#company.sees(this.#asking + this.#waiting.length);
    if (!this.#isDraining) void this.#drain();
    // A shared request goes on for the others; who stops waiting does not wait for it.
    return unlessStopped(promise, options?.signal, `reading import session (${id})`);
  }

  changed(id: string): void {
    this.#rows.changed(id);
    this.#known.add(id);
  }

  /** One request after the other: whatever is asked for meanwhile is collected for the next. */
  async #drain(): Promise<void> {
    this.#isDraining = true;
    while (this.#waiting.length > 0) {
      // Reads that belong to one burst come within a turn of the event loop.
      await this.#clock.sleep(0);
      await this.#company.gathered(() => this.#pressing());
      const batch = this.#waiting.filter((read) => !read.options?.signal?.aborted && !this.#settleFromRows(read));
      this.#waiting = [];
      if (batch.length > 0) await this.#ask(batch);
    }
    this.#isDraining = false;
  }

  /**
   * What is asked for the first time may be the beginning of a burst, and a page answers those that follow. Of sessions whose progress is
   * watched only those are of use: a page for each look of a large stack would read the stack once per session.
   */
  async #ask(batch: readonly Waiting[]): Promise<void> {
    const ids = new Set(batch.map(({ id }) => id));
    const group = this.#withCompany(ids);
    const areKnown = [...ids].every((id) => this.#known.has(id));
    for (const id of ids) this.#known.add(id);
    this.#answered = ids;
    this.#asking = batch.length;
    this.#company.asks();
    if (group.length === 1 && (areKnown || !this.#follows(group[0]))) await this.#readSingle(batch);
    else await this.#readTogether(batch, group, areKnown && group.length <= IDS_PER_REQUEST);
    this.#asking = 0;
  }

  /** Who is asked for the first time waits for nobody: a page answers those that come after it. */
  #pressing(): number {
    const reads = this.#waiting.filter(({ options }) => !options?.signal?.aborted);
    return reads.every(({ id }) => this.#known.has(id)) ? reads.length : Number.POSITIVE_INFINITY;
  }

  /** Timers that end together do so in several turns: the first to ask again asks for all who were answered together. */
  #withCompany(ids: ReadonlySet<string>): readonly string[] {
    const isAgain = [...ids].some((id) => this.#answered.has(id));
    return [...new Set(isAgain ? [...ids, ...this.#answered] : ids)];
  }

  /** A second read on the heels of another session's is the beginning of a burst. */
  #follows(id: string | undefined): boolean {
    return (
      this.#latestSingle !== undefined &&
      this.#latestSingle.id !== id &&
      this.#clock.monotonic() - this.#latestSingle.at < 1000
    );
  }

  async #readSingle(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    this.#latestSingle = { id: first.id, at: this.#clock.monotonic() };
    // Who asked first may stop: alone it ends the request, in company it only leaves.
    const session = this.live(first.id, batch.length === 1 ? first.options : undefined);
    for (const read of batch) read.resolve(session);
    await session.catch(() => undefined);
  }

  async #readTogether(batch: readonly Waiting[], ids: readonly string[], areEnough: boolean): Promise<void> {
    try {
      await (areEnough ? this.#pages.fetchOnly(ids) : this.#pages.fetchAround(ids));
    } catch (error) {
      // What does not look like a page of sessions says nothing about any of them: each read finds out for itself.
      if (!(error instanceof NotPowerStoreError)) {
        for (const read of batch) read.reject(error);
        return;
      }
    }
    // A session that no page had may be gone, new, or unreadable: only a read of its own tells.
    const alone = batch.filter((read) => !this.#settleFromRows(read));
    for (const read of alone) {
      const session = this.live(read.id, read.options);
      // A reader that has stopped meanwhile does not hear of a failure; nobody else would.
      session.catch(() => undefined);
      read.resolve(session);
    }
  }

  #settleFromRows(read: Waiting): boolean {
    const session = this.#usable(read.id, read.notBefore);
    if (session) read.resolve(session);
    return session !== undefined;
  }

  #usable(id: string, notBefore: number): ImportSession | undefined {
    const session = this.#rows.usable(id, notBefore);
    if (session) this.#answered.add(id);
    return session;
  }
}

/** A read of one session, whose "not found" the list of sessions has confirmed. */
async function readLive(importSessions: ImportSessions, id: string, options?: CallOptions): Promise<ImportSession> {
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
