import assert from "node:assert/strict";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import type { Entry, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";
import { callsOf } from "./wire";

describe("What exists, taken into a Terraform state", () => {
  let stage: Stage;
  let made: Values;
  beforeEach(async () => {
    stage = await openStage();
    const entry: Entry = { type: SESSION, config: source, state: undefined };
    await stage.command().apply([entry]);
    made = entry.state ?? {};
    stage.simulator.clearJournal();
  });
  afterEach(() => stage.close());

  const imported = async (request: { readonly id?: string; readonly identity?: Values }) => {
    const call = callsOf(await stage.start());
    const { identity, ...rest } = request;
    return call("ImportResourceState", {
      typeName: SESSION,
      ...rest,
      ...(identity && { identity: { identityData: toDynamicValue(identity) } }),
    });
  };

  const ways: Readonly<Record<string, () => { readonly id?: string; readonly identity?: Values }>> = {
    "by its id": () => ({ id: String(made.id) }),
    "by its name": () => ({ id: `name:${made.name}` }),
    "by its name, as an identity": () => ({ identity: { id: `name:${made.name}` } }),
    "by its identity": () => ({ identity: { id: made.id } }),
  };
  for (const [way, request] of Object.entries(ways)) {
    it(`${way} is what it is, and the next apply has nothing to do`, async () => {
      const { importedResources = [], diagnostics } = await imported(request());
      assert.deepEqual(diagnostics ?? [], []);
      const state = fromDynamicValue(importedResources[0]?.state) as Values;
      assert.equal(state.id, made.id);
      assert.deepEqual(fromDynamicValue(importedResources[0]?.identity?.identityData), { id: made.id });
      const entry: Entry = { type: SESSION, config: source, state: JSON.parse(JSON.stringify(state)) };
      const command = stage.command();
      const [plan] = await command.apply([entry]);
      assert.deepEqual(command.errors, []);
      // What this surface asks beside the lifecycle is recorded, no more.
      assert.notEqual(plan?.action, "replace");
      assert.deepEqual(stage.changes(), []);
      assert.equal((await stage.command().plan([entry]))[0]?.action, "none");
    });
  }

  it("is refused where there is no such object", async () => {
    const { importedResources, diagnostics = [] } = await imported({ id: "name:nobody" });
    assert.equal(importedResources, undefined);
    assert.match(String(diagnostics[0]?.detail), /no such object on https/);
  });

  it("is found by a data source", async () => {
    const call = callsOf(await stage.start());
    const config = toDynamicValue({ state: null, remote_system_id: null, source_resource_id: null, sessions: null });
    const { state, diagnostics } = await call("ReadDataSource", { typeName: "powerstore-import_sessions", config });
    assert.deepEqual(diagnostics ?? [], []);
    const { sessions } = fromDynamicValue(state) as { readonly sessions: readonly Values[] };
    assert.deepEqual(
      sessions.map(({ id, source_resource_id }) => ({ id, source_resource_id })),
      [{ id: made.id, source_resource_id: source.source_resource_id }],
    );
  });

  it("is not asked for with a wrong argument", async () => {
    const call = callsOf(await stage.start());
    const config = toDynamicValue({
      state: "Nowhere",
      remote_system_id: null,
      source_resource_id: null,
      sessions: null,
    });
    const request = { typeName: "powerstore-import_sessions", config };
    for (const name of ["ValidateDataResourceConfig", "ReadDataSource"] as const) {
      const { diagnostics = [] } = await call(name, request);
      assert.equal(diagnostics[0]?.attribute?.steps?.[0]?.attributeName, "state");
    }
  });
});
