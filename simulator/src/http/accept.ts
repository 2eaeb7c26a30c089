/** Whether who asks takes the one thing that is answered: JSON. */
import type { IncomingHttpHeaders } from "node:http";

/** What nearly all clients send, and need not wait for a look at. */
const usual: ReadonlySet<string> = new Set(["", "*/*", "application/json"]);

/** Only JSON is answered [API HttpStatusEnum]; a range of quality 0 is one that is not taken (RFC 9110). */
export function takesJson({ accept = "" }: IncomingHttpHeaders): boolean {
  if (usual.has(accept)) return true;
  const ranges = accept.split(",").filter((range) => !/;\s*q=0(\.0*)?\s*(;|$)/i.test(range));
  return ranges.some((range) => /^\s*(\*\/\*|application\/(\*|json))\s*(;|$)/i.test(range));
}
