import type { Effect } from "../simulation/incidents";
import { isChange, isLogin, operationOf } from "../simulation/requests";
import type { Incident, Meanwhile, Trouble } from "./incidents";
import { TO_THE_END } from "./incidents";
import type { WalkRequest } from "./processes";

/** What may happen to the requests of a run. */
export type Troubles<M = Meanwhile> = {
  /** The engine, or one of two processes, dies at each change and at each step. */
  readonly deaths: boolean;
  readonly faults: boolean;
  /** What may happen at the array before a request that comes after the first look. */
  readonly interruptions: readonly { readonly name: string; readonly trouble: M }[];
};

type Named<M = never> = { readonly name: string; readonly trouble: Trouble<M>; readonly times: number };

const once = (name: string, effect: Effect<never>): Named => ({ name, trouble: { effect }, times: 1 });
const toTheEnd = (name: string, effect: Effect<never>): Named => ({ name, trouble: { effect }, times: TO_THE_END });

const notFound = { status: 404, code: "0xE04040020009", message: "Instance was not found." };

const deathBefore = once("dies before", { dies: "before" });
const deathAfter = once("dies after", { dies: "after" });
const providerDies: Named = { name: "provider dies", trouble: { providerDies: true }, times: TO_THE_END };

/** A change may arrive or not, whatever its sender hears. */
const faultsOfChanges: readonly Named[] = [
  once("lost before", { fault: { drop: "before" } }),
  once("lost after", { fault: { drop: "after" } }),
  once("503", { fault: { status: 503 } }),
  once("404", { fault: notFound }),
  once("HTML", { html: 200 }),
  toTheEnd("503 to the end", { fault: { status: 503 } }),
  toTheEnd("lost before, to the end", { fault: { drop: "before" } }),
  toTheEnd("lost after, to the end", { fault: { drop: "after" } }),
  once("Ctrl-C", { stop: true }),
];

/** A look that is lost is repeated by the client, as if it had not been: only what lasts, and what lies, makes a difference. */
const faultsOfLooks: readonly Named[] = [
  toTheEnd("503 to the end", { fault: { status: 503 } }),
  once("404", { fault: notFound }),
  toTheEnd("404 to the end", { fault: notFound }),
  once("HTML", { html: 200 }),
  once("Ctrl-C", { stop: true }),
];

/**
 * Every incident that can make a difference to a run, made from the requests of its calm play. Of the same look repeated while the array is at
 * work the first and the last count; a login and the first look at the cluster fail in one way, whatever the node; a death before a look leaves
 * what a death before the next change leaves, unless the engine has written meanwhile, which it does between two steps.
 */
export function incidentsOf<M>(calm: readonly WalkRequest[], troubles: Troubles<M>): Incident<M>[] {
  const hasCompany = new Set(calm.map(({ process }) => process)).size > 1;
  const requests = calm.filter((request) => request.phase !== "close");
  return requests.flatMap((request, place) => {
    if (isMerePoll(requests, place)) return [];
    const { process, at, arrayBefore } = request;
    return namedFor(requests, place, troubles, hasCompany).map(({ name, trouble, times }) => ({
      process,
      at,
      times,
      name,
      trouble,
      arrayBefore,
    }));
  });
}

function namedFor<M>(
  requests: readonly WalkRequest[],
  place: number,
  { deaths, faults, interruptions }: Troubles<M>,
  hasCompany: boolean,
): readonly Named<M>[] {
  const request = requests[place] as WalkRequest;
  if (isLogin(request) || operationOf(request) === "GET /cluster") {
    return place === 0 && faults ? [toTheEnd("503 to the end", { fault: { status: 503 } })] : [];
  }
  const before = requests[place - 1];
  const isNewStep = before?.phase !== request.phase || before?.urn !== request.urn;
  const hasLooked = requests.slice(0, place).some((each) => operationOf(each).includes("/import_session"));
  return [
    ...(deaths && (isChange(request) || isNewStep) ? [deathBefore, ...(hasCompany ? [providerDies] : [])] : []),
    ...(deaths && isChange(request) ? [deathAfter] : []),
    ...(faults ? (isChange(request) ? faultsOfChanges : faultsOfLooks) : []),
    ...(hasLooked ? interruptions : []).map((interruption) => ({ ...interruption, times: 1 })),
  ];
}

function isMerePoll(requests: readonly WalkRequest[], place: number): boolean {
  const nameAt = (at: number) => {
    const request = requests[at];
    return request && `${request.process} ${request.urn} ${request.phase} ${operationOf(request)}`;
  };
  const isSame = (at: number) => nameAt(at) === nameAt(place);
  return (isSame(place - 1) || isSame(place - 2)) && (isSame(place + 1) || isSame(place + 2));
}
