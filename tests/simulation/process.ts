import type { Clock } from "../../provider/clock";
import { accessArray } from "../../provider/lifecycle/arrayAccess";
import type { ArrayAccess, OperationContext, RunSettings } from "../../provider/lifecycle/handler";
import type { ImportSessionHandler } from "../../provider/lifecycle/importSession/handler";
import { importSessionHandler } from "../../provider/lifecycle/importSession/handler";
import type { PowerStore } from "../../provider/powerstore/contract";
import { connect } from "../../provider/powerstore/powerStore";
import type { Simulator } from "../../simulator/src";
import { credentials } from "./array";
import type { Click } from "./clicks";
import type { Incident } from "./incidents";
import { URN } from "./program";
import type { ObservedRequest, Phase } from "./requests";
import { wireTransport } from "./transport";

/** A provider that has been tampered with, to see whether a test notices. */
export type Mutation = {
  readonly powerStore?: (powerStore: PowerStore) => PowerStore;
  readonly handler?: (handler: ImportSessionHandler) => ImportSessionHandler;
  /** Opens an array for each operation; by default once per process. */
  readonly forgetsArrays?: boolean;
};

export type ProcessOptions = {
  readonly simulator: Simulator;
  readonly incidents?: readonly Incident[];
  readonly settings?: RunSettings;
  readonly timeoutSeconds?: number | undefined;
  readonly click?: (click: Click) => void;
  readonly mutation?: Mutation;
};

/** One process of the provider, from its first request to its end. */
export interface ProviderProcess {
  readonly handler: ImportSessionHandler;
  readonly clock: Clock;
  readonly requests: readonly ObservedRequest[];
  /** All that it said: warnings, infos, progress. */
  readonly texts: readonly string[];
  readonly secrets: readonly string[];
  /** The context of an operation; requests count as its phase from now on. */
  enter(phase: Phase): OperationContext;
  /** The outcome of `work`, or "died" as soon as the process does. */
  live<T>(work: Promise<T>): Promise<T | "died">;
  /** Logs out, as at a normal end. */
  close(): Promise<void>;
}

export const REQUEST_TIMEOUT_SECONDS = 30;

/** `undefined` after each reading: no pause, no drop in a queue; time moves only by what the process waits for. */
function simulatedClock(simulator: Simulator, isDead: () => boolean): Clock {
  return {
    now: () => simulator.now(),
    sleep: async (seconds, signal) => {
      if (isDead()) return new Promise(() => {});
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  };
}

export function openProcess(options: ProcessOptions): ProviderProcess {
  const { simulator, mutation = {}, settings = { forceCancel: false, hostsOnSource: false } } = options;
  const requests: ObservedRequest[] = [];
  const texts: string[] = [];
  const secrets = new Set<string>([credentials.password]);
  const stopping = new AbortController();
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
    stop: () => stopping.abort(),
    die: () => {
      isDead = true;
      announceDeath("died");
    },
    isDead: () => isDead,
    observed: (request) => void requests.push(request),
    secret: (text) => void secrets.add(text),
  });
  const open = (): ArrayAccess => {
    const connection = {
      endpoint: "https://array.test/api/rest",
      ...credentials,
      insecure: false,
      timeoutSeconds: REQUEST_TIMEOUT_SECONDS,
    };
    const powerStore = connect(connection, { transport, clock, random: () => 0.5 });
    return accessArray(mutation.powerStore?.(powerStore) ?? powerStore, { clock, random: () => 0 });
  };
  const array = open();
  const handler = importSessionHandler();
  return {
    handler: mutation.handler?.(handler) ?? handler,
    clock,
    requests,
    texts,
    get secrets() {
      return [...secrets];
    },
    enter(next) {
      phase = next;
      return {
        array: () => (mutation.forgetsArrays ? open() : array),
        clock,
        signal: stopping.signal,
        settings,
        urn: URN,
        report: {
          warning: (text) => void texts.push(text),
          info: (text) => void texts.push(text),
          progress: (text) => void texts.push(text),
        },
        ...(options.timeoutSeconds === undefined ? {} : { timeoutSeconds: options.timeoutSeconds }),
      };
    },
    live: (work) => Promise.race([work, death]),
    async close() {
      phase = "close";
      await Promise.race([array.powerStore.close(1), death]);
    },
  };
}
