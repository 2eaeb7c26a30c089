import type { Clock } from "../../provider/clock";
import { accessArray } from "../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../provider/lifecycle/engineRun/engineRun";
import type { ImportSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import type { ImportSessionInputs } from "../../provider/lifecycle/importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../provider/lifecycle/importSession/inputs/outputs";
import type { OperationContext, RawInputs } from "../../provider/lifecycle/operation/handler";
import type { Transport } from "../../provider/powerstore/http/contract";
import { connect } from "../../provider/powerstore/powerStore";
import type { Simulator } from "../../simulator/src";
import { clockFrom } from "../clock";
import { sharedLedger } from "../provider/lifecycle/engineRun/sharedLedger";
import { credentials } from "../simulation/array";
import { REQUEST_TIMEOUT_SECONDS } from "../simulation/process";
import type { ObservedRequest, Phase } from "../simulation/requests";
import { wireTransport } from "../simulation/transport";
import type { ArrayEvent } from "./arrayEvents";
import type { Incident } from "./incidents";
import type { Declared, Entry, ProcessName } from "./stack";

/** One request of a run: of which process, on behalf of which resource. */
export type WalkRequest = ObservedRequest & {
  readonly process: ProcessName;
  readonly at: number;
  readonly urn: string;
  /** The array as the request found it, where somebody asks. */
  readonly arrayBefore?: string | undefined;
};

/** Which resource a call is about, and which process is asked. */
type About = Pick<Declared, "urn" | "process">;

/** What the engine asks of the provider's processes. */
export interface Calls {
  check(declared: Declared, recorded: RawInputs | undefined): ReturnType<ImportSessionHandler["check"]>;
  diff(about: About, entry: Pick<Entry, "id" | "outputs">, inputs: RawInputs): ReturnType<ImportSessionHandler["diff"]>;
  create(about: About, inputs: ImportSessionInputs): ReturnType<ImportSessionHandler["create"]>;
  read(entry: Entry): ReturnType<ImportSessionHandler["read"]>;
  update(about: About, entry: Entry, inputs: ImportSessionInputs): Promise<ImportSessionOutputs>;
  delete(entry: Entry): Promise<void>;
}

export type RunOptions = {
  readonly simulator: Simulator;
  readonly handler: ImportSessionHandler;
  readonly incidents: readonly Incident[];
  readonly settings: OperationContext["settings"];
  /** Something happens at the array. */
  happen(event: ArrayEvent): void;
  /** Asked before each request. */
  readonly lookAtArray?: (() => string) | undefined;
};

/** The provider's processes of one run of the engine: one account, a connection each. */
export type Run = {
  readonly calls: Calls;
  readonly requests: readonly WalkRequest[];
  readonly texts: readonly string[];
  /** The outcome of `work`, or "died" as soon as the engine does. */
  live<T>(work: Promise<T>): Promise<T | "died">;
  close(): Promise<void>;
};

/** A call that its provider's process did not survive, as the engine reports it. */
export class ProviderDiedError extends Error {
  constructor() {
    super("error reading from server: EOF");
    this.name = "ProviderDiedError";
  }
}

const connection = {
  endpoint: "https://array.test/api/rest",
  ...credentials,
  insecure: false,
  timeoutSeconds: REQUEST_TIMEOUT_SECONDS,
};

type Process = {
  readonly context: (phase: Phase, urn: string) => OperationContext;
  readonly death: Promise<never>;
  close(): Promise<void>;
};

export function openRun(options: RunOptions): Run {
  const { handler } = options;
  const openLedger = sharedLedger();
  const requests: WalkRequest[] = [];
  const texts: string[] = [];
  const processes = new Map<ProcessName, Process>();
  let announceDeath: (died: "died") => void = () => {};
  const death = new Promise<"died">((resolve) => {
    announceDeath = resolve;
  });
  const processOf = (name: ProcessName): Process => {
    const known = processes.get(name);
    if (known) return known;
    const process = openProcess(name, new EngineRun(openLedger()), options, {
      observed: (request) => void requests.push(request),
      say: (text) => void texts.push(text),
      engineDies: () => announceDeath("died"),
    });
    processes.set(name, process);
    return process;
  };
  const call = <T>(
    { process, urn }: About,
    phase: Phase,
    ask: (context: OperationContext) => Promise<T>,
  ): Promise<T> => {
    const { context, death: providerDeath } = processOf(process);
    return Promise.race([ask(context(phase, urn)), providerDeath]);
  };
  return {
    requests,
    texts,
    calls: {
      check: (declared, recorded) =>
        handler.check(recorded, declared.inputs, processOf(declared.process).context("check", declared.urn)),
      diff: (about, { id, outputs }, inputs) =>
        call(about, "diff", (context) => handler.diff(id, outputs, inputs, context)),
      create: (about, inputs) => call(about, "create", (context) => handler.create(inputs, context)),
      read: (entry) => call(entry, "read", (context) => handler.read(entry.id, entry.outputs, context)),
      update: (about, entry, inputs) =>
        call(about, "update", (context) => handler.update(entry.id, entry.outputs, inputs, context)),
      delete: (entry) => call(entry, "delete", (context) => handler.delete(entry.id, entry.outputs, context)),
    },
    live: (work) => Promise.race([work, death]),
    close: async () => {
      for (const process of processes.values()) await process.close();
    },
  };
}

type Witness = {
  observed(request: WalkRequest): void;
  say(text: string): void;
  engineDies(): void;
};

function openProcess(name: ProcessName, run: EngineRun, options: RunOptions, witness: Witness): Process {
  const { simulator, incidents, settings } = options;
  const mine = incidents.filter(({ process }) => process === name);
  let phase: Phase = "check";
  let urn = "";
  let isDead = false;
  let at = -1;
  let arrayBefore: string | undefined;
  const stopping = new AbortController();
  let rejectAll: (error: ProviderDiedError) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    rejectAll = reject;
  });
  // A process may die while nothing is asked of it.
  death.catch(() => undefined);
  const inner = wireTransport({
    simulator,
    incidents: mine.flatMap(({ trouble, ...incident }) =>
      "effect" in trouble ? { at: incident.at, times: incident.times, effect: trouble.effect } : [],
    ),
    phase: () => phase,
    click: () => undefined,
    stop: () => stopping.abort(),
    die: () => {
      isDead = true;
      witness.engineDies();
    },
    isDead: () => isDead,
    observed: (request) => witness.observed({ ...request, process: name, at, urn, arrayBefore }),
    secret: () => undefined,
  });
  const transport: Transport = {
    close: () => inner.close(),
    send(request) {
      if (isDead) return new Promise(() => {});
      at += 1;
      arrayBefore = options.lookAtArray?.();
      for (const incident of mine) {
        if (at < incident.at || at >= incident.at + incident.times) continue;
        if ("event" in incident.trouble) options.happen(incident.trouble.event);
        if ("providerDies" in incident.trouble) isDead = true;
      }
      if (!isDead) return inner.send(request);
      rejectAll(new ProviderDiedError());
      return new Promise(() => {});
    },
  };
  const clock = clockOf(simulator, () => isDead);
  const powerStore = connect(connection, { transport, clock, random: () => 0.5 });
  const array = accessArray(powerStore, { clock, random: () => 0 });
  const context = (next: Phase, of: string): OperationContext => {
    phase = next;
    urn = of;
    const { say } = witness;
    const report = { warning: say, info: say, progress: () => undefined };
    return { run, array: () => array, clock, signal: stopping.signal, report, settings, urn };
  };
  return {
    context,
    death,
    async close() {
      if (isDead) return;
      phase = "close";
      await powerStore.close(1);
      run.close();
    },
  };
}

/** Time moves only by what a process waits for; a dead one waits for ever. */
function clockOf(simulator: Simulator, isDead: () => boolean): Clock {
  return clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      if (isDead()) return new Promise(() => {});
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
}
