/** What was asked of the array, without a secret. */
import { redacted } from "../api/secrets";
import type { FaultEffect } from "./faults";

export type JournalEntry = {
  /** Arrival on the virtual clock, ISO 8601. */
  readonly time: string;
  readonly method: string;
  /** Path and query as sent: `/api/rest/import_session?select=*`. */
  readonly path: string;
  /** The operation's name in the vendor's description, `POST /import_session/{id}/pause`; null where none fits. */
  readonly operation: string | null;
  /** The JSON sent, secrets replaced by `[redacted]`; null without a body. */
  readonly body: unknown;
  /** What was answered; null where the connection ended without an answer. */
  readonly status: number | null;
  /** The effect of the fault rule that hit the request. */
  readonly fault?: FaultEffect;
};

export type JournalContent = {
  /** Oldest first. */
  readonly entries: readonly JournalEntry[];
  /** How many older entries were dropped to make room. */
  readonly dropped: number;
};

export interface Journal {
  add(entry: JournalEntry): void;
  read(): JournalContent;
  /** The last so many entries, newest first, without a walk through all of them. */
  latest(count: number): readonly JournalEntry[];
  clear(): void;
}

const JOURNAL_CAPACITY = 200_000;

export function createJournal(capacity = JOURNAL_CAPACITY): Journal {
  let ring: JournalEntry[] = [];
  let added = 0;
  return {
    add(entry) {
      ring[added % capacity] = entry;
      added += 1;
    },
    read() {
      const oldest = added % ring.length || 0;
      return { entries: [...ring.slice(oldest), ...ring.slice(0, oldest)], dropped: added - ring.length };
    },
    latest(count) {
      const length = Math.min(count, ring.length);
      return Array.from({ length }, (_, age) => ring[(added - 1 - age) % capacity]).filter(
        (entry) => entry !== undefined,
      );
    },
    clear() {
      ring = [];
      added = 0;
    },
  };
}

const MAX_BODY_BYTES = 64 * 1024;

/** The form of a request's body that may be shown: never a secret, never text that could hold one, never very long. */
export function toJournalBody(body: Buffer, bytes = body.length): unknown {
  if (bytes === 0) return null;
  if (bytes > MAX_BODY_BYTES) return `[${bytes} bytes]`;
  try {
    return redacted(JSON.parse(body.toString("utf8")));
  } catch {
    return `[${body.length} bytes, not JSON]`;
  }
}
