/** What the page shows and acts on, and which part of it a visitor looks at. */

import type { World } from "../api/contract";
import type { ClockDriver } from "../http/clock";
import type { Faults } from "../http/faults";
import type { Journal } from "../http/journal";
import { isPhase, type Phase } from "./phases";

export type View = {
  /** Only sessions of this phase; undefined for all. */
  readonly phase: Phase | undefined;
  /** Only sessions whose name has this text in it, in any case. */
  readonly find: string;
  /** So many sessions are left out in front. */
  readonly from: number;
  /** The collection of the inventory that is shown object by object. */
  readonly collection: string | undefined;
};

export function parseView(query: URLSearchParams): View {
  const phase = query.get("phase");
  const from = Number(query.get("from"));
  return {
    phase: isPhase(phase) ? phase : undefined,
    find: query.get("find") ?? "",
    from: Number.isSafeInteger(from) && from > 0 ? from : 0,
    collection: query.get("collection") ?? undefined,
  };
}

/** The address of the page, or of another path, with a view that differs in some points. */
export function addressOf(view: View, change: Partial<View> = {}, path = "/"): string {
  const { phase, find, from, collection } = { ...view, ...change };
  const query = new URLSearchParams({
    ...(phase !== undefined && { phase }),
    ...(find !== "" && { find }),
    ...(from > 0 && { from: String(from) }),
    ...(collection !== undefined && { collection }),
  });
  return query.size === 0 ? path : `${path}?${query}`;
}

export type PageParts = {
  readonly world: World;
  readonly clock: ClockDriver;
  readonly faults: Faults;
  readonly journal: Journal;
};

/** What came of a button; shown, and read out by a screen reader. */
export type Notice = { readonly text: string; readonly isRefusal: boolean };

/** One rendering of the page. */
export type Rendering = PageParts & { readonly view: View; readonly notice: Notice | undefined };

/** Below this path are the page's script, style and buttons. */
export const PAGE_PATH = "/_simulator/page";
