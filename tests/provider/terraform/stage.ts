import type { Fact } from "../../../provider/lifecycle/engineRun/facts";
import { connect } from "../../../provider/powerstore/powerStore";
import { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import { providerAttributes } from "../../../provider/terraform/schema/providerAttributes";
import { toAttributes } from "../../../provider/terraform/values/convert";
import { toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import type { Simulator, SimulatorOptions } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";
import { newMachine, newRun } from "../../simulation/machine";
import type { Pace } from "./core";
import { Command } from "./core";
import { callsOf } from "./wire";

export const SESSION = "powerstore-import_session";
export const source = { remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };

export type Stage = {
  readonly simulator: Simulator;
  /** The next command; its processes have one account, which a later one sees only where a process died. */
  command(pace?: Pace): Command;
  /** A process by itself, configured. */
  start(block?: Readonly<Record<string, unknown>>): Promise<TerraformRun>;
  /** Changing requests, ids replaced, logins left out. */
  changes(): string[];
  /** Called in every wait, before its time passes. */
  whileWaiting: (() => void) | undefined;
  readonly environment: Record<string, string | undefined>;
  close(): Promise<void>;
};

export type { Fact };

export async function openStage(options: SimulatorOptions = {}): Promise<Stage> {
  const simulator = await startSimulator(options);
  const machine = newMachine();
  const environment: Record<string, string | undefined> = {};
  const clock = clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      stage.whileWaiting?.();
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
  const { endpoint, username, password, caCertificate } = simulator;
  const ofSimulator = { endpoint, username, password, caCertificate };
  const start = async (block: Readonly<Record<string, unknown>>, accounts = newRun(machine), isConfigured = true) => {
    const run = new TerraformRun({
      environment,
      clock,
      connect: (connection, connectOptions) => connect(connection, { ...connectOptions, random: () => 0.5 }),
      ledger: () => accounts.open(),
    });
    if (!isConfigured) return run;
    const config = toDynamicValue(toAttributes(providerAttributes, block));
    await callsOf(run)("ConfigureProvider", { config });
    return run;
  };
  const stage: Stage = {
    simulator,
    environment,
    whileWaiting: undefined,
    command(pace) {
      const accounts = newRun(machine);
      return new Command((isConfigured) => start(ofSimulator, accounts, isConfigured), pace);
    },
    start: (block = ofSimulator) => start(block),
    changes: () =>
      simulator
        .journal()
        .entries.filter((entry) => entry.method !== "GET" && !entry.path.endsWith("/logout"))
        .map(({ method, path }) => `${method} ${path.replace("/api/rest", "").replace(/\/[0-9a-f-]{36}/, "/{id}")}`),
    close: () => simulator.close(),
  };
  return stage;
}
