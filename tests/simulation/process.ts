import type { Clock } from "../../provider/clock";
import { privateLedger } from "../../provider/lifecycle/engineRun/ledger";
import type { ArrayAccess, RunSettings } from "../../provider/lifecycle/operation/handler";
import type { Connection } from "../../provider/powerstore/http/contract";
import { connect } from "../../provider/powerstore/powerStore";
import type { Simulator } from "../../simulator/src";
import { clockFrom, steppingClock } from "../clock";
import { credentials } from "./array";
import type { Click, WallClock } from "./clicks";
import { inCompany } from "./company";
import type { AnyClick, Incident } from "./incidents";
import type { Machine } from "./machine";
import { newMachine, newRun } from "./machine";
import { NAMESPACE, URN } from "./program";
import type { ObservedRequest, Phase, StrayRequest } from "./requests";
import { openHandlerSurface } from "./surfaces/handlerSurface";
import { openPluginSurface } from "./surfaces/pluginSurface";
import type { AnySurfaceName, Mutation, OpenSurface, ProviderSurface, Surface } from "./surfaces/surface";
import { openTerraformSurface } from "./surfaces/terraformSurface";
import { wireTransport } from "./transport";

/** Which provider a process runs. */
export type Build = {
  /** @default "handler" */
  readonly surface?: AnySurfaceName;
  readonly mutation?: Mutation;
};

export type ProcessOptions<C extends AnyClick = Click> = {
  readonly simulator: Simulator;
  readonly build: Build;
  /** Whether the stack has more sessions than the one. */
  readonly isInCompany?: boolean;
  readonly incidents?: readonly Incident<C>[];
  readonly settings?: RunSettings;
  readonly timeoutSeconds?: number | undefined;
  /** @default right */
  readonly wall?: WallClock;
  /** @default one on which nothing has run before */
  readonly machine?: Machine;
  readonly click?: (click: C) => void;
  /** Called with each request as soon as the array has answered it. */
  readonly observed?: (request: ObservedRequest) => void;
};

/** What an observer sees of the processes of one run of the engine. */
export interface Observed {
  readonly requests: readonly ObservedRequest[];
  readonly strays: readonly StrayRequest[];
  /** All that they said: warnings, infos, progress. */
  readonly texts: readonly string[];
  readonly secrets: readonly string[];
  /** Answers of a surface that do not fit together. */
  readonly complaints: readonly string[];
}

/** The processes of one run of the engine, from the first request to the end; they die together. */
export interface ProviderProcesses extends Observed {
  /** The process of a surface; started when it is first asked for. */
  open(surface: AnySurfaceName): Promise<ProviderSurface>;
  /** The outcome of `work`, or "died" as soon as the processes do. */
  live<T>(work: Promise<T>): Promise<T | "died">;
  /** They log out, as at a normal end. */
  close(): Promise<void>;
}

/** The same with one process, for the one resource of its stack. */
export interface ProviderProcess extends Omit<ProviderProcesses, "open"> {
  readonly surface: Surface;
}

export const REQUEST_TIMEOUT_SECONDS = 30;

const connection = {
  endpoint: "https://array.test/api/rest",
  ...credentials,
  insecure: false,
  timeoutSeconds: REQUEST_TIMEOUT_SECONDS,
};

const open: Readonly<Record<AnySurfaceName, OpenSurface>> = {
  handler: openHandlerSurface,
  plugin: openPluginSurface,
  terraform: openTerraformSurface,
};

/** Time moves only by what a process waits for; a dead one waits for ever. */
function simulatedClock(simulator: Simulator, wall: WallClock, isDead: () => boolean): Clock {
  const clock = clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      if (isDead()) return new Promise(() => {});
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
  return steppingClock(clock, () => wall.seconds);
}

export async function openProcess(options: ProcessOptions): Promise<ProviderProcess> {
  // Names are this program's alone: what bears one was made by it.
  const settings = { ...calmSettings, ...options.settings, namespace: NAMESPACE };
  const processes = openProcesses({ ...options, settings });
  const provider = await processes.open(options.build.surface ?? "handler");
  return Object.assign(processes, { surface: provider.resource(URN) });
}

const calmSettings: RunSettings = { forceCancel: false, hostsOnSource: false };

export function openProcesses<C extends AnyClick = Click>(
  options: ProcessOptions<C> & { readonly isUnshared?: boolean },
): ProviderProcesses {
  const { simulator, build, settings = calmSettings, isUnshared = false } = options;
  const { mutation = {} } = build;
  const requests: ObservedRequest[] = [];
  const strays: StrayRequest[] = [];
  const texts: string[] = [];
  const complaints: string[] = [];
  const secrets = new Set<string>([credentials.password]);
  const surfaces = new Map<AnySurfaceName, ProviderSurface>();
  const accounts = newRun(options.machine ?? newMachine());
  let phase: Phase = "check";
  let isDead = false;
  let announceDeath: (died: "died") => void = () => {};
  const death = new Promise<"died">((resolve) => {
    announceDeath = resolve;
  });
  const clock = simulatedClock(simulator, options.wall ?? { seconds: 0 }, () => isDead);
  const transport = wireTransport({
    simulator,
    incidents: options.incidents ?? [],
    phase: () => phase,
    click: (click) => options.click?.(click),
    stop: () => {
      for (const surface of surfaces.values()) surface.cancel();
    },
    die: () => {
      isDead = true;
      accounts.die();
      announceDeath("died");
    },
    isDead: () => isDead,
    observed: (request) => {
      requests.push(request);
      options.observed?.(request);
    },
    strayed: (request) => void strays.push(request),
    secret: (text) => void secrets.add(text),
  });
  const surroundings = {
    clock,
    connection,
    settings,
    timeoutSeconds: options.timeoutSeconds,
    mutation,
    connect: (to: Connection) => {
      const powerStore = connect(to, { transport, clock, random: () => 0.5 });
      return mutation.powerStore?.(powerStore) ?? powerStore;
    },
    surround: (array: ArrayAccess) => (options.isInCompany ? inCompany(simulator, array) : array),
    enter: (next: Phase) => {
      phase = next;
    },
    say: (text: string) => void texts.push(text),
    complain: (about: string) => void complaints.push(about),
  };
  return {
    async open(name) {
      const known = surfaces.get(name);
      if (known) return known;
      const ledger = isUnshared ? privateLedger("there is no room") : accounts.open();
      const surface = untilDeath(await open[name]({ ...surroundings, ledger }), () => isDead);
      surfaces.set(name, surface);
      return surface;
    },
    requests,
    strays,
    texts,
    get secrets() {
      return [...secrets];
    },
    complaints,
    live: (work) => Promise.race([work, death]),
    async close() {
      phase = "close";
      for (const surface of surfaces.values()) await Promise.race([surface.close(), death]);
    },
  };
}

/** A dead process answers nobody, not even that it was stopped before: the run that asked it goes no further. */
function untilDeath(provider: ProviderSurface, isDead: () => boolean): ProviderSurface {
  const answers = async (work: Promise<unknown>) => {
    await work.catch(() => undefined);
    return isDead() ? new Promise(() => {}) : work;
  };
  return {
    resource: (urn) =>
      new Proxy(provider.resource(urn), {
        get: (surface, name, receiver) => {
          const method = Reflect.get(surface, name, receiver);
          return typeof method === "function" ? (...args: unknown[]) => answers(method.apply(surface, args)) : method;
        },
      }),
    cancel: () => provider.cancel(),
    close: () => provider.close(),
  };
}
