import { runCommand } from "../../command/command";
import type { Output, Surroundings } from "../../command/process/surroundings";
import type { Simulator, SimulatorOptions } from "../../simulator/src";
import * as simulatorPackage from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { clockFrom, steppingClock } from "../clock";

export type Ended = { readonly exit: number; readonly stdout: string; readonly stderr: string };

export type Around = {
  /** Of a person's terminal; without it, the output goes to a file. */
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly folder?: string;
  readonly stopped?: AbortSignal;
  /** How far the wall clock of this machine is ahead of the array's. @default 0 */
  readonly wallSeconds?: number;
  /** Something that happens while the command sleeps for so many seconds, and that it sleeps until. */
  readonly whileAsleep?: (seconds: number) => void | Promise<void>;
  /** How packages that need not be there are found. @default the simulator's sources */
  readonly loadPackage?: Surroundings["loadPackage"];
};

/** The command in this process, beside a simulated array whose time it lives in: whoever sleeps moves it. */
export class CommandStage {
  readonly simulator: Simulator;

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  static async open(options: SimulatorOptions = {}): Promise<CommandStage> {
    return new CommandStage(await startSimulator(options));
  }

  /** Beside an array that somebody else has opened, and closes. */
  static beside(simulator: Simulator): CommandStage {
    return new CommandStage(simulator);
  }

  /** How the array is reached by the environment. */
  get environment(): Readonly<Record<string, string>> {
    const { endpoint, username, password, caFile } = this.simulator;
    return {
      POWERSTORE_ENDPOINT: endpoint,
      POWERSTORE_USERNAME: username,
      POWERSTORE_PASSWORD: password,
      POWERSTORE_CA_FILE: caFile,
    };
  }

  /** One entry of `--arrays`. */
  get profile(): Readonly<Record<string, string>> {
    const { endpoint, username, password, caFile } = this.simulator;
    return { endpoint, username, password, caFile };
  }

  async run(args: readonly string[], around: Around = {}): Promise<Ended> {
    const { columns, rows, environment = this.environment, folder = process.cwd(), stopped, whileAsleep } = around;
    const { wallSeconds = 0 } = around;
    const [stdout, stderr] = [new Recorded(columns, rows), new Recorded(columns, rows)];
    const surroundings: Surroundings = {
      environment,
      folder,
      stdout,
      stderr,
      clock: steppingClock(
        clockFrom(
          () => this.simulator.now(),
          async (seconds, signal) => {
            signal?.throwIfAborted();
            // The simulator knows whole milliseconds; a part of one would never be over.
            this.simulator.advance(Math.ceil(seconds * 1000) / 1000);
            await whileAsleep?.(seconds);
            signal?.throwIfAborted();
          },
        ),
        () => wallSeconds,
      ),
      stopped: stopped ?? new AbortController().signal,
      loadPackage: around.loadPackage ?? (() => simulatorPackage),
    };
    const exit = await runCommand(args, "0.0.0", surroundings);
    return { exit, stdout: stdout.text, stderr: stderr.text };
  }

  /** What was asked since the last time, as `GET /import_session`, without the identity of objects. */
  requests(): readonly string[] {
    return this.simulator.journal().entries.map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`);
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}

class Recorded implements Output {
  text = "";
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly rows?: number;

  constructor(columns: number | undefined, rows: number | undefined) {
    this.isTTY = columns !== undefined;
    if (columns !== undefined) this.columns = columns;
    if (rows !== undefined) this.rows = rows;
  }

  write(text: string): void {
    this.text += text;
  }
}
