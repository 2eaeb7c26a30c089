import * as z from "zod";
import type { Answer } from "../http/answers";
import type { CallOptions } from "../http/contract";
import { RefusedError } from "../http/powerStoreErrors";
import type { Call, Requests } from "./requests";

// The array gives 100 rows unless asked for more, 2000 at most [ARRAY paging].
const PAGE_ROWS = 1000;
/** For rows of a few columns, or where each request counts more than how long it takes. */
export const LARGEST_PAGE_ROWS = 2000;

/** All rows of a collection, page by page: 206 and Content-Range [ARRAY paging]; in the order of ids, so that pages fit together. */
export async function listAll<Row extends { readonly id: string }>(
  requests: Requests,
  call: Call,
  schema: z.ZodType<Row>,
  options?: CallOptions,
  pageRows = PAGE_ROWS,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  for (let offset = 0; ; ) {
    const query = { ...call.query, order: "id", limit: String(pageRows), offset: String(offset) };
    const read = await orBeyondTheEnd(requests.readWithAnswer({ ...call, query }, z.array(schema), options), offset);
    if (!read) return [...rows.values()];
    const { answer, value: page } = read;
    requireDistinct(requests, call, page);
    const before = rows.size;
    for (const row of page) rows.set(row.id, row);
    offset += page.length;
    if (page.length === 0 || offset >= totalOf(answer, offset)) return [...rows.values()];
    // A part must not pass for the whole, and asking on would never end.
    if (rows.size === before) throw requests.misfit(call, "answered with the same page again");
  }
}

/** An array that did not tell the total, or has lost rows meanwhile, answers 416 to who asks for what would come next [ARRAY paging]. */
async function orBeyondTheEnd<T>(reading: Promise<T>, offset: number): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (offset > 0 && error instanceof RefusedError && error.status === 416) return undefined;
    throw error;
  }
}

/** Where one row is twice another one may be missing, and a group without one of its members would pass for the whole. */
export function requireDistinct(requests: Requests, call: Call, rows: readonly { readonly id: string }[]): void {
  if (new Set(rows.map(({ id }) => id)).size < rows.length) {
    throw requests.misfit(call, "answered with one row twice");
  }
}

/** The total in `0-99/1000` or `*` + `/1000`; without a usable one there may be more, so one page more is asked for. */
export function totalOf({ status, headers }: Answer, seen: number): number {
  if (status !== 206) return seen;
  const total = /\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
  return total === undefined ? Number.POSITIVE_INFINITY : Number(total);
}
