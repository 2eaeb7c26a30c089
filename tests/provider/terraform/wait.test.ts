import assert from "node:assert/strict";
import { systemClock } from "../../../provider/clock";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { connect } from "../../../provider/powerstore/powerStore";
import {
  applyResourceChange,
  getProviderSchema,
  planResourceChange,
  upgradeResourceState,
} from "../../../provider/terraform/calls";
import type { Message } from "../../../provider/terraform/protocol/messages";
import { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { importAt, manyVolumes } from "../../command/imports";

const typeName = "powerstore-import_wait";
const nothing = {
  id: null,
  session_id: null,
  session_ids: null,
  wait_for: null,
  triggers: null,
  states: null,
  reached_at: null,
  timeouts: null,
};
type State = Readonly<Record<string, unknown>> | null;

describe("powerstore-import_wait", () => {
  let simulator: Simulator;
  let run: TerraformRun;
  beforeEach(async () => {
    simulator = await startSimulator(manyVolumes(4));
    run = new TerraformRun({ environment: {}, clock: systemClock, connect, ledger: privateLedger });
    const { endpoint, username, password, caCertificate } = simulator;
    run.configure({ endpoint, username, password, caCertificate });
  });
  afterEach(async () => {
    await run.end(1, false);
    await simulator.close();
  });

  const configOf = (given: object) => ({ ...nothing, ...given });
  const plan = async (given: object, prior: State = null) => {
    const config = configOf(given);
    const request = {
      typeName,
      priorState: toDynamicValue(prior),
      proposedNewState: toDynamicValue(config),
      config: toDynamicValue(config),
    };
    const { plannedState, requiresReplace = [], diagnostics = [] } = await planResourceChange(run, request);
    return { planned: fromDynamicValue(plannedState) as State, requiresReplace, diagnostics };
  };
  const apply = async (planned: State, given: object | null, prior: State = null) => {
    const config = given && configOf(given);
    const request = {
      typeName,
      priorState: toDynamicValue(prior),
      plannedState: toDynamicValue(planned),
      config: toDynamicValue(config),
    };
    const { newState, diagnostics = [] } = await applyResourceChange(run, request, () => undefined);
    return { state: fromDynamicValue(newState) as State, diagnostics };
  };
  const texts = (diagnostics: readonly Message<"Diagnostic">[]) =>
    diagnostics.map(({ severity, summary, detail }) => `${severity} ${summary}: ${detail}`);

  it("has its attributes in the schema, without what belongs to objects of the array", async () => {
    const { resourceSchemas } = await getProviderSchema(run);
    const names = resourceSchemas?.[typeName]?.block?.attributes?.map(({ name }) => name);
    assert.deepEqual(
      names?.sort(),
      Object.keys(nothing)
        .filter((name) => name !== "timeouts")
        .sort(),
    );
  });

  it("is an error without a state until the goal is reached, and then there, also for two waits alike", async () => {
    const id = importAt(simulator, { name: "db-01", state: "Paused" });
    const given = { session_id: id, wait_for: "Ready_For_Cutover" };
    const { planned } = await plan(given);
    assert.deepEqual([planned?.states, planned?.id], [UNKNOWN, UNKNOWN]);
    const failed = await apply(planned, given);
    assert.equal(failed.state, null);
    assert.match(texts(failed.diagnostics).join(), /^1 .*It is Paused/);
    simulator.world.forceState(id, "Ready_For_Cutover");
    const [there, twin] = await Promise.all([apply(planned, given), apply(planned, given)]);
    assert.deepEqual([there.diagnostics, twin.diagnostics], [[], []]);
    assert.deepEqual(there.state?.states, { [id]: "Ready_For_Cutover" });
  });

  it("is planned anew when something changes, not for other timeouts, and deleted without the array", async () => {
    const id = importAt(simulator, { name: "db-01", state: "Import_Completed" });
    const given = { session_id: id, wait_for: "Started" };
    const { state } = await apply((await plan(given)).planned, given);
    const asked = simulator.journal().entries.length;
    assert.deepEqual((await plan(given, state)).planned, state);
    const longer = { ...given, timeouts: { create: "2h", read: null, update: null, delete: null } };
    const { planned, requiresReplace } = await plan(longer, state);
    assert.deepEqual(requiresReplace, []);
    assert.deepEqual((await apply(planned, longer, state)).state, planned);
    assert.ok((await plan({ ...given, triggers: { night: "2" } }, state)).requiresReplace.length > 0);
    assert.deepEqual(await apply(null, null, state), { state: null, diagnostics: [] });
    assert.equal(simulator.journal().entries.length, asked);
  });

  it("does not have the session: the account of the run knows nothing of it", async () => {
    const id = importAt(simulator, { name: "db-01", state: "Import_Completed" });
    const given = { session_id: id, wait_for: "Started" };
    const { state } = await apply((await plan(given)).planned, given);
    const rawState = { json: Buffer.from(JSON.stringify(state)) };
    const upgraded = await upgradeResourceState(run, { typeName, version: 0, rawState });
    assert.deepEqual(fromDynamicValue(upgraded.upgradedState), state);
    const clusterId = String(simulator.world.rows("cluster")?.[0]?.global_id ?? "");
    assert.equal(run.engineRun.take("urn:pulumi:a::b::c::d", { clusterId, id }).kind, "allowed");
  });

  it("fails for members of a wave that have not begun, in the apply and not in the plan", async () => {
    const given = { session_ids: [null], wait_for: "Started" };
    const { planned, diagnostics } = await plan(given);
    assert.deepEqual(diagnostics, []);
    assert.match(texts((await apply(planned, given)).diagnostics).join(), /1 of them has not begun/);
  });
});
