/** A simulator of its own for each test of a suite, closed after it. */
import { afterEach, beforeEach } from "mocha";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/src";

export function useSimulator(options: SimulatorOptions = {}): () => Simulator {
  let simulator: Simulator | undefined;
  beforeEach(async () => {
    simulator = await startSimulator(options);
  });
  afterEach(() => simulator?.close());
  return () => {
    if (simulator === undefined) throw new Error("the simulator runs inside of tests only");
    return simulator;
  };
}
