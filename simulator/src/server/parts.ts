/** Puts the HTTP half together around one world; no socket yet. */

import { type ControlHandler, createControlHandler, isControl } from "../control/control";
import { createAccess, createOutage } from "../http/access";
import { createApiHandler } from "../http/api";
import { createBehaviour } from "../http/behaviour";
import { type ClockDriver, createManualClock, createRealClock, presentInstant, sleepRealSeconds } from "../http/clock";
import { createConnections } from "../http/connections";
import { createExchange } from "../http/exchange";
import { createFaults } from "../http/faults";
import { createJournal } from "../http/journal";
import { createLateView } from "../http/lateView";
import { createLogins } from "../http/logins";
import { findBuilt } from "../http/routes";
import { bodyBytesOf, jsonAnswer } from "../http/wire";
import { createPageHandler, isPage, type PageHandler } from "../page/page";
import { createWorld } from "../world";
import type { Serve } from "./server";
import {
  DEFAULT_IDLE_TIMEOUT_SECONDS,
  DEFAULT_MAX_LOGINS,
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type SimulatorOptions,
} from "./simulatorOptions";

/** `closing` aborts whatever still waits when the simulator closes. */
export function createParts(options: SimulatorOptions, closing: AbortSignal) {
  const { world, again } = beginWorld(options);
  const { version } = world.settings();
  const built = findBuilt(world, version);
  const clock =
    options.clock === "real" ? createRealClock(world, { speed: options.speed ?? 1 }) : createManualClock(world);
  const { idleTimeoutSeconds = DEFAULT_IDLE_TIMEOUT_SECONDS, maxLogins = DEFAULT_MAX_LOGINS } = options;
  const first = {
    username: options.username ?? DEFAULT_USERNAME,
    password: options.password ?? DEFAULT_PASSWORD,
    role: options.role ?? "Administrator",
  } as const;
  const logins = createLogins({ idleTimeoutSeconds, maxLogins }, () => world.now());
  const outage = createOutage(() => world.now());
  const access = createAccess(first, logins, outage);
  const { account } = access;
  const connections = createConnections();
  const behaviour = createBehaviour(world, options);
  const { answers } = behaviour;
  const view = createLateView(world, answers);
  world.wrapJobs(view.change);
  const faults = createFaults(version);
  const journal = createJournal();
  const reset = () => {
    again();
    clock.reset();
    behaviour.reset();
    view.clear();
    faults.clear();
    journal.clear();
    access.reset();
  };

  const restore = (snapshot: unknown) => {
    world.restore(snapshot);
    view.clear();
    clock.rebase();
  };

  const exchange = createExchange({
    world,
    version,
    clock,
    behaviour,
    api: createApiHandler({ world, view, built, account, logins, idleTimeoutSeconds, version, answers }),
    faults,
    journal,
    outage,
    sleep: options.sleep ?? sleepRealSeconds,
    latencySeconds: (options.latencyMilliseconds ?? 0) / 1000,
    closing,
  });
  const reporting = { faults, journal, access, connections, behaviour };
  const control = createControlHandler({ world, built, clock, ...reporting, reset, restore });
  const page = createPageHandler({ world, clock, faults, journal });
  const serve = createServe(exchange, page, control, clock);
  return { world, clock, access, connections, faults, journal, behaviour, reset, restore, serve };
}

/** Page and control routes are not part of the array: no latency, no fault, no journal. */
function createServe(exchange: Serve, page: PageHandler, control: ControlHandler, clock: ClockDriver): Serve {
  return async (request) => {
    const ofPage = isPage(request);
    if (!ofPage && !isControl(request.target)) return exchange(request);
    if (bodyBytesOf(request) > request.body.length) {
      return { kind: "answered", answer: jsonAnswer(413, { error: "body: is too large" }) };
    }
    clock.catchUp();
    return { kind: "answered", answer: ofPage ? page(request) : control(request) };
  };
}

/** The world as the options want it, and how it becomes so again. */
function beginWorld(options: SimulatorOptions) {
  // A schedule for tonight must mean tonight: real time begins now, unless the user wants a day of his own.
  const start = () => (options.clock === "real" ? (options.start ?? presentInstant()) : options.start);
  const world = createWorld({ ...options, start: start() });
  const begin = () => {
    if (options.snapshot !== undefined) world.restore(options.snapshot);
  };
  begin();
  const again = () => {
    world.reset(start());
    begin();
  };
  return { world, again };
}

export type Parts = ReturnType<typeof createParts>;
