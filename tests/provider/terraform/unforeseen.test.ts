import assert from "node:assert/strict";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Message } from "../../../provider/terraform/protocol/messages";
import { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import { clockFrom } from "../../clock";
import type { Entry, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";
import { callsOf } from "./wire";

type Diagnostics = { readonly diagnostics?: readonly Message<"Diagnostic">[] };
const errorsIn = ({ diagnostics = [] }: Diagnostics) =>
  diagnostics.map(({ summary, detail, attribute }) => [
    [summary, detail].filter(Boolean).join(": "),
    attribute?.steps?.map(({ attributeName, elementKeyString }) => attributeName ?? elementKeyString).join("."),
  ]);

describe("What nobody has foreseen", () => {
  let stage: Stage;
  let entry: Entry;
  const complete = (given: Values): Values => ({
    ...Object.fromEntries(
      resourceSchema(resourcesOf.terraform.ImportSession as never).attributes.map(({ name }) => [name, null]),
    ),
    timeouts: null,
    ...given,
  });

  beforeEach(async () => {
    stage = await openStage();
    entry = { type: SESSION, config: source, state: undefined };
    await stage.command().apply([entry]);
    stage.simulator.clearJournal();
  });
  afterEach(() => stage.close());

  it("such as a variable that says nothing sensible, is told by the provider block", async () => {
    stage.environment.POWERSTORE_IMPORT_FORCE_CANCEL = "maybe";
    const call = callsOf(await stage.start({}));
    const [error] = errorsIn(await call("ConfigureProvider", { config: undefined }));
    assert.match(String(error?.[0]), /POWERSTORE_IMPORT_FORCE_CANCEL/);
  });

  it("is an error of each call, which leaves what is on record as it is", async () => {
    const call = callsOf(await stage.start());
    stage.environment.POWERSTORE_IMPORT_FORCE_CANCEL = "maybe";
    const state = toDynamicValue(complete(entry.state ?? {}));
    const config = toDynamicValue(complete({ ...source, paused: true }));
    const planned = toDynamicValue(complete({ ...entry.state, paused: true }));
    const about = { typeName: SESSION };
    const validated = await call("ValidateResourceConfig", { ...about, config });
    const read = await call("ReadResource", { ...about, currentState: state });
    const plan = await call("PlanResourceChange", { ...about, priorState: state, proposedNewState: planned, config });
    const updated = await call("ApplyResourceChange", { ...about, priorState: state, plannedState: planned, config });
    const deleted = await call("ApplyResourceChange", { ...about, priorState: state });
    for (const answer of [validated, read, plan, updated, deleted]) {
      assert.match(String(errorsIn(answer)[0]?.[0]), /POWERSTORE_IMPORT_FORCE_CANCEL/);
    }
    for (const { newState } of [read, updated, deleted]) {
      assert.deepEqual(fromDynamicValue(newState), fromDynamicValue(state));
    }
    assert.deepEqual(stage.changes(), []);
  });

  it("is an error of the block where a value that was unknown before turns out to be none", async () => {
    const call = callsOf(await stage.start());
    const block = (maxActive: unknown) => ({ config: toDynamicValue({ max_active_per_array: maxActive }) });
    assert.deepEqual(errorsIn(await call("ConfigureProvider", block(UNKNOWN))), []);
    const [error] = errorsIn(await call("ConfigureProvider", block(0)));
    assert.match(String(error?.[0]), /maxActivePerArray|max_active_per_array/);
    assert.equal(error?.[1], "max_active_per_array");
  });

  it("is an error of a list that there is not", async () => {
    const call = callsOf(await stage.start());
    const wrong = await call("ValidateListResourceConfig", { typeName: "powerstore-import_nothing" });
    assert.match(String(errorsIn(wrong)[0]?.[0]), /there is no resource type/i);
  });

  it("keeps the id of what was made where the rest of it cannot be written down", async () => {
    const definition = resourcesOf.terraform.ImportSession;
    assert.ok(definition);
    const create = async () => ({ id: "made", outputs: { ...source, description: () => "no value" } });
    const strange = { ...definition, handler: { ...definition.handler, create } };
    const clock = clockFrom(
      () => 0,
      async () => undefined,
    );
    const { endpoint, username, password, caCertificate } = stage.simulator;
    const run = new TerraformRun({ environment: {}, clock, connect, ledger: privateLedger, resources: { strange } });
    run.configure({ endpoint, username, password, caCertificate });
    const config = toDynamicValue(complete(source));
    const plannedState = toDynamicValue(complete({ ...source, id: UNKNOWN, description: UNKNOWN }));
    const request = { typeName: SESSION, priorState: toDynamicValue(null), plannedState, config };
    const { newState, diagnostics = [] } = await callsOf(run)("ApplyResourceChange", request);
    assert.equal((fromDynamicValue(newState) as Values).id, "made");
    assert.equal(diagnostics.length, 1);
    await run.end(1, false);
  });
});

describe("A null in the place of an entry", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const cases = {
    "of a wave": {
      type: "powerstore-import_wave",
      config: {
        name: "night",
        remote_system_id: "rs-unity-01",
        sessions: { a: null, b: { source_resource_id: "unity-01-vol-01" } },
      },
      at: "sessions.a",
    },
    "of the triggers of a wait": {
      type: "powerstore-import_wait",
      config: { session_id: "fb0d2d79-9d6f-4dee-acb7-1bb4e90437ed", wait_for: "Started", triggers: { night: null } },
      at: "triggers.night",
    },
  };
  for (const [what, { type, config, at }] of Object.entries(cases)) {
    it(`${what} is refused with its place before anything is planned, for a plan without it would be a fault of the provider`, async () => {
      const command = stage.command();
      await command.plan([{ type, config, state: undefined }]);
      const told = command.diagnostics.filter(({ text }) => /is null/.test(text));
      assert.deepEqual(told[0]?.at, at);
      assert.deepEqual(command.errors.length, told.length, command.errors.join("\n"));
    });
  }

  it("is none where it stands for a whole argument, or inside of one", async () => {
    const command = stage.command();
    const sessions = { b: { source_resource_id: "unity-01-vol-01", description: null } };
    await command.plan([
      {
        type: "powerstore-import_wave",
        config: { name: "n", remote_system_id: "rs-unity-01", sessions },
        state: undefined,
      },
      { type: SESSION, config: { ...source, host_ids: null }, state: undefined },
    ]);
    assert.deepEqual(command.errors, []);
  });

  it("is not what is wrong with a time: that has its place as well", async () => {
    const command = stage.command();
    const timeouts = { create: "soon", read: null, update: null, delete: null };
    await command.plan([{ type: SESSION, config: { ...source, timeouts }, state: undefined }]);
    assert.equal(command.diagnostics[0]?.at, "timeouts.create");
  });
});
