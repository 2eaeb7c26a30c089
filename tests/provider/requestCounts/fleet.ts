import assert from "node:assert/strict";
import type { Transport } from "../../../provider/powerstore/http/contract";
import { bodyOf } from "../../../provider/powerstore/http/transport";
import { connect } from "../../../provider/powerstore/powerStore";
import type { JournalEntry, Simulator, SimulatorOptions } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { type EventClock, eventClock } from "./eventClock";
import type { Properties, Recorded, Surface, SurfaceOptions } from "./surfaces";

type OpenSurface = (options: SurfaceOptions) => Promise<Surface>;

const LATENCY_SECONDS = 0.02;

export type Requests = {
  /** Everything but looks at sessions and their names, logins and log-outs included. */
  readonly others: number;
  /** Reads of sessions after a change of one was answered: the first look at what became of it, which comes at once. */
  readonly looks: number;
  /** Reads of sessions while nothing was changed since the read before, by their time in seconds. */
  readonly polls: readonly number[];
  /** All reads of sessions, by their time in seconds. */
  readonly reads: readonly number[];
  /** Pages of the names in use. */
  readonly names: number;
  readonly logins: number;
  readonly logouts: number;
  readonly all: number;
  /** From the first operation to the end of the last. */
  readonly seconds: number;
  /** Of all answers' bodies together. */
  readonly bytes: number;
};

/**
 * How many operations the engine has under way at once: 4 x cores unless `--parallel` says otherwise [ENGINE parallelism]. And how long it writes its
 * state for each resource in it, before and after each operation and never twice at once; 0 if absent.
 */
export type Pace = { readonly parallel: number; readonly writeSeconds?: number };

/** A stack of many resources of one type, and an engine that runs the provider in a process of its own for each command. */
export class Fleet {
  readonly simulator: Simulator;
  recorded: ReadonlyMap<string, Recorded> = new Map();
  /** Of the stack, beside the connection. */
  readonly settings: Record<string, string> = {};
  readonly #clock: EventClock;
  #bytes = 0;
  readonly #open: OpenSurface;
  readonly #type: string;

  static async start(open: OpenSurface, options: SimulatorOptions, type = "ImportSession"): Promise<Fleet> {
    return new Fleet(await startSimulator(options), open, type);
  }

  private constructor(simulator: Simulator, open: OpenSurface, type: string) {
    this.simulator = simulator;
    this.#clock = eventClock(simulator);
    this.#open = open;
    this.#type = type;
  }

