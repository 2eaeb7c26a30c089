/** Stands between a client and an array, lets only GET through, and takes down what the array answers. */
import type { IncomingHttpHeaders } from "node:http";
import { basePath } from "../api/facts";
import { type Answer, jsonAnswer, type Outcome, parseTarget, type WireRequest } from "../http/wire";
import type { RecordedInventory } from "./recordedInventory";
import type { Upstream } from "./upstream";

const passedOn = ["authorization", "cookie", "dell-emc-token", "range", "accept", "accept-language"];
const passedBack = ["dell-emc-token", "set-cookie", "content-range"];

/** Headers of interest, as one text each. */
function pick(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]];
    }),
  );
}

export function createProxy(upstream: Upstream, inventory: RecordedInventory) {
  return async (request: WireRequest): Promise<Outcome> => {
    const answer = request.method === "GET" ? await forward(upstream, inventory, request) : onlyGet(request);
    return { kind: "answered", answer };
  };
}

async function forward(upstream: Upstream, inventory: RecordedInventory, request: WireRequest): Promise<Answer> {
  try {
    const { status, headers, body } = await upstream.get(request.target, pick(request.headers, passedOn));
    const value: unknown = body.length === 0 ? undefined : JSON.parse(body.toString("utf8"));
    const { path } = parseTarget(request.target);
    if (status < 300 && path.startsWith(basePath)) inventory.take(path.slice(basePath.length), value);
    return jsonAnswer(status, value, pick(headers, passedBack));
  } catch (error) {
    return refusal(503, `The array did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function onlyGet({ method }: WireRequest): Answer {
  return { ...refusal(405, `A recording lets only GET through, not ${method}.`), headers: { Allow: "GET" } };
}

function refusal(status: number, text: string): Answer {
  return jsonAnswer(status, { messages: [{ code: `0xE0FF00000${status}`, severity: "Error", message_l10n: text }] });
}
