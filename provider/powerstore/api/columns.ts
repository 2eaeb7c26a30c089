import { RefusedError } from "../http/powerStoreErrors";
import type { Call, Requests } from "./requests";

/** The array's word for a `select` that names a property which the object does not have. */
const UNKNOWN_COLUMN = "0xE0404003000A";

/**
 * The same requests, which outlive a property that a newer PowerStore no longer has: where the array refuses the columns of a collection,
 * all that it has are asked for from then on. Whatever an operation cannot do without is for the schema to miss.
 */
export function withAnyColumns(requests: Requests): Requests {
  const refused = new Set<string>();
  const readWithAnswer: Requests["readWithAnswer"] = async (call, schema, options) => {
    const collection = call.path.split("/")[1] ?? "";
    if (call.method !== "GET" || !call.query?.select) return requests.readWithAnswer(call, schema, options);
    if (refused.has(collection)) return requests.readWithAnswer(withAll(call), schema, options);
    try {
      return await requests.readWithAnswer(call, schema, options);
    } catch (error) {
      if (!isOfColumns(error)) throw error;
      refused.add(collection);
      return requests.readWithAnswer(withAll(call), schema, options);
    }
  };
  return {
    ...requests,
    readWithAnswer,
    read: async (call, schema, options) => (await readWithAnswer(call, schema, options)).value,
  };
}

const withAll = (call: Call): Call => ({ ...call, query: { ...call.query, select: "*" } });

function isOfColumns(error: unknown): boolean {
  if (!(error instanceof RefusedError)) return false;
  return error.arrayMessages.some(({ code }) => code?.toLowerCase() === UNKNOWN_COLUMN.toLowerCase());
}
