/**
 * Properties that the array takes with the header `DELL-VISIBILITY: internal`, and that its public description does not have [C]. They
 * have no effect here.
 */
import type { IncomingHttpHeaders } from "node:http";

/** dell/python-powerstore 3.5.1 sends it with whatever it does to volume groups. */
const everywhere = ["force_internal"];

/** dell/gopowerstore: what a cluster of containers calls the object. */
const byOperation: Readonly<Record<string, readonly string[]>> = {
  "POST /volume": ["metadata"],
  "POST /host": ["metadata"],
};

export function withoutInternals(operation: string, headers: IncomingHttpHeaders, body: unknown): unknown {
  if (!isInternal(headers) || typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const internal = [...everywhere, ...(byOperation[operation] ?? [])];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !internal.includes(name)));
}

/** Clients write it in both cases of letters. */
function isInternal({ "dell-visibility": visibility }: IncomingHttpHeaders): boolean {
  return String(visibility ?? "").toLowerCase() === "internal";
}
