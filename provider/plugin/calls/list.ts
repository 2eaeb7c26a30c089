import type { ListRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Plugin } from "../plugin";
import { RequestError } from "../serviceErrors";
import { argumentsOf } from "./invoke";
import { namedResource } from "./requestedResource";

type Row = { readonly id: string; readonly name?: string };

/** What `pulumi do <type> list` shows at once, unless it is asked for all or for a number. */
const PAGE = 100;

/**
 * The objects of the array, whoever made them, as the function finds them that lists them: ids and names to import or adopt. A page goes on behind
 * the id that the one before ended with, so that an object which comes or goes meanwhile neither repeats nor hides another one.
 */
export async function list(plugin: Plugin, request: ListRequest): Promise<readonly ListResponse[]> {
  const type = request.getToken();
  const { list: listing } = namedResource(plugin, type);
  if (!listing) throw new RequestError(`resources of type ${type} cannot be listed.`);
  const args = argumentsOf(listing.query, request.getQuery());
  if (args.kind === "unknown") return [new ListResponse().setComputed(new ListResponse.Computed())];
  if (args.kind === "wrong") {
    const wrong = args.failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    throw new RequestError(`listing ${type}: ${wrong}.`);
  }
  const answer = await plugin.run.ask(plugin, (array, signal) => listing.query.run(args.values, array, signal));
  const rows = (answer[listing.rows] as readonly Row[]).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return pageOf(rows, request);
}

function pageOf(rows: readonly Row[], request: ListRequest): ListResponse[] {
  const last = request.getContinuationToken();
  const ahead = rows.filter(({ id }) => id > last);
  const size = Math.min(request.getPageSize() || PAGE, request.getLimit() || Number.POSITIVE_INFINITY);
  const page = ahead.slice(0, size);
  const results = page.map(({ id, name = "" }) =>
    new ListResponse().setResult(new ListResponse.Result().setId(id).setName(name)),
  );
  const end = page.at(-1);
  if (!end || ahead.length <= size) return results;
  const continuation = new ListResponse.Continuation().setContinuationToken(end.id);
  return [...results, new ListResponse().setContinuation(continuation)];
}
