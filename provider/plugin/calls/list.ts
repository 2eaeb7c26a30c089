import type { ListRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import { queryFunctions } from "../../lifecycle/functions";
import { RequestError } from "../errors";
import type { Plugin } from "../plugin";
import { argumentsOf } from "./arguments";
import { IMPORT_SESSION } from "./resourceType";

type Row = { readonly id: string; readonly name?: string };

/** What `pulumi do <type> list` shows at once, unless it is asked for all or for a number. */
const PAGE = 100;

/**
 * The sessions of the array, whoever made them, as `getImportSessions` finds them: ids and names to import or adopt. A page goes on behind the
 * id that the one before ended with, so that a session which comes or goes meanwhile neither repeats nor hides another one.
 */
export async function list(plugin: Plugin, request: ListRequest): Promise<readonly ListResponse[]> {
  const type = request.getToken();
  if (type !== IMPORT_SESSION) {
    throw new RequestError(
      `there is no resource type ${type} to list in this version of powerstore-import; there is ${IMPORT_SESSION}.`,
    );
  }
  const query = queryFunctions.getImportSessions;
  const args = argumentsOf(query, request.getQuery());
  if (args.kind === "unknown") return [new ListResponse().setComputed(new ListResponse.Computed())];
  if (args.kind === "wrong") {
    const wrong = args.failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    throw new RequestError(`listing ${type}: ${wrong}.`);
  }
  const answer = await plugin.run.ask(plugin, (array, signal) => query.run(args.values, array, signal));
  const rows = (answer.sessions as readonly Row[]).toSorted((one, other) => (one.id < other.id ? -1 : 1));
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
