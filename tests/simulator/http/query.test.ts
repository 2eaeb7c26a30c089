import assert from "node:assert/strict";
import { ApiError, type Row } from "../../../simulator/src/api/contract";
import { resourceOf } from "../../../simulator/src/http/query/properties";
import { parseInstanceQuery, parseQuery, runQuery } from "../../../simulator/src/http/query/query";
import { createSelector } from "../../../simulator/src/http/query/select";
import { createWorld } from "../../../simulator/src/world";

const resource = resourceOf("import_session");
const world = createWorld();

const rows: readonly Row[] = [
  session("a", { name: "db-01", state: "Queued", progress_percentage: 0, automatic_cutover: false }),
  session("b", { name: "DB-02", state: "Paused", progress_percentage: 40, automatic_cutover: true }),
  session("c", { name: "web-01", state: "Paused", progress_percentage: null, automatic_cutover: false }),
  session("d", { name: "web-02", state: "Failed", progress_percentage: 7, automatic_cutover: false }),
];

function session(id: string, values: Record<string, unknown>): Row {
  return { id, scheduled_timestamp: "2026-01-01T00:00:00.000Z", ...values };
}

function ask(query: string, range?: string) {
  const parsed = parseQuery(new URLSearchParams(query), range, resource);
  const slice = runQuery(rows, parsed);
  const items = slice.items.map((row) => createSelector(world)("import_session", row, parsed.selection));
  return { ...slice, items };
}

function ids(query: string, range?: string): string {
  return ask(query, range)
    .items.map((item) => item.id)
    .join("");
}

