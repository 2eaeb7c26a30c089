import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../../simulator/src";
import { connect } from "./client";

const source = { remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const options = { setUpSeconds: 0, actionSeconds: 10, cancelSeconds: 40, answersWhenDone: true };

describe("an array that answers an action when it is done", () => {
  let simulator: Simulator | undefined;
  afterEach(() => simulator?.close());

  it("takes its time on a manual clock, which nobody else has to advance", async () => {
    simulator = await startSimulator(options);
    const ask = await connect(simulator);
    const { id } = (await ask("POST", "/import_session", { name: "db-01", ...source })).body;
    const start = simulator.now();
    assert.equal((await ask("POST", "/import_session/name:db-01/pause")).status, 204);
    assert.equal(simulator.now() - start, 10_000);
    assert.equal(simulator.world.row("import_session", id)?.state, "Paused");
    await ask("POST", `/import_session/${id}/cancel`);
    assert.equal(simulator.now() - start, 50_000);
    assert.equal(simulator.world.row("import_session", id)?.state, "Cancelled");
  });

  it("waits for all members of a group", async () => {
    simulator = await startSimulator(options);
    const ask = await connect(simulator);
    const group = { ...source, source_resource_id: "unity-01-cg-01" };
    const { id } = (await ask("POST", "/import_session", { name: "g", ...group })).body;
    await ask("POST", `/import_session/${id}/cancel`);
    const states = (simulator.world.rows("import_session") ?? []).map(({ state }) => state);
    assert.deepEqual(states, ["Cancelled", "Cancelled", "Cancelled", "Cancelled"]);
  });

  it("keeps the request open on a real clock, for as long as the action takes at its speed", async () => {
    const slept: number[] = [];
    const sleep = async (seconds: number) => {
      slept.push(seconds);
      simulator?.advance(seconds * 1000);
    };
    simulator = await startSimulator({ ...options, clock: "real", speed: 1000, sleep });
    const ask = await connect(simulator);
    const { id } = (await ask("POST", "/import_session", { name: "db-01", ...source })).body;
    await ask("POST", `/import_session/${id}/pause`);
    assert.equal(slept.length, 1);
    assert.ok(
      (slept[0] ?? 0) <= 0.01 && (slept[0] ?? 0) > 0,
      `${slept[0]} real seconds for 10 at a thousand times the speed`,
    );
    assert.equal(simulator.world.row("import_session", id)?.state, "Paused");
  });

  it("answers at once where there is nothing to wait for: a creation, a refusal, a job", async () => {
    simulator = await startSimulator(options);
    const ask = await connect(simulator);
    const start = simulator.now();
    const { id } = (await ask("POST", "/import_session", { name: "db-01", ...source })).body;
    assert.equal((await ask("POST", `/import_session/${id}/resume`)).status, 422);
    assert.equal((await ask("POST", `/import_session/${id}/pause?is_async=true`)).status, 202);
    assert.equal(simulator.now(), start);
  });

  it("drops a request that it holds when it closes", async () => {
    const sleep = (_: number, signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        void held?.close();
      });
    const held: Simulator = await startSimulator({ ...options, clock: "real", sleep });
    const ask = await connect(held);
    await ask("POST", "/import_session", { name: "db-01", ...source });
    await assert.rejects(ask("POST", "/import_session/name:db-01/pause"));
  });
});
