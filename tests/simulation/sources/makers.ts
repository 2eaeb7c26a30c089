import { generateName } from "../../../provider/lifecycle/operation/names";
import type { Row } from "../../../simulator/src";
import type { ObservedRequest } from "../requests";
import { operationOf } from "../requests";
import type { SourceClick, Target } from "./clicks";
import { doSourceClick } from "./clicks";
import type { Member, StackIdentity, Wishes } from "./program";
import { nameOf, urnOf } from "./program";
import type { SourcesStage } from "./stage";
import { entryOf } from "./state";
import type { StackNumber } from "./steps";
import type { Maker } from "./story";
import { isDeed } from "./story";
import { objectsOf } from "./world";

/** What somebody clicks on is an object of the first stack: the one in its state, or the latest that was made for it. */
export function clickOn(stage: SourcesStage, click: SourceClick): void {
  const { simulator, makers } = stage;
  // At each request of a run somebody may look for what waits for an approval: for that nobody has to know who made what.
  if (click.click !== "approve") noteMade(stage);
  const [{ identity, wishes, state }] = stage.stacks;
  const target: Target = {
    id: (member) => {
      const urn = urnOf(identity, member);
      const ids = [...makers].filter(([, by]) => by !== "hand" && by.stack === 0 && by.urn === urn).map(([id]) => id);
      return entryOf(state, urn)?.id ?? ids.at(-1);
    },
    // Nobody makes by hand what bears a name that a namespace has gone into.
    name: (member) =>
      identity.namespace === undefined || hasName(wishes, member) ? nameOf(identity, wishes, member) : undefined,
  };
  const byHand = doSourceClick(simulator, click, target);
  for (const id of byHand) makers.set(id, "hand");
}

function hasName(wishes: Wishes, member: Member): boolean {
  const wish = wishes[member];
  return "name" in wish && wish.name !== undefined;
}

type Sent = { readonly request: ObservedRequest; readonly stack: StackNumber };

/**
 * What is new on the array was made by the request whose job has done it, and without a job by the latest one for such a thing: that may have been long
 * ago. Groups that come with a source nobody here has made.
 */
export function noteMade(stage: SourcesStage): void {
  const { simulator, stacks, makers } = stage;
  for (const [collection, rows] of Object.entries(objectsOf(simulator))) {
    for (const row of rows) {
      if (makers.has(row.id)) continue;
      const asking = sentIn(stage).filter(({ request }) => isMaking(request, collection, row));
      const making = carriedOut(stage, collection, row) ?? asking.at(-1);
      makers.set(row.id, making ? makerOf(row, collection, making, stacks[making.stack].identity) : "hand");
    }
  }
}

/** The request of which a job has made it: requests and jobs of one moment come in the same order. */
function carriedOut(stage: SourcesStage, collection: string, row: Row): Sent | undefined {
  const operation = `POST /${collection}`;
  const jobs = (stage.simulator.world.rows("job") ?? []).filter((job) => job.description_l10n === operation);
  const sent = sentIn(stage).filter(({ request }) => operationOf(request) === operation && isAccepted(request));
  const requestOf = (job: Row) => {
    const moment = momentOf(job.submit_time);
    const place = jobs.filter(({ submit_time: time }) => momentOf(time) === moment).indexOf(job);
    return sent.filter(({ request }) => momentOf(request.entry.time) === moment)[place];
  };
  const makers = jobs.filter((job) => mayHaveMade(job, row)).sort((one, other) => startOf(one) - startOf(other));
  return makers.map(requestOf).find((each) => each && isMaking(each.request, collection, row));
}

/** Of several that have, the one that began first has taken what there is one of. */
const mayHaveMade = ({ start_time: start, phase, resource_id: made }: Row, { id }: Row) =>
  start !== null && (phase === "In_Progress" || phase === "Completed") && (made === null || made === id);

const startOf = ({ start_time: start }: Row) => momentOf(start);

/** Also where the answer was lost or spoilt. */
function isAccepted({ entry: { status, fault } }: ObservedRequest): boolean {
  const isKeptBack = fault && ("status" in fault || "page" in fault || ("drop" in fault && fault.drop === "before"));
  return !isKeptBack && (status === null || status < 300);
}

const momentOf = (time: unknown) => Date.parse(String(time));

function makerOf(row: Row, collection: string, { stack }: Sent, identity: StackIdentity): Maker {
  return { stack, urn: urnOf(identity, memberMade(row, collection, identity)) };
}

function sentIn({ story, open }: SourcesStage): readonly Sent[] {
  const told = story.filter(isDeed).flatMap(({ requests, stack }) => requests.map((request) => ({ request, stack })));
  return [...told, ...(open?.requests.map((request) => ({ request, stack: open.stack })) ?? [])];
}

function isMaking(request: ObservedRequest, collection: string, row: Row): boolean {
  if (operationOf(request) !== `POST /${collection}`) return false;
  const { name, agent_address: address } = Object(request.entry.body);
  return collection === "import_host_system" ? address === row.agent_address : name === row.name;
}

function memberMade({ type, name }: Row, collection: string, identity: StackIdentity): Member {
  if (collection === "remote_system") return type === "Universal" ? "old" : "source";
  if (collection === "import_host_system") return "host";
  if (collection === "import_universal_consistency_group") return "group";
  return name === generateName(urnOf(identity, "import"), identity.namespace) ? "import" : "groupImport";
}
