import assert from "node:assert/strict";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { openTcp, openTls } from "../load/rawClient";
import { controlOf, send } from "./client";
import { useSimulator } from "./useSimulator";

describe("the simulator's count of connections", () => {
  const simulator = useSimulator();

  async function ask(socket: TLSSocket): Promise<void> {
    socket.write("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "data");
  }

  it("is of those that were secured: not of requests, and not of who never spoke TLS", async () => {
    const [first, second] = await Promise.all([openTls(simulator()), openTls(simulator())]);
    const silent = await openTcp(simulator());
    for (const socket of [first, first, second]) await ask(socket);
    assert.deepEqual(simulator().connections(), { open: 2, opened: 2 });
    for (const socket of [first, second, silent]) socket.destroy();
  });

  it("goes down where one ends, and keeps what there was, through a reset as well", async () => {
    await send(simulator(), { path: "/nowhere" });
    while (simulator().connections().open > 0) await setImmediate();
    simulator().reset();
    const { body } = await controlOf(simulator())("GET", "/connections");
    assert.deepEqual(body, { open: 1, opened: 2 });
  });
});