  async up(programs: ReadonlyMap<string, Properties>, pace: Pace): Promise<Requests> {
    const recorded = new Map<string, Recorded>();
    const requests = await this.#run(pace, [...programs], async (surface, [name, program]) => {
      recorded.set(name, await surface.create(name, await surface.check(name, program)));
    });
    this.recorded = recorded;
    return requests;
  }

  /** The process is killed as soon as the array has made so many sessions: nothing is recorded. */
  async upKilled(programs: ReadonlyMap<string, Properties>, pace: Pace, sessions: number): Promise<void> {
    const create = async (surface: Surface, [name, program]: readonly [string, Properties]) => {
      await surface.create(name, await surface.check(name, program));
    };
    await this.#run(pace, [...programs], create, sessions);
    this.recorded = new Map();
  }

  /** The next run of a program that is as it was: the engine asks what has changed, and nothing has. */
  async upAgain(programs: ReadonlyMap<string, Properties>, pace: Pace): Promise<Requests> {
    return this.#run(pace, [...programs], async (surface, [name, program]) => {
      const before = this.recorded.get(name);
      assert.ok(before, `${name} was not created`);
      assert.equal(await surface.diff(name, before, await surface.check(name, program)), false, `${name} has changed`);
    });
  }

  /** @returns also the names of resources that the engine would show as changed. */
  async refresh(pace: Pace): Promise<Requests & { readonly changed: readonly string[] }> {
    const recorded = new Map<string, Recorded>();
    const changed: string[] = [];
    const requests = await this.#run(pace, [...this.recorded], async (surface, [name, before]) => {
      const now = await surface.read(name, before);
      if (await surface.diff(name, now, before.inputs)) changed.push(name);
      recorded.set(name, now);
    });
    this.recorded = recorded;
    return { ...requests, changed };
  }

  async destroy(pace: Pace): Promise<Requests> {
    const requests = await this.#run(pace, [...this.recorded], (surface, [name, before]) =>
      surface.delete(name, before),
    );
    this.recorded = new Map();
    return requests;
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  /**
   * One command of the engine: `parallel` operations at a time, each begun as soon as another has ended.
   * @param diesAt so many sessions on the array. @default it lives
   */
  async #run<Item>(
    { parallel, writeSeconds = 0 }: Pace,
    items: readonly Item[],
    operate: (surface: Surface, item: Item) => Promise<unknown>,
    diesAt = Number.POSITIVE_INFINITY,
  ): Promise<Requests> {
    this.simulator.clearJournal();
    this.#bytes = 0;
    const { username, password } = this.simulator;
    const death = deathAt(() => (this.simulator.world.count("import_session") ?? 0) >= diesAt);
    const surface = await this.#open({
      type: this.#type,
      clock: this.#clock,
      settings: { endpoint: "https://array.test/api/rest", username, password, ...this.settings },
      connect: (connection) => connect(connection, { clock: this.#clock, transport: this.#transport(death) }),
    });
    const queue = items.values();
    let written = 0;
    let free = this.#clock.now();
    const write = async () => {
      const now = this.#clock.now();
      free = Math.max(free, now) + written * writeSeconds * 1000;
      await this.#clock.sleep((free - now) / 1000);
    };
    const worker = async () => {
      for (const item of queue) {
        await write();
        await operate(surface, item);
        written++;
        await write();
      }
    };
    const before = this.#clock.now();
    await this.#clock.run(Promise.race([Promise.all(Array.from({ length: parallel }, worker)), death.come]));
    const seconds = (this.#clock.now() - before) / 1000;
    if (!death.isHere()) await this.#clock.run(surface.end());
    return { ...countRequests(this.simulator.journal().entries), bytes: this.#bytes, seconds };
  }

  #transport(death: Death): Transport {
    return {
      close: () => undefined,
      send: async (request) => {
        const { method, url, headers } = request;
        const { pathname, search } = new URL(url);
        const body = bodyOf(request);
        await this.#clock.sleep(LATENCY_SECONDS / 2);
        if (death.isHere()) return death.silence;
        const answer = await this.simulator.inject({ method, path: pathname + search, headers, body });
        await this.#clock.sleep(LATENCY_SECONDS / 2);
        if (death.isHere()) return death.silence;
        if (answer.kind !== "answered") throw new TypeError("a simulator without faults answers");
        this.#bytes += answer.text.length;
        return { status: answer.status, headers: new Headers(answer.headers), text: answer.text };
      },
    };
  }
}

/** What a dead process has asked for is never answered. */
type Death = { isHere(): boolean; readonly come: Promise<void>; readonly silence: Promise<never> };

function deathAt(hasCome: () => boolean): Death {
  let isHere = false;
  let note = () => {};
  const come = new Promise<void>((resolve) => {
    note = resolve;
  });
  return {
    come,
    silence: new Promise<never>(() => undefined),
    isHere: () => {
      isHere ||= hasCome();
      if (isHere) note();
      return isHere;
    },
  };
}

function countRequests(entries: readonly JournalEntry[]): Omit<Requests, "bytes" | "seconds"> {
  const counts = { others: 0, looks: 0, names: 0, logins: 0, logouts: 0, all: entries.length };
  const polls: number[] = [];
  const reads: number[] = [];
  let hasChanged = false;
  for (const { operation, time, path } of entries) {
    if (operation === "GET /login_session") counts.logins++;
    if (operation === "POST /logout") counts.logouts++;
    if (!operation?.startsWith("GET /import_session")) {
      counts.others++;
      hasChanged ||= operation?.includes("/import_session") ?? false;
      continue;
    }
    if (/select=id(,|%2C)name&/.test(path)) {
      counts.names++;
      continue;
    }
    const seconds = Date.parse(time) / 1000;
    reads.push(seconds);
    if (hasChanged) counts.looks++;
    else polls.push(seconds);
    hasChanged = false;
  }
  return { ...counts, polls, reads };
}
