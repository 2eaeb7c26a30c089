/** A fleet in simulated time: arrays, on each of them waves one after another, a stack for each wave, and ticks by night that look at all stacks. */

import { EngineRun } from "../../provider/lifecycle/engineRun/engineRun";
import { importWave } from "../../provider/lifecycle/importWave/importWave";
import type { ArrayAccess, OperationContext, RawInputs } from "../../provider/lifecycle/operation/handler";
import type { AnyHandler, EngineCalls, Recorded } from "../provider/lifecycle/engineCalls";
import { engineCalls } from "../provider/lifecycle/engineCalls";
import { startSimulatedArray } from "../provider/lifecycle/simulatedArray";

export type FleetSize = {
  readonly arrays: number;
  /** On each array. */
  readonly waves: number;
  /** In each wave. */
  readonly sessions: number;
  readonly nights: number;
};

/** What is the same for every size: docs/scale.md says what follows from it. */
export const fleetRules = {
  /** Night runs from 22:00 to 06:00; the first tick is seven minutes after its begin, the last one seven minutes after its end. */
  ticksANight: 17,
  tickMinutes: 30,
  /** Of one wave on one array, and of the array itself. */
  maxActive: 8,
  /** A copy takes less than a tick: 22 minutes and 45 seconds, and half a minute until it begins. */
  volumeBytes: 40 * 2 ** 30,
  bytesPerSecond: 30 * 2 ** 20,
} as const;

export type FleetFigures = {
  readonly ticks: number;
  readonly requests: number;
  readonly logins: number;
  readonly creates: number;
  readonly cutovers: number;
  readonly pauses: number;
  /** Of the ticks that found nothing to do: how many, and what each of them asked at most. */
  readonly idle: { readonly ticks: number; readonly requests: number; readonly atMost: number };
  /** The most at a time, on one array, after a tick. */
  readonly active: number;
  readonly completed: number;
  /** Sources that more than one session was made for. */
  readonly twice: number;
  /** When the last import was completed, as the tick that saw it. */
  readonly endedAt: string | undefined;
  /** Of the largest stack: what its resource is in the state file. */
  readonly stateBytes: number;
};

const TYPE = "powerstore-import:index:ImportWave";
const MINUTE = 60_000;
/** Ten in the evening in Berlin, on a Monday. */
const FIRST_NIGHT = Date.parse("2026-11-30T21:00:00Z");

/** All arrays, one after another: they share nothing. */
export async function playFleet(size: FleetSize, told: (array: number) => void = () => {}): Promise<FleetFigures> {
  const all: FleetFigures[] = [];
  for (let array = 0; array < size.arrays; array += 1) {
    all.push(await playArray(size, array));
    told(array + 1);
  }
  const sum = (of: (figures: FleetFigures) => number) => all.reduce((total, figures) => total + of(figures), 0);
  const most = (of: (figures: FleetFigures) => number) => Math.max(...all.map(of));
  const ends = all.map(({ endedAt }) => endedAt);
  return {
    ticks: sum(({ ticks }) => ticks),
    requests: sum(({ requests }) => requests),
    logins: sum(({ logins }) => logins),
    creates: sum(({ creates }) => creates),
    cutovers: sum(({ cutovers }) => cutovers),
    pauses: sum(({ pauses }) => pauses),
    idle: {
      ticks: sum(({ idle }) => idle.ticks),
      requests: sum(({ idle }) => idle.requests),
      atMost: most(({ idle }) => idle.atMost),
    },
    active: most(({ active }) => active),
    completed: sum(({ completed }) => completed),
    twice: sum(({ twice }) => twice),
    endedAt: ends.every((end) => end !== undefined) ? [...(ends as string[])].sort().at(-1) : undefined,
    stateBytes: most(({ stateBytes }) => stateBytes),
  };
}

async function playArray(size: FleetSize, number: number): Promise<FleetFigures> {
  const { simulator, clock, open, close } = await startSimulatedArray(
    {
      start: new Date(FIRST_NIGHT).toISOString(),
      cluster: { name: `PowerStore-${number + 1}` },
      sources: [
        {
          name: "Unity-01",
          type: "Unity",
          volumes: Math.ceil(size.waves * size.sessions * 1.3) + 20,
          sizeBytes: fleetRules.volumeBytes,
        },
      ],
      copyBytesPerSecond: fleetRules.bytesPerSecond,
      maxActiveSessions: fleetRules.maxActive,
    },
    (request, pass) => pass(request),
  );
  const counted = new Count();
  try {
    const ready = (simulator.world.rows("import_unity_volume") ?? []).filter(
      (row) => row.importable_criteria === "Ready",
    );
    const stacks = Array.from(
      { length: size.waves },
      (_, wave) =>
        new WaveStack(
          wave,
          ready.slice(wave * size.sessions, (wave + 1) * size.sessions).map(({ id }) => id),
          (account) => ({ clock, ...account }),
        ),
    );
    for (let night = 0; night < size.nights; night += 1) {
      for (let tick = 0; tick < fleetRules.ticksANight; tick += 1) {
        const moment = FIRST_NIGHT + night * 24 * 60 * MINUTE + (7 + tick * fleetRules.tickMinutes) * MINUTE;
        simulator.advance(Math.max(0, (moment - simulator.now()) / 1000));
        for (const [place, stack] of stacks.entries()) {
          simulator.clearJournal();
          const array = open();
          await stack.up(array, place === 0 ? undefined : stacks[place - 1]?.phase);
          await array.powerStore.close(1);
          counted.tick(simulator.journal().entries);
        }
        counted.look(simulator.world.rows("import_session") ?? [], size.waves * size.sessions, simulator.now());
      }
    }
    return counted.figures(Math.max(...stacks.map((stack) => stack.stateBytes)));
  } finally {
    await close();
  }
}

