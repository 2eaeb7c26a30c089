/** Which part of the array a visitor looks at: the query of the page's address, so that it survives a reload. */
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
