import type { Effect } from "../simulation/incidents";

/** Longer than a request may take (REQUEST_TIMEOUT_SECONDS of the simulated processes). */
const TOO_LATE_SECONDS = 60;

const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };

/** Everything that can become of a request: the simulator's fault rules, somebody else's pages, the end of the process. */
export const effects = {
  "lost before it arrives": { fault: { drop: "before" } },
  "carried out, its answer lost": { fault: { drop: "after" } },
  "carried out, its answer cut off": { fault: { truncate: true } },
  "answered late, but in time": { fault: { delaySeconds: 5 } },
  "answered too late": { fault: { delaySeconds: TOO_LATE_SECONDS } },
  "answered 401": { fault: { status: 401 } },
  "answered 403": { fault: { status: 403 } },
  "answered 404": { fault: notFound },
  "answered 422": { fault: { status: 422 } },
  "answered 500": { fault: { status: 500 } },
  "answered 503": { fault: { status: 503 } },
  "answered in another shape": { fault: { body: { done: true } } },
  "answered null": { fault: { body: null } },
  "answered 404 by a web server": { html: 404 },
  "answered 502 by a gateway": { html: 502 },
  "answered by a page to log in": { html: 200 },
  "refused by the host": { refused: true },
  "the last before the process dies": { dies: "before" },
  "answered to a process that died": { dies: "after" },
  "overtaken by Ctrl-C": { stop: true },
} as const satisfies Record<string, Effect>;

/** What only a page can be: a process in company reads pages. */
export const pageEffects = {
  "answered as it was before": { page: "stale" },
  "answered with rows that are doubled, missing and in another order": { page: "shuffled" },
  "answered with rows under each other's ids": { page: "swapped" },
} as const satisfies Record<string, Effect>;

export type EffectName = keyof typeof effects | keyof typeof pageEffects;