/** The stack of a wave, whose engine runs are each a process of its own with a login of its own. */
class WaveStack {
  readonly #state: { recorded: Recorded | undefined } = { recorded: undefined };
  readonly #program: RawInputs;
  readonly #calls: EngineCalls;
  #array: ArrayAccess | undefined;
  #run = new EngineRun();

  constructor(wave: number, sources: readonly string[], complete: (account: object) => object) {
    const name = `w${String(wave + 1).padStart(2, "0")}`;
    const nights = [{ schedule: "0 22 * * *", duration: "8h" }];
    this.#program = {
      remoteSystemId: "rs-unity-01",
      sessions: Object.fromEntries(sources.map((sourceResourceId) => [sourceResourceId, { sourceResourceId }])),
      timeZone: "Europe/Berlin",
      startWindows: nights,
      copyWindows: nights,
      cutoverWindows: [{ schedule: "0 5 * * *", duration: "1h", description: "CHG0042137" }],
      advanceTo: "Import_Completed",
      maxActive: fleetRules.maxActive,
      maxFailures: 2,
      waitFor: "Started",
    };
    const context = () =>
      complete({
        run: this.#run,
        array: () => this.#array,
        signal: new AbortController().signal,
        settings: { forceCancel: false, hostsOnSource: false },
        urn: `urn:pulumi:${name}::fleet::${TYPE}::${name}`,
        report: { warning: () => {}, info: () => {}, progress: () => {} },
      }) as OperationContext;
    this.#calls = engineCalls(importWave.handler as AnyHandler, this.#state, () => {}, context);
  }

  get phase(): unknown {
    return this.#state.recorded?.outputs.phase;
  }

  get stateBytes(): number {
    return JSON.stringify(this.#state.recorded ?? {}).length;
  }

  /** @param former the phase of the wave before, which has to be completed first */
  async up(array: ArrayAccess, former: unknown = "Completed"): Promise<void> {
    this.#array = array;
    this.#run = new EngineRun();
    await this.#calls.up({ ...this.#program, hold: former !== "Completed" });
    this.#run.close(false);
  }
}

type Entry = { readonly method: string; readonly path: string; readonly operation?: string | null };
type Row = Readonly<Record<string, unknown>>;

const active: ReadonlySet<unknown> = new Set(["In_Progress", "Copy_In_Progress", "Paused"]);

class Count {
  #ticks = 0;
  #requests = 0;
  #active = 0;
  #idle = { ticks: 0, requests: 0, atMost: 0 };
  #completed = 0;
  #endedAt: string | undefined;
  readonly #operations = new Map<string, number>();
  #twice = 0;

  tick(entries: readonly Entry[]): void {
    this.#ticks += 1;
    this.#requests += entries.length;
    for (const { method, path, operation } of entries) {
      const name = operation ?? `${method} ${path}`;
      this.#operations.set(name, this.#of(name) + 1);
    }
    if (entries.some(({ method, path }) => method !== "GET" && !path.endsWith("/logout"))) return;
    const { ticks, requests, atMost } = this.#idle;
    this.#idle = { ticks: ticks + 1, requests: requests + entries.length, atMost: Math.max(atMost, entries.length) };
  }

  look(rows: readonly Row[], all: number, now: number): void {
    this.#active = Math.max(this.#active, rows.filter(({ state }) => active.has(state)).length);
    this.#twice = rows.length - new Set(rows.map(({ source_resource_id: source }) => source)).size;
    this.#completed = rows.filter(({ state }) => state === "Import_Completed").length;
    if (this.#completed === all) this.#endedAt ??= new Date(now).toISOString();
  }

  figures(stateBytes: number): FleetFigures {
    return {
      ticks: this.#ticks,
      requests: this.#requests,
      logins: this.#of("GET /login_session"),
      creates: this.#of("POST /import_session"),
      cutovers: this.#of("POST /import_session/{id}/cutover"),
      pauses: this.#of("POST /import_session/{id}/pause"),
      idle: this.#idle,
      active: this.#active,
      completed: this.#completed,
      twice: this.#twice,
      endedAt: this.#endedAt,
      stateBytes,
    };
  }

  readonly #of = (operation: string): number => this.#operations.get(operation) ?? 0;
}
