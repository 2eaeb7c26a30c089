import { accessArray } from "../../../provider/lifecycle/array/arrayAccess";
import type { ArrayAccess } from "../../../provider/lifecycle/operation/handler";
import type { Transport, TransportAnswer, TransportRequest } from "../../../provider/powerstore/http/contract";
import { bodyOf, httpsTransport } from "../../../provider/powerstore/http/transport";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Simulator, SimulatorOptions } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { clockFrom, steppingClock } from "../../clock";

/** Something between this machine and the array. */
export type Between = (request: TransportRequest, pass: Transport["send"]) => Promise<TransportAnswer>;

/** A simulator whose time is the provider's, and connections to it: one for each process of the provider. */
export async function startSimulatedArray(options: SimulatorOptions, between: Between, wallSeconds = () => 0) {
  const simulator: Simulator = await startSimulator(options);
  const straight = clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
  const clock = steppingClock(straight, wallSeconds);
  const { endpoint, username, password, caCertificate } = simulator;
  const connection = { endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 };
  const opened: ArrayAccess[] = [];
  return {
    simulator,
    clock,
    open(): ArrayAccess {
      const direct = httpsTransport(connection);
      const send = async (request: TransportRequest) => {
        // What answers in the array's place has a connection to do so by, on which it was sent something.
        bodyOf(request);
        return between(request, direct.send);
      };
      const transport: Transport = { ...direct, send };
      const array = accessArray(connect(connection, { clock, transport, random: () => 0.5 }), {
        clock,
        random: () => 0,
      });
      opened.push(array);
      return array;
    },
    async close(): Promise<void> {
      await Promise.all(opened.map(({ powerStore }) => powerStore.close(1)));
      await simulator.close();
    },
  };
}
