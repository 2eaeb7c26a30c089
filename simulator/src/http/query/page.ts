/** `limit`, `offset` and the header `Range`: which part of the rows is answered (powerstore.md 4, paging). */
import { invalidRequestErr, rangeErr } from "../../api/requestErrors";

export type Page = { readonly offset: number; readonly limit: number };

const defaultLimit = 100;
const maxLimit = 2000;

/** The parameters win over the header. */
export function parsePage(limit: string | null, offset: string | null, range: string | undefined): Page {
  if (limit === null && offset === null && range !== undefined) return parseRange(range);
  const page = {
    offset: offset === null ? 0 : parseWhole("offset", offset),
    limit: limit === null ? defaultLimit : Math.min(parseWhole("limit", limit), maxLimit),
  };
  if (page.limit <= 0) throw rangeErr(`limit is ${page.limit}, it must be at least 1`);
  if (page.offset < 0) throw rangeErr(`offset is ${page.offset}, it must be at least 0`);
  return page;
}

function parseWhole(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw invalidRequestErr(`${name} is "${text}", it must be a whole number.`);
  return Number(text);
}

function parseRange(range: string): Page {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw rangeErr(`the header Range is "${range}", it must look like 0-99`);
  }
  return { offset: Number(first), limit: Math.min(Number(last) - Number(first) + 1, maxLimit) };
}

/** One page of items, and the Content-Range to answer; undefined when the page is complete. */
export type Slice<T> = { readonly items: readonly T[]; readonly contentRange: string | undefined };

/** Cuts a page out of `total` items, of which `take` makes those that are asked for. */
export function slicePage<T>(total: number, page: Page, take: (page: Page) => readonly T[]): Slice<T> {
  const { offset } = page;
  if (offset > total) throw rangeErr(`offset is ${offset}, but there are ${total} instances`);
  const part = take(page);
  if (part.length === total) return { items: part, contentRange: undefined };
  const range = part.length === 0 ? "*" : `${offset}-${offset + part.length - 1}`;
  return { items: part, contentRange: `${range}/${total}` };
}
