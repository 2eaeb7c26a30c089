/** The command under test, started with some options, and what there is to see of it. */
import { readFileSync } from "node:fs";
import { connect, controlOf, type Reachable, type Reply } from "../client";
import { Surroundings } from "../surroundings";

export type OptionEffect = {
  /** The option and its value; files are in the folder. */
  readonly args: (folder: string) => readonly string[];
  /** Given in both runs, for the option to be seen. @default a clock that stands still */
  readonly besides?: readonly string[];
  /** What there is to see, as text or JSON. */
  readonly observe: (command: StartedCommand) => Promise<unknown>;
  readonly without: unknown;
  readonly with: unknown;
  /** What it is to be given for. */
  readonly reason: string;
};

type ReadyLine = {
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
  readonly caFile: string;
};

export class StartedCommand {
  readonly around = new Surroundings();
  readonly ended: Promise<number>;
  readonly #ready: Promise<ReadyLine>;

  constructor(
    args: readonly string[],
    readonly folder: string,
  ) {
    this.ended = this.around.run(...args);
    this.#ready = this.around.ready();
  }

  /** What it printed when it listened. */
  ready(): Promise<ReadyLine> {
    return this.#ready;
  }

  async reachable(): Promise<Reachable> {
    const { endpoint, username, password, caFile } = await this.ready();
    return { endpoint, username, password, caCertificate: readFileSync(caFile, "utf8") };
  }

  /** A client that is logged in. */
  async connect() {
    return connect(await this.reachable());
  }

  async control(method: string, path: string, body?: unknown): Promise<Reply> {
    return controlOf(await this.reachable())(method, path, body);
  }

  async advance(seconds: number): Promise<void> {
    await this.control("POST", "/clock/advance", { seconds });
  }

  /** All rows of a collection. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever rows there are
  async rows(collection: string): Promise<any[]> {
    return (await (await this.connect())("GET", `/${collection}?select=*`)).body;
  }

  stop(): Promise<number> {
    this.around.emit("SIGTERM");
    return this.ended;
  }
}
