import { generateName } from "../../../provider/lifecycle/operation/names";
import type { Row, Simulator } from "../../../simulator/src";
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
      const jobs = jobsFor(simulator, collection, row);
      const making = jobs.flatMap((job) => asking.find(({ request }) => isOf(job, request)) ?? [])[0] ?? asking.at(-1);
      makers.set(row.id, making ? makerOf(row, collection, making, stacks[making.stack].identity) : "hand");
    }
  }
}

/** Jobs that may have made it, the one that began first before the others: it has taken what there is one of. */
function jobsFor({ world }: Simulator, collection: string, { id }: Row): readonly Row[] {
  const begun = (world.rows("job") ?? []).filter(
    ({ description_l10n: operation, start_time: start, phase, resource_id: made }) =>
      operation === `POST /${collection}` && start !== null && phase !== "Failed" && (made === null || made === id),
  );
  return begun.sort((one, other) => momentOf(one.start_time) - momentOf(other.start_time));
}

const isOf = (job: Row, { entry }: ObservedRequest) => momentOf(job.submit_time) === momentOf(entry.time);

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