describe("the simulator's query language", () => {
  const answers = [
    { query: "", expected: "abcd", reason: "without filters all rows come, in creation order" },
    { query: "state=eq.Paused", expected: "bc", reason: "eq keeps equal values" },
    { query: "state=in.(Paused,Failed)", expected: "bcd", reason: "in keeps each of the listed values" },
    { query: "name=eq.Db-02", expected: "b", reason: "a name compares without regard to case" },
    { query: "id=eq.B", expected: "", reason: "an id compares exactly" },
    { query: "progress_percentage=eq.7", expected: "d", reason: "numbers compare as numbers" },
    { query: "automatic_cutover=eq.true", expected: "b", reason: "booleans compare as booleans" },
    { query: "state=eq.Paused&name=eq.web-01", expected: "c", reason: "several filters are ANDed" },
    { query: "id=in.(a,b)&id=in.(b,c)", expected: "b", reason: "also two on the same property" },
    {
      query: "scheduled_timestamp=eq.2026-01-01T01:00:00%2B01:00",
      expected: "abcd",
      reason: "instants compare as instants, whatever their zone",
    },
    { query: "state=neq.Paused", expected: "ad", reason: "neq keeps the others" },
    { query: "state=not.in.(Paused,Failed)", expected: "a", reason: "not turns any filter around" },
    { query: "progress_percentage=gt.7", expected: "b", reason: "a missing value is not greater" },
    { query: "progress_percentage=gte.7", expected: "bd", reason: "gte" },
    { query: "progress_percentage=lt.7", expected: "a", reason: "lt" },
    { query: "progress_percentage=lte.7", expected: "ad", reason: "lte" },
    { query: "progress_percentage=not.eq.7", expected: "ab", reason: "nor is a missing value unequal, as in SQL" },
    { query: "progress_percentage=is.null", expected: "c", reason: "that is what is.null is for" },
    { query: "progress_percentage=not.is.null", expected: "abd", reason: "and its opposite" },
    { query: "automatic_cutover=is.true", expected: "b", reason: "is.true" },
    { query: "automatic_cutover=is.false", expected: "acd", reason: "is.false" },
    { query: "name=ilike.*-02", expected: "bd", reason: "* stands for anything" },
    { query: "name=ilike.WEB*0*", expected: "cd", reason: "without regard to case" },
    { query: "name=ilike.db", expected: "", reason: "a pattern covers the whole value" },
    { query: "scheduled_timestamp=lt.2026-01-02T00:00:00Z", expected: "abcd", reason: "instants have an order" },
    { query: "or=(state.eq.Failed,name.ilike.db*)", expected: "abd", reason: "or joins filters" },
    { query: "and=(id.gt.a,id.lt.d)", expected: "bc", reason: "and joins them, too" },
    { query: "or=(id.eq.a,and(state.eq.Paused,not.name.eq.db-02))", expected: "ac", reason: "both nest" },
    { query: "not.or=(id.eq.a,id.eq.b)", expected: "cd", reason: "and can be negated" },
    { query: 'name=in.("db-01","web-02")', expected: "ad", reason: "values may be quoted" },
    { query: "order=name.desc", expected: "dcba", reason: "descending order" },
    { query: "order=name", expected: "abcd", reason: "ascending is the default, and names order without case" },
    { query: "order=progress_percentage", expected: "adbc", reason: "rows without a value come last" },
    { query: "order=progress_percentage.desc", expected: "cbda", reason: "and first when descending" },
    { query: "order=state.asc,name.desc", expected: "dcba", reason: "the second key decides where the first is equal" },
    { query: "limit=2", expected: "ab", reason: "limit" },
    { query: "limit=2&offset=1", expected: "bc", reason: "offset" },
    { query: "offset=4", expected: "", reason: "offset equal to the count is an empty page" },
  ];
  for (const { query, expected, reason } of answers) {
    it(`answers "${query}" with [${expected}]: ${reason}`, () => assert.equal(ids(query), expected));
  }

  it("takes the page from a Range header, unless parameters say otherwise", () => {
    assert.equal(ids("", "1-2"), "bc");
    assert.equal(ids("limit=1", "1-2"), "a");
  });

  it("gives the content range of a partial answer only", () => {
    assert.equal(ask("").contentRange, undefined);
    assert.equal(ask("limit=4").contentRange, undefined);
    assert.equal(ask("limit=2&offset=1").contentRange, "1-2/4");
    assert.equal(ask("state=eq.Paused&limit=1").contentRange, "0-0/2");
    assert.equal(ask("offset=4").contentRange, "*/4");
  });

  it("answers 100 rows by default and 2000 at most", () => {
    const many = Array.from({ length: 3000 }, (_, index) => session(`s${index}`, {}));
    const count = (query: string) =>
      runQuery(many, parseQuery(new URLSearchParams(query), undefined, resource)).items.length;
    assert.equal(count(""), 100);
    assert.equal(count("limit=2500"), 2000);
  });

  it("selects the id alone unless asked for more", () => {
    assert.deepEqual(ask("limit=1").items, [{ id: "a" }]);
    assert.deepEqual(ask("limit=1&select=name,state").items, [{ name: "db-01", state: "Queued" }]);
  });

  it("answers the whole row with *, which the world makes with every property of the definition", () => {
    const [first] = ask("limit=1&select=*").items;
    assert.deepEqual(first, rows[0]);
  });

  it("selects every property beside others with *, null where the row has none", () => {
    const [first] = ask("limit=1&select=*,name").items;
    assert.deepEqual(Object.keys(first ?? {}), [...resource.properties.keys()]);
    assert.equal(first?.description, null);
  });

  const refusals = [
    { query: "colour=eq.red", status: 400, names: "colour", reason: "no such property" },
    { query: "select=id,colour", status: 400, names: "colour", reason: "no such property" },
    { query: "order=colour", status: 400, names: "colour", reason: "no such property" },
    { query: "order=name,state,name.desc", status: 400, names: "name twice", reason: "it decides nothing any more" },
    { query: "id=not.not.eq.a", status: 400, names: "not.eq.a", reason: "not stands once" },
    {
      query: `and=${"(and".repeat(3000)}(id.eq.a)${")".repeat(3000)}`,
      status: 400,
      names: "deeper",
      reason: "a query must not exhaust the stack",
    },
    { query: "order=name.up", status: 400, names: "name.up", reason: "no such direction" },
    { query: "order=error", status: 400, names: "error", reason: "an embedded object has no order" },
    { query: "name=db-01", status: 400, names: "name=db-01", reason: "a filter needs an operator" },
    { query: "name=like.db", status: 400, names: "like", reason: "like is not in the vendor's table" },
    { query: "error=eq.x", status: 400, names: "error", reason: "the vendor excludes it from filters" },
    { query: "state=eq.Pausd", status: 400, names: "state", reason: "not a literal of the enum" },
    { query: "progress_percentage=eq.many", status: 400, names: "progress_percentage", reason: "not a number" },
    { query: "automatic_cutover=eq.yes", status: 400, names: "automatic_cutover", reason: "not a boolean" },
    { query: "state=in.Paused", status: 400, names: "state", reason: "in needs a list" },
    { query: "select=id&select=name", status: 400, names: "select", reason: "given twice" },
    { query: "limit=ten", status: 400, names: "limit", reason: "not a number" },
    { query: "limit=0", status: 416, names: "limit", reason: "limit 0 or less is 416 [ARRAY paging]" },
    { query: "limit=-1", status: 416, names: "limit", reason: "limit 0 or less is 416 [ARRAY paging]" },
    { query: "offset=5", status: 416, names: "offset", reason: "an offset beyond the count is 416" },
    { query: "offset=-1", status: 416, names: "offset", reason: "there is nothing before the first row" },
    { query: "state=gt.Paused", status: 400, names: "state", reason: "literals have no order" },
    { query: "name=is.true", status: 400, names: "name", reason: "only a boolean is true or false" },
    { query: "name=cs.{a}", status: 400, names: "name", reason: "cs asks lists" },
    { query: "progress_percentage=ilike.4*", status: 400, names: "progress_percentage", reason: "not a text" },
    { query: "name=not.x", status: 400, names: "name", reason: "not negates a filter, not a value" },
    { query: "and=id.eq.a", status: 400, names: "and", reason: "no brackets" },
    { query: "or=()", status: 400, names: "or", reason: "nothing in the brackets" },
    { query: "or=(id.eq.a,colour.eq.red)", status: 400, names: "colour", reason: "no such property" },
    { query: "or=(id.eq.a,and(name.eq.x)", status: 400, names: "no partner", reason: "brackets do not match" },
    { query: "select=id,volume(id)", status: 400, names: "volume", reason: "no such relation" },
    { query: "select=id,remote_system(id,colour)", status: 400, names: "colour", reason: "not of the other resource" },
    { query: "select=remote_system(id", status: 400, names: "no partner", reason: "brackets do not match" },
    {
      query: "select=volume_group(volumes(volume_groups(volumes(id))))",
      status: 400,
      names: "deeper",
      reason: "relations lead in circles",
    },
  ];
  for (const { query, status, names, reason } of refusals) {
    it(`refuses "${query.slice(0, 80)}" with ${status} and names ${names}: ${reason}`, () => {
      assert.throws(
        () => ask(query),
        (error) => isRefusal(error, status, names),
      );
    });
  }

  it("selects properties of related resources, one or many, and the id of one that is only named", () => {
    const one = (collection: string, id: string, select: string) => {
      const { selection } = parseInstanceQuery(new URLSearchParams({ select }), resourceOf(collection));
      const row = world.row(collection, id);
      assert.ok(row);
      return createSelector(world)(collection, row, selection);
    };
    assert.deepEqual(one("host", "host-03", "name,host_group(id,name)"), {
      name: "Host-03",
      host_group: { id: "host-group-01", name: "Host-Group-01" },
    });
    assert.deepEqual(one("host", "host-01", "host_group(name)"), { host_group: null });
    assert.deepEqual(one("host_group", "host-group-01", "hosts, name"), {
      hosts: [{ id: "host-03" }, { id: "host-04" }],
      name: "Host-Group-01",
    });
    assert.deepEqual(one("host_group", "host-group-01", "hosts(host_group(name))").hosts, [
      { host_group: { name: "Host-Group-01" } },
      { host_group: { name: "Host-Group-01" } },
    ]);
    assert.deepEqual(
      one("host", "host-01", "mapped_hosts(id,volume(id,name))"),
      { mapped_hosts: [] },
      "a relation that leads out of the import surface is empty",
    );
  });

  it("refuses a malformed Range header with 416", () => {
    for (const range of ["5-1", "items=0-9", "-5"]) {
      assert.throws(
        () => ask("", range),
        (error) => isRefusal(error, 416, range),
      );
    }
  });

  it("takes a property that is named again for one, and keeps no long list that it has understood", () => {
    const parse = (select: string) => parseInstanceQuery(new URLSearchParams({ select }), resource).selection;
    assert.equal(parse("*,name,*").length, resource.properties.size);
    assert.equal(parse("*,id"), parse("*,id"));
    const long = `id${",id".repeat(1000)}`;
    assert.deepEqual(parse(long), [{ name: "id" }]);
    assert.notEqual(parse(long), parse(long));
  });

  it("takes neither order nor page for one instance", () => {
    const { selection } = parseInstanceQuery(new URLSearchParams("select=id, name&state=eq.Paused"), resource);
    assert.deepEqual(selection, [{ name: "id" }, { name: "name" }]);
    assert.throws(
      () => parseInstanceQuery(new URLSearchParams("limit=1"), resource),
      (error) => isRefusal(error, 400, "limit"),
    );
  });
});

function isRefusal(error: unknown, status: number, names: string): boolean {
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, status);
  assert.match(error.message, new RegExp(names.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return true;
}
