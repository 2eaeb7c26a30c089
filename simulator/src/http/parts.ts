/** Puts the HTTP half together around one world; no socket yet. */
import { createPageHandler, isPage } from "../page/page";
import { createWorld } from "../world";
import { createAccess } from "./access";
import { createApiHandler } from "./apiHandler";
import { createManualClock, createRealClock, presentInstant, sleepRealSeconds } from "./clock";
import { createControlHandler, isControl } from "./control";
import { createExchange } from "./exchange";
import { createFaults } from "./faults";
import { createJournal } from "./journal";
import { createLogins } from "./logins";
import {
  defaultIdleTimeoutSeconds,
  defaultMaxLogins,
  defaultPassword,
  defaultUsername,
  type SimulatorOptions,
} from "./options";
import { createOutage } from "./outage";
import { findBuilt } from "./routes";
import type { Serve } from "./server";
import { bodyBytesOf, jsonAnswer } from "./wire";

/** `closing` aborts whatever still waits when the simulator closes. */
export function createParts(options: SimulatorOptions, closing: AbortSignal) {
  // A schedule for tonight must mean tonight: real time begins now, unless the user wants a day of his own.
  const start = () => (options.clock === "real" ? (options.start ?? presentInstant()) : options.start);
  const world = createWorld({ ...options, start: start() });
  const begin = () => {
    if (options.snapshot !== undefined) world.restore(options.snapshot);
  };
  begin();
  const built = findBuilt(world);
  const clock =
    options.clock === "real" ? createRealClock(world, { speed: options.speed ?? 1 }) : createManualClock(world);
  const { idleTimeoutSeconds = defaultIdleTimeoutSeconds, maxLogins = defaultMaxLogins } = options;
  const first = {
    username: options.username ?? defaultUsername,
    password: options.password ?? defaultPassword,
    role: options.role ?? "Administrator",
    strictToken: options.strictToken ?? false,
  } as const;
  const logins = createLogins({ idleTimeoutSeconds, maxLogins }, () => world.now());
  const outage = createOutage(() => world.now());
  const access = createAccess(first, logins, outage);
  const { account } = access;
  const faults = createFaults();
  const journal = createJournal();
  const reset = () => {
    world.reset(start());
    begin();
    clock.rebase();
    faults.clear();
    journal.clear();
    access.reset();
  };

  const exchange = createExchange({
    world,
    clock,
    api: createApiHandler({ world, built, account, logins, idleTimeoutSeconds }),
    faults,
    journal,
    outage,
    sleep: options.sleep ?? sleepRealSeconds,
    latencySeconds: (options.latencyMilliseconds ?? 0) / 1000,
    closing,
  });
  const control = createControlHandler({ world, built, clock, faults, journal, access, reset });
  const page = createPageHandler({ world, clock, faults, journal });
  const serve: Serve = async (request) => {
    const ofPage = isPage(request);
    if (!ofPage && !isControl(request.target)) return exchange(request);
    if (bodyBytesOf(request) > request.body.length) {
      return { kind: "answered", answer: jsonAnswer(413, { error: "body: is too large" }) };
    }
    clock.catchUp();
    return { kind: "answered", answer: ofPage ? page(request) : control(request) };
  };
  return { world, clock, access, faults, journal, reset, serve };
}

export type Parts = ReturnType<typeof createParts>;
