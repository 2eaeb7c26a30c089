/**
 * Collections outside of the import surface that common clients read on their way to one inside of it [C]. They stand still, and no
 * change is taken.
 */
import type { Row } from "../api/contract";
import { basePath } from "../api/facts";
import type { Schema } from "../api/releases";
import { instanceNotFoundErr } from "../api/requestErrors";
import type { Settings } from "../world";
import { propertyTable, type Resource } from "./query/properties";
import { createTest, parseInstanceQuery, parseQuery, runQuery } from "./query/query";
import { createSelector } from "./query/select";
import { type Answer, jsonAnswer, parseTarget, type WireRequest } from "./wire";

type Neighbour = { readonly rows: readonly Row[]; readonly resource: Resource };

/** Undefined where nothing is known of the properties, and there is nothing to look at: any query is answered alike. */
type Empty = undefined;

const chapConfig = toResource({
  id: { type: "string" },
  mode: { enum: ["Disabled", "Single", "Mutual"] },
  mode_l10n: { type: "string" },
});

const neighbours: Readonly<Record<string, (settings: Pick<Settings, "chapMode">) => Neighbour | Empty>> = {
  // dell/python-powerstore 3.5.1 asks for the mappings of each volume that it looks at, openstack/cinder before each delete.
  host_volume_mapping: () => undefined,
  // openstack/cinder asks for the mode before it adds an iSCSI host.
  chap_config: ({ chapMode: mode }) => ({ rows: [{ id: "0", mode, mode_l10n: mode }], resource: chapConfig }),
};

function toResource(properties: Readonly<Record<string, Schema>>): Resource {
  return { version: "4.1", properties: propertyTable(properties), relations: new Map() };
}

/** Undefined for a request that is none to a neighbour. Throws an ApiError when it is refused. */
export function answerNeighbour(
  { method, target, headers }: WireRequest,
  settings: Pick<Settings, "chapMode">,
): Answer | undefined {
  const { path, query } = parseTarget(target);
  const [root = "", collection = "", id, ...rest] = path.slice(basePath.length).split("/");
  const isAsked = method === "GET" && path.startsWith(basePath) && root === "" && rest.length === 0;
  if (!isAsked || !Object.hasOwn(neighbours, collection)) return undefined;
  const neighbour = neighbours[collection]?.(settings);
  if (id !== undefined) return answerInstance(neighbour, id, query);
  return neighbour === undefined ? jsonAnswer(200, []) : answerCollection(neighbour, query, headers.range);
}

function answerCollection({ rows, resource }: Neighbour, query: URLSearchParams, range: string | undefined): Answer {
  const parsed = parseQuery(query, range, resource);
  const { items, contentRange } = runQuery(rows, parsed);
  const body = items.map((row) => select("", row, parsed.selection));
  return contentRange === undefined ? jsonAnswer(200, body) : jsonAnswer(206, body, { "Content-Range": contentRange });
}

function answerInstance(neighbour: Neighbour | Empty, id: string, query: URLSearchParams): Answer {
  const row = neighbour?.rows.find((each) => each.id === id);
  if (neighbour === undefined || row === undefined) throw instanceNotFoundErr(id);
  const { selection, filters } = parseInstanceQuery(query, neighbour.resource);
  if (!createTest(filters)(row)) throw instanceNotFoundErr(id);
  return jsonAnswer(200, select("", row, selection));
}

/** There are no relations to follow. */
const select = createSelector({ related: () => [] });
