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
  /** `bytes` is how much of a request is kept in it: path and body. */
  add(entry: JournalEntry, bytes: number): void;
  read(): JournalContent;
  /** The last so many entries, newest first, without a walk through all of them. */
  latest(count: number): readonly JournalEntry[];
  clear(): void;
}

const JOURNAL_CAPACITY = 200_000;

/** Of paths and bodies: requests as long as they may be would fill all memory long before there are so many of them. */
const JOURNAL_BYTES = 128 * 1024 * 1024;

/** The newest one is kept, whatever its size. */
export function createJournal(capacity = JOURNAL_CAPACITY, maxBytes = JOURNAL_BYTES): Journal {
  let ring: (JournalEntry | undefined)[] = [];
  let sizes: number[] = [];
  // How many were dropped, and how many there ever were.
  let first = 0;
  let added = 0;
  let bytes = 0;

  function dropFirst() {
    bytes -= sizes[first % capacity] ?? 0;
    ring[first % capacity] = undefined;
    first += 1;
  }

  /** So many entries, counted on or back from the one with this number. */
  function entriesFrom(number: number, count: number, step: 1 | -1): JournalEntry[] {
    return Array.from({ length: count }, (_, index) => ring[(number + step * index) % capacity]).filter(
      (entry) => entry !== undefined,
    );
  }

  return {
    add(entry, size) {
      if (added - first === capacity) dropFirst();
      ring[added % capacity] = entry;
      sizes[added % capacity] = size;
      added += 1;
      bytes += size;
      while (bytes > maxBytes && added - first > 1) dropFirst();
    },
    read: () => ({ entries: entriesFrom(first, added - first, 1), dropped: first }),
    latest: (count) => entriesFrom(added - 1, Math.min(count, added - first), -1),
    clear() {
      ring = [];
      sizes = [];
      first = 0;
      added = 0;
      bytes = 0;
    },
  };
}

const MAX_BODY_BYTES = 64 * 1024;

/** How much of a request its entry keeps. */
export function journalBytes(path: string, bodyBytes: number): number {
  return path.length + (bodyBytes > MAX_BODY_BYTES ? 0 : bodyBytes);
}

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
