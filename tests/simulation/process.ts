import type { Clock } from "../../provider/clock";
import type { RunSettings } from "../../provider/lifecycle/handler";
import { connect } from "../../provider/powerstore/powerStore";
import type { Simulator } from "../../simulator/src";
import { clockFrom } from "../clock";
import { credentials } from "./array";
import type { Click } from "./clicks";
import { inCompany } from "./company";
import type { Incident } from "./incidents";
import type { ObservedRequest, Phase } from "./requests";
import { openHandlerSurface } from "./surfaces/handlerSurface";
import { openPluginSurface } from "./surfaces/pluginSurface";
import type { Mutation, OpenSurface, Surface, SurfaceName } from "./surfaces/surface";
import { wireTransport } from "./transport";

/** Which provider a process runs. */
export type Build = {
  /** @default "handler" */
  readonly surface?: SurfaceName;
  readonly mutation?: Mutation;
};

export type ProcessOptions = {
  readonly simulator: Simulator;
  readonly build: Build;
  /** Whether the stack has more sessions than the one. */
  readonly isInCompany?: boolean;
  readonly incidents?: readonly Incident[];
  readonly settings?: RunSettings;
  readonly timeoutSeconds?: number | undefined;
  readonly click?: (click: Click) => void;
};

/** One process of the provider, from its first request to its end. */
export interface ProviderProcess {
  readonly surface: Surface;
  readonly requests: readonly ObservedRequest[];
  /** All that it said: warnings, infos, progress. */
  readonly texts: readonly string[];
  readonly secrets: readonly string[];
  /** Answers of the surface that do not fit together. */
  readonly complaints: readonly string[];
  /** The outcome of `work`, or "died" as soon as the process does. */
  live<T>(work: Promise<T>): Promise<T | "died">;
  /** Logs out, as at a normal end. */
  close(): Promise<void>;
}

export const REQUEST_TIMEOUT_SECONDS = 30;

const connection = {
  endpoint: "https://array.test/api/rest",
  ...credentials,
  insecure: false,
  timeoutSeconds: REQUEST_TIMEOUT_SECONDS,
};

const open: Readonly<Record<SurfaceName, OpenSurface>> = { handler: openHandlerSurface, plugin: openPluginSurface };

/** Time moves only by what a process waits for; a dead one waits for ever. */
function simulatedClock(simulator: Simulator, isDead: () => boolean): Clock {
  return clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      if (isDead()) return new Promise(() => {});
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
}

export async function openProcess(options: ProcessOptions): Promise<ProviderProcess> {
  const { simulator, build } = options;
  // Names are this program's alone: what bears one was made by it.
  const settings = { forceCancel: false, hostsOnSource: false, ...options.settings, namespace: "simulation" };
  const { surface: name = "handler", mutation = {} } = build;
  const requests: ObservedRequest[] = [];
  const texts: string[] = [];
  const complaints: string[] = [];
  const secrets = new Set<string>([credentials.password]);
  let phase: Phase = "check";
  let isDead = false;
  let announceDeath: (died: "died") => void = () => {};
  const death = new Promise<"died">((resolve) => {
    announceDeath = resolve;
  });
  const clock = simulatedClock(simulator, () => isDead);
  const transport = wireTransport({
    simulator,
    incidents: options.incidents ?? [],
    phase: () => phase,
    click: (click) => options.click?.(click),
    stop: () => surface.cancel(),
    die: () => {
      isDead = true;
      announceDeath("died");
    },
    isDead: () => isDead,
    observed: (request) => void requests.push(request),
    secret: (text) => void secrets.add(text),
  });
  const surface = await open[name]({
    clock,
    connection,
    settings,
    timeoutSeconds: options.timeoutSeconds,
    mutation,
    connect: (to) => {
      const powerStore = connect(to, { transport, clock, random: () => 0.5 });
      return mutation.powerStore?.(powerStore) ?? powerStore;
    },
    surround: (array) => (options.isInCompany ? inCompany(simulator, array) : array),
    enter: (next) => {
      phase = next;
    },
    say: (text) => void texts.push(text),
    complain: (about) => void complaints.push(about),
  });
  return {
    surface,
    requests,
    texts,
    get secrets() {
      return [...secrets];
    },
    complaints,
    live: (work) => Promise.race([work, death]),
    async close() {
      phase = "close";
      await Promise.race([surface.close(), death]);
    },
  };
}
