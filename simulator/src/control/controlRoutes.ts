/** Control routes for time, faults, journal, state and access; README, "Control routes". */

import type { Version } from "../api/releases";
import type { Access, AccountChange } from "../http/access";
import type { Behaviour, BehaviourChange } from "../http/behaviour";
import type { ClockDriver } from "../http/clock";
import type { Connections } from "../http/connections";
import type { Faults } from "../http/faults";
import type { Journal } from "../http/journal";
import { type Expectations, isFields, MisfitError, numberFrom, oneOf, optional, text, wholeFrom } from "../http/misfit";
import { type Built, routesOf } from "../http/routes";
import type { World, WorldControls } from "../world";

export type ControlParts = {
  readonly world: World & WorldControls;
  readonly built: Built;
  readonly clock: ClockDriver;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly access: Access;
  readonly connections: Connections;
  readonly behaviour: Behaviour;
  /** Brings back the first moment: world, faults, journal, account, logins. */
  readonly reset: () => void;
  /** Replaces all state of the world. Throws a TypeError where the snapshot does not fit; then nothing changed. */
  readonly restore: (snapshot: unknown) => void;
};

export type ControlCall = {
  /** What the path has for `{id}`. */
  readonly id: string;
  /** Checked against the route's `body`; `{}` where none was sent. */
  readonly body: unknown;
};

export type ControlRoute = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/_simulator`. */
  readonly path: string;
  readonly purpose: string;
  /** The keys of the body; `any` is left to `run`. @default no body */
  readonly body?: Expectations | "any";
  /** Answers the JSON to send, undefined for none (204). */
  readonly run: (parts: ControlParts, call: ControlCall) => unknown;
};

export const clockAndTestRoutes: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/clock/advance",
    purpose: "moves the virtual clock; answers the new instant",
    body: { seconds: numberFrom(0) },
    run({ world, clock }, { body }) {
      clock.advance((body as { readonly seconds: number }).seconds);
      return { now: toIso(world) };
    },
  },
  { method: "GET", path: "/clock", purpose: "the present instant", run: ({ world }) => ({ now: toIso(world) }) },
  {
    method: "PUT",
    path: "/clock",
    purpose: "simulated seconds per real second from now on; not for a manual clock",
    body: { speed: numberFrom(0) },
    run({ world, clock }, { body }) {
      clock.setSpeed((body as { readonly speed: number }).speed);
      return { now: toIso(world) };
    },
  },
  { method: "GET", path: "/faults", purpose: "the fault rules and their hits", run: ({ faults }) => faults.list() },
  {
    method: "PUT",
    path: "/faults",
    purpose: "replaces the fault rules: [{operation, skip, times, effect}]",
    body: "any",
    run({ faults }, { body }) {
      faults.set(body);
      return faults.list();
    },
  },
  { method: "DELETE", path: "/faults", purpose: "removes all fault rules", run: ({ faults }) => faults.clear() },
  { method: "GET", path: "/journal", purpose: "the requests so far", run: ({ journal }) => journal.read() },
  { method: "DELETE", path: "/journal", purpose: "empties the journal", run: ({ journal }) => journal.clear() },
  {
    method: "GET",
    path: "/settings",
    purpose: "how the array behaves at present",
    run: ({ behaviour }) => behaviour.current(),
  },
  {
    method: "PUT",
    path: "/settings",
    purpose: "changes how the array behaves from now on: {queuedSeconds, actionSeconds, destinationAtCancelled, ...}",
    body: "any",
    run({ behaviour }, { body }) {
      if (!isFields(body)) throw new MisfitError("body", "must be an object");
      behaviour.configure(body as BehaviourChange);
      return behaviour.current();
    },
  },
  {
    method: "POST",
    path: "/reset",
    purpose: "back to the start: world, clock, faults, journal, account and logins",
    run({ world, reset }) {
      reset();
      return { now: toIso(world) };
    },
  },
  { method: "GET", path: "/snapshot", purpose: "all state of the world", run: ({ world }) => world.snapshot() },
  {
    method: "PUT",
    path: "/snapshot",
    purpose: "replaces all state of the world by a snapshot",
    body: "any",
    run({ world, restore }, { body }) {
      restore(body);
      return { now: toIso(world) };
    },
  },
  {
    method: "GET",
    path: "/operations",
    purpose: "which operations of the API are built and which answer 501",
    run: ({ built, world }) => listOperations(built, world.settings().version),
  },
];

function toIso(world: World): string {
  return new Date(world.now()).toISOString();
}

type OperationList = { readonly supported: readonly string[]; readonly unsupported: readonly string[] };

function listOperations(built: Built, version: Version): OperationList {
  const operations = routesOf(version).map((route) => route.operation);
  return {
    supported: operations.filter((operation) => built.has(operation)),
    unsupported: operations.filter((operation) => !built.has(operation)),
  };
}

export const accessRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/account",
    purpose: "the name and the role of the account",
    run: ({ access }) => ({ username: access.account.username, role: access.account.role }),
  },
  {
    method: "PUT",
    path: "/account",
    purpose: "gives the account another role or another password; open logins stay",
    body: { role: optional(oneOf("Administrator", "Operator")), password: optional(text) },
    run: ({ access }, { body }) => access.changeAccount(body as AccountChange),
  },
  {
    method: "GET",
    path: "/logins",
    purpose: "how many logins are open, and were opened, evicted, expired and ended so far",
    run: ({ access }) => access.loginCounts(),
  },
  {
    method: "GET",
    path: "/connections",
    purpose: "how many connections of clients are open, this one among them, and were opened since the start",
    run: ({ connections }) => connections.counts(),
  },
  { method: "DELETE", path: "/logins", purpose: "ends all logins", run: ({ access }) => access.endLogins() },
  {
    method: "POST",
    path: "/restart",
    purpose: "the array restarts: logins end, no answer for so many simulated seconds, data and imports live on",
    body: { seconds: numberFrom(0) },
    run: ({ access }, { body }) => access.restart((body as { readonly seconds: number }).seconds),
  },
  {
    method: "POST",
    path: "/fail_over",
    purpose: "the management fails over: logins end, drops, 503, pages of HTML, good logins refused, then well again",
    body: { seconds: numberFrom(0), refusedLogins: optional(wholeFrom(0)) },
    run({ access }, { body }) {
      const { seconds, refusedLogins } = body as { readonly seconds: number; readonly refusedLogins?: number };
      access.failOver(seconds, refusedLogins);
    },
  },
];
