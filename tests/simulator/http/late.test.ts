import assert from "node:assert/strict";
import type { SimulatorOptions } from "../../../simulator/src";
import { connect } from "./client";
import { useSimulator } from "./useSimulator";

const source = { remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };

describe("an array whose changes show late", () => {
  const simulator = useSimulator({ setUpSeconds: 0 });

  async function copying(options: Pick<SimulatorOptions, "lateSeconds" | "lateReads">) {
    simulator().configure(options);
    const ask = await connect(simulator());
    const { id } = (await ask("POST", "/import_session", { name: "db-01", ...source })).body;
    const stateOf = async () => (await ask("GET", `/import_session/${id}?select=state`)).body.state;
    return { ask, id: String(id), stateOf };
  }

  it("shows an accepted change after so many seconds, by whichever way one looks, and has done it at once", async () => {
    const { ask, id, stateOf } = await copying({ lateSeconds: 2 });
    assert.equal((await ask("POST", `/import_session/${id}/pause`)).status, 204);
    assert.equal(simulator().world.row("import_session", id)?.state, "Paused");
    const ways = [
      "/import_session/name:db-01",
      "/import_session",
      "/import_session?name=eq.db-01",
      "/import_session?order=name",
    ];
    for (const way of ways) {
      const path = `${way}${way.includes("?") ? "&" : "?"}select=state`;
      const { body } = await ask("GET", path);
      assert.deepEqual([body].flat(), [{ state: "Copy_In_Progress" }], way);
    }
    simulator().advance(1.999);
    assert.equal(await stateOf(), "Copy_In_Progress");
    simulator().advance(0.001);
    assert.equal(await stateOf(), "Paused");
  });

  it("shows it after so many reads, however late these come", async () => {
    const { ask, id, stateOf } = await copying({ lateReads: 2 });
    await ask("POST", `/import_session/${id}/pause`);
    simulator().advance(3600);
    assert.deepEqual(
      [await stateOf(), await stateOf(), await stateOf()],
      ["Copy_In_Progress", "Copy_In_Progress", "Paused"],
    );
  });

  it("judges the next action by what is true, not by what shows", async () => {
    const { ask, id } = await copying({ lateSeconds: 10 });
    await ask("POST", `/import_session/${id}/pause`);
    const { status, body } = await ask("POST", "/import_session/name:db-01/pause");
    assert.equal(status, 422);
    assert.match(body.messages[0].message_l10n, /is Paused: pause is not possible/);
    assert.equal((await ask("POST", `/import_session/${id}/resume`)).status, 204);
  });

  it("shows nothing late that was refused", async () => {
    const { ask, id, stateOf } = await copying({ lateSeconds: 10 });
    await ask("POST", `/import_session/${id}/resume`);
    simulator().world.forceState(id, "Ready_For_Cutover");
    assert.equal(await stateOf(), "Ready_For_Cutover");
  });

  it("shows what was deleted for a while, in lists and counts as well", async () => {
    const { ask, id, stateOf } = await copying({ lateSeconds: 2 });
    simulator().world.forceState(id, "Cancelled");
    assert.equal((await ask("DELETE", `/import_session/${id}`)).status, 204);
    assert.equal(await stateOf(), "Cancelled");
    assert.equal((await ask("GET", "/import_session/name:DB-01")).status, 200);
    assert.deepEqual((await ask("GET", "/import_session?limit=5")).body, [{ id }]);
    assert.equal((await ask("DELETE", `/import_session/${id}`)).status, 404);
    simulator().advance(2);
    assert.equal((await ask("GET", `/import_session/${id}`)).status, 404);
    assert.deepEqual((await ask("GET", "/import_session")).body, []);
  });

  it("shows the group late with its member, and the members with their group", async () => {
    simulator().configure({ lateSeconds: 2 });
    const ask = await connect(simulator());
    const group = { name: "g", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-cg-01" };
    const { id } = (await ask("POST", "/import_session", group)).body;
    const states = async () => {
      const { body } = await ask("GET", "/import_session?select=state&order=name");
      return (body as { state: string }[]).map(({ state }) => state);
    };
    const before = await states();
    await ask("POST", `/import_session/${id}/pause`);
    assert.deepEqual(await states(), before);
    simulator().advance(2);
    assert.deepEqual(await states(), ["Paused", "Paused", "Paused", "Paused"]);
  });

  it("does so with other objects, too", async () => {
    simulator().configure({ lateSeconds: 2 });
    const ask = await connect(simulator());
    await ask("PATCH", "/host/host-01", { description: "new" });
    const description = async () => (await ask("GET", "/host/host-01?select=description")).body.description;
    assert.equal(await description(), null);
    simulator().advance(2);
    assert.equal(await description(), "new");
  });

  it("shows what a job has done late as well, counted from its work", async () => {
    const { ask, id, stateOf } = await copying({ lateSeconds: 10 });
    const { body } = await ask("POST", `/import_session/${id}/pause?is_async=true`);
    simulator().advance(4);
    assert.equal((await ask("GET", `/job/${body.id}?select=phase`)).body.phase, "Completed");
    assert.equal(simulator().world.row("import_session", id)?.state, "Paused");
    assert.equal(await stateOf(), "Copy_In_Progress");
    simulator().advance(8);
    assert.equal(await stateOf(), "Paused");
  });

  it("shows what was renamed under its former name, and nothing under the new one", async () => {
    simulator().configure({ lateSeconds: 2 });
    const ask = await connect(simulator());
    await ask("PATCH", "/host/host-01", { name: "Renamed" });
    const statuses = async () => {
      const replies = [await ask("GET", "/host/name:HOST-01"), await ask("GET", "/host/name:renamed")];
      return replies.map(({ status }) => status);
    };
    assert.deepEqual(await statuses(), [200, 404]);
    simulator().advance(2);
    assert.deepEqual(await statuses(), [404, 200]);
  });

  it("shows everything as it is after a reset and a restored snapshot", async () => {
    const { ask, id, stateOf } = await copying({ lateSeconds: 3600 });
    await ask("POST", `/import_session/${id}/pause`);
    simulator().restore(simulator().snapshot());
    assert.equal(await stateOf(), "Paused");
    simulator().reset();
    assert.equal(simulator().settings().lateSeconds, 0);
  });
});
