import * as z from "zod";
import type { Answer } from "../http/answers";
import type { CallOptions } from "../http/contract";
import { RefusedError } from "../http/powerStoreErrors";
import type { Call, Requests } from "./requests";

// The array gives 100 rows unless asked for more, 2000 at most [ARRAY paging].
const PAGE_ROWS = 1000;
/** For rows of a few columns, or where each request counts more than how long it takes. */
export const LARGEST_PAGE_ROWS = 2000;

/** So often the rows are asked for anew where others change what there is meanwhile. */
const MOST_BEGINNINGS = 4;

/**
 * All rows of a collection, page by page: 206 and Content-Range [ARRAY paging]; in the order of ids. Each page begins with the last row of the one before: where
 * that is not in it, rows before it have gone meanwhile, and others would be left out.
 */
export async function listAll<Row extends { readonly id: string }>(
  requests: Requests,
  call: Call,
  schema: z.ZodType<Row>,
  options?: CallOptions,
  pageRows = PAGE_ROWS,
): Promise<readonly Row[]> {
  const fetch = async (offset: number, limit: number): Promise<Page<Row> | undefined> => {
    const query = { ...call.query, order: "id", limit: String(limit), offset: String(offset) };
    const reading = requests.readWithAnswer({ ...call, query }, z.array(schema), options);
    const read = await orBeyondTheEnd(reading, offset);
    if (!read) return undefined;
    requireDistinct(requests, call, read.value);
    return { rows: read.value, total: totalOf(read.answer, offset + read.value.length) };
  };
  for (let beginnings = 1; beginnings <= MOST_BEGINNINGS; beginnings++) {
    const rows = await followPages(fetch, pageRows);
    if (rows === "stuck") throw requests.misfit(call, "answered with the same page again");
    if (rows !== "torn") return rows;
  }
  throw requests.misfit(call, `answered ${MOST_BEGINNINGS} times with pages that do not fit together`);
}

type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** @returns "torn": rows have gone from what was read. "stuck": a part must not pass for the whole, and asking on would never end. */
async function followPages<Row extends { readonly id: string }>(
  fetch: (offset: number, limit: number) => Promise<Page<Row> | undefined>,
  pageRows: number,
): Promise<readonly Row[] | "torn" | "stuck"> {
  const first = await fetch(0, pageRows);
  const rows = new Map((first?.rows ?? []).map((row) => [row.id, row]));
  let { end, total } = { end: rows.size, total: first?.total ?? 0 };
  for (let last = first?.rows.at(-1); last && end < total; ) {
    const page = await fetch(end - 1, Math.min(pageRows + 1, LARGEST_PAGE_ROWS));
    const at = page?.rows.findIndex(({ id }) => id === last?.id) ?? -1;
    if (!page || at < 0) return "torn";
    const before = rows.size;
    for (const row of page.rows) rows.set(row.id, row);
    end += page.rows.length - 1;
    // Without a total the last row alone is the end; with one, the last ones, which others have pushed on.
    const isEnd = Number.isFinite(page.total) ? end >= page.total : page.rows.length === 1;
    if (rows.size === before) return isEnd ? [...rows.values()] : "stuck";
    last = page.rows.at(-1);
    total = page.total;
  }
  return [...rows.values()];
}

/** An array that has lost rows meanwhile answers 416 to who asks for what would come next [ARRAY paging]. */
export async function orBeyondTheEnd<T>(reading: Promise<T>, offset: number): Promise<T | undefined> {
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
