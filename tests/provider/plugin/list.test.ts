import assert from "node:assert/strict";
import { ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source } from "./pluginStage";
import { struct, UNKNOWN_STRING } from "./wire";

const TYPE = "powerstore-import:index:ImportSession";

/** What `pulumi do` asks to list what is there. */
describe("Listing import sessions", () => {
  let stage: PluginStage;
  let names: string[];
  before(async () => {
    stage = await openPluginStage({ setUpSeconds: 0 });
    const { world } = stage.simulator;
    for (const volume of ["02", "03", "04"]) {
      const body = {
        name: `by-hand-${volume}`,
        remote_system_id: "rs-unity-01",
        source_resource_id: `unity-01-vol-${volume}`,
      };
      world.operations["POST /import_session"]?.({ id: "", body });
    }
    await stage.created();
    names = (world.rows("import_session") ?? []).map(({ name }) => String(name));
    assert.equal(names.length, 4);
  });
  after(() => stage.close());

  const ask = (query: object = {}, more: (request: ListRequest) => ListRequest = (request) => request) =>
    stage.client.list(more(new ListRequest().setToken(TYPE).setQuery(struct(query))));
  const namesIn = (responses: readonly ListResponse[]) =>
    responses.flatMap((response) => response.getResult()?.getName() ?? []);
  const continuationOf = (responses: readonly ListResponse[]) =>
    responses.at(-1)?.getContinuation()?.getContinuationToken() ?? "";

  it("gives id and name of all, those made by hand included, for an import or an adoption", async () => {
    const responses = await ask();
    assert.deepEqual(namesIn(responses).sort(), names.sort());
    const ids = responses.flatMap((response) => response.getResult()?.getId() ?? []);
    assert.deepEqual(
      ids.toSorted(),
      (stage.simulator.world.rows("import_session") ?? []).map(({ id }) => String(id)).sort(),
    );
    assert.equal(continuationOf(responses), "");
  });

  it("takes the arguments of getImportSessions", async () => {
    assert.deepEqual(namesIn(await ask({ sourceResourceId: "unity-01-vol-03" })), ["by-hand-03"]);
    assert.equal(
      namesIn(await ask({ sourceResourceId: source.sourceResourceId, remoteSystemId: "name:Unity-01" })).length,
      1,
    );
    assert.deepEqual(namesIn(await ask({ state: "Failed" })), []);
  });

  it("gives pages, each session once, also where one goes between two of them", async () => {
    const first = await ask({}, (request) => request.setPageSize(2));
    assert.equal(namesIn(first).length, 2);
    stage.simulator.world.purgeSession(first[0]?.getResult()?.getId() ?? "");
    const rest = await ask({}, (request) => request.setPageSize(2).setContinuationToken(continuationOf(first)));
    assert.deepEqual([...namesIn(first), ...namesIn(rest)].sort(), names.sort());
    assert.equal(continuationOf(rest), "");
  });

  it("gives no more than it is asked for", async () => {
    assert.equal(namesIn(await ask({}, (request) => request.setLimit(1))).length, 1);
  });

  it("says that it cannot know before an argument is known", async () => {
    const [response] = await ask({ sourceResourceId: UNKNOWN_STRING });
    assert.equal(response?.getResponseCase(), ListResponse.ResponseCase.COMPUTED);
  });

  it("names the argument that it does not know, and the type", async () => {
    await assert.rejects(ask({ volume: "x" }), /listing .*: volume: is not an argument/);
    await assert.rejects(
      stage.client.list(new ListRequest().setToken("powerstore-import:index:Volume")),
      /no resource type .*Volume in/,
    );
  });
});
