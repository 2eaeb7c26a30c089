/** Rows of a collection as the array shows them, for whoever writes them down: nothing is decided by them. */
import * as z from "zod";
import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { listAll } from "./pages";
import type { Requests } from "./requests";

/** A row under its wire names. */
export type WireRow = { readonly id: string; readonly [property: string]: unknown };

export interface WireRows {
  /**
   * All rows of a collection, in the order of ids.
   * @param columns wire names. @default all there are
   */
  listRows(collection: string, columns?: readonly string[], options?: CallOptions): Promise<readonly WireRow[]>;
}

const rowSchema = z.looseObject({ id: z.string().min(1) }) as z.ZodType<WireRow>;

export function createWireRows(requests: Requests): WireRows {
  return {
    listRows: (collection, columns = ["*"], options) => {
      const query = { select: columns.join(",") };
      const call = { method: "GET", path: pathOf(collection), query, doing: `listing ${collection}` } as const;
      return listAll(requests, call, rowSchema, options);
    },
  };
}
