import * as z from "zod";
import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { anyOf, IDS_PER_REQUEST } from "./filters";
import { LARGEST_PAGE_ROWS, listAll } from "./pages";
import type { Requests } from "./requests";
import { optionalNumber } from "./schemas/optionalValues";

/** Volumes of the array itself: where imports copy to. */
export interface Volumes {
  /** The bytes of these volumes, by id; one that is gone, or whose size the array does not say, is missing. One request for a hundred of them, or one for each 2,000 volumes of the array. */
  listVolumeSizes(ids: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, number>>;
}

const COLLECTION = "volume";

/** `size` is in bytes [API volume]. */
const rowSchema = z.object({ id: z.string().min(1), size: optionalNumber.catch(undefined) });

export function createVolumes(requests: Requests): Volumes {
  return {
    listVolumeSizes: async (ids, options) => {
      if (ids.length === 0) return new Map();
      const select = Object.keys(rowSchema.shape).join(",");
      const only = ids.length > IDS_PER_REQUEST ? undefined : anyOf(ids);
      const query = { select, ...(only !== undefined && { id: only }) };
      const call = { method: "GET", path: pathOf(COLLECTION), query, doing: "reading the sizes of volumes" } as const;
      const rows = await listAll(requests, call, rowSchema, options, LARGEST_PAGE_ROWS);
      const wanted = new Set(ids);
      return new Map(rows.flatMap(({ id, size }) => (wanted.has(id) && size !== undefined ? [[id, size]] : [])));
    },
  };
}
