/** The parts of the matrix: which requests meet which faults, and through which surface. */
import type { Effect, Incident } from "../simulation/incidents";
import type { AnySurfaceName } from "../simulation/surfaces/surface";
import { effects, pageEffects } from "./effects";
import type { About } from "./exceptions";
import type { Length, NumberedRequest } from "./matrix";
import { lengths, lengthsOf } from "./matrix";
import type { Operation, operations } from "./operations";

export type Part = {
  readonly title: string;
  readonly surface: AnySurfaceName;
  /** Whether the stack has more sessions, so that they are read by the page. */
  readonly isInCompany: boolean;
  /** Which part of the whole matrix is played through a surface, in words. */
  readonly words: string;
  isPlayed(one: {
    readonly operation: string;
    readonly request: NumberedRequest;
    readonly length: Length;
    /** All requests of the fault-free run. */
    readonly calm: readonly NumberedRequest[];
  }): boolean;
};

/** Requests that every operation sends in the same way, and operations of each command in which they count all the same. */
const sharedRequest = /\/(login_session|cluster|logout)$/;
const representatives: readonly string[] = [
  "create under a generated name",
  "pause a copy",
  "replace a scheduled session",
  "read a copying session",
  "delete while copying",
] satisfies (keyof typeof operations)[];

export const parts: readonly Part[] = [
  {
    title: "through the handler",
    surface: "handler",
    isInCompany: false,
    words: "every request x every fault, once and for good",
    isPlayed: () => true,
  },
  {
    title: "in company",
    surface: "handler",
    isInCompany: true,
    words: "every page x every fault, those of pages included, once and for good",
    isPlayed: ({ request }) => request.name.endsWith(": GET /import_session"),
  },
  // What crosses the wire differs by call and outcome, not by how often a request comes or how long the trouble lasts.
  {
    title: "through the plugin",
    surface: "plugin",
    isInCompany: false,
    words: `the first request of each kind x every fault, once; login, cluster and log-out of ${representatives.length} operations`,
    isPlayed: ({ operation, request, length, calm }) =>
      length === "once" &&
      calm.find(({ name }) => name === request.name) === request &&
      (!sharedRequest.test(request.name) || representatives.includes(operation)),
  },
  {
    title: "through Terraform's protocol",
    surface: "terraform",
    isInCompany: false,
    words: "the first request of each kind x every fault, once",
    isPlayed: ({ request, length, calm }) =>
      length === "once" &&
      calm.find(({ name }) => name === request.name) === request &&
      !sharedRequest.test(request.name),
  },
];

export type Played = { readonly name: string; readonly operation: Operation; readonly part: Part };

type Case = { readonly about: About; readonly incident: Incident };

/** The cases of an operation in a part: each request of its fault-free run with each fault. */
export function* casesOf({ name, part }: Played, calm: readonly NumberedRequest[]): Generator<Case> {
  const all: Record<string, Effect> = part.isInCompany ? { ...effects, ...pageEffects } : effects;
  for (const request of calm) {
    for (const [effectName, effect] of Object.entries(all)) {
      for (const length of lengthsOf(effect)) {
        if (!part.isPlayed({ operation: name, request, length, calm })) continue;
        yield {
          about: { operation: name, request: request.name, effect: effectName, length },
          incident: { at: request.at, times: lengths[length], effect },
        };
      }
    }
  }
}
