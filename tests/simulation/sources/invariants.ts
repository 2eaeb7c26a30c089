import type { JournalEntry, Row } from "../../../simulator/src";
import { loginsBounded, noDefect } from "../invariants/conduct";
import type { ObservedRequest } from "../requests";
import { isChange, operationOf } from "../requests";
import type { Chapter } from "../story";
import { addressOf, kinds, memberOf, nameOf } from "./program";
import type { Maker, SourcesChapter, SourcesInvariant } from "./story";
import { rowOf } from "./story";
import { collections } from "./world";

/** What is around sessions; of these, too much and too little are judged here. */
const around = collections.filter((collection) => collection !== "import_session");
const isAround = (operation: string) => around.some((collection) => operation.split("/")[1] === collection);

const isCreate = (request: ObservedRequest) => {
  const operation = operationOf(request);
  return isAround(operation) && /^POST \/\w+$/.test(operation);
};
const isDelete = (request: ObservedRequest) => isAround(operationOf(request)) && request.entry.method === "DELETE";

/** Objects on the array that were made for a resource, the state's own not among them. */
export function strays({ objects, makers, statesAfter }: SourcesChapter, stack: number): readonly Row[] {
  const recorded = new Set(statesAfter.flat().map(({ id }) => id));
  return around
    .flatMap((collection) => objects[collection])
    .filter(({ id }) => {
      const maker = makers.get(id);
      return maker !== undefined && maker !== "hand" && maker.stack === stack && !recorded.has(id);
    });
}

type Known = Pick<SourcesChapter, "makers" | "goals" | "wishes" | "identity" | "statesAfter" | "objects">;

/** Whether a resource of the stack's program, as it says now, would find the object: by its name, its box or its agent. */
export function isHeld(row: Row, chapter: Known): boolean {
  const maker = chapter.makers.get(row.id);
  if (maker === undefined || maker === "hand" || hasAnothers(maker, chapter)) return false;
  const goal = chapter.goals.find(({ urn }) => urn === maker.urn);
  if (!goal) return false;
  const { wishes, identity } = chapter;
  const member = memberOf(maker.urn);
  // A host that is adopted is the one that answers at the address, so this very one.
  if (member === "host") return row.agent_address === addressOf("host", wishes.host.address);
  const wish = wishes[member];
  if ("adopts" in wish && wish.adopts) return false;
  if (row.name === nameOf(identity, wishes, member)) return true;
  // Nothing is managed at the address of a universal one: by that alone it is not known.
  return member === "source" && row.management_address === addressOf("source", wishes.source.address);
}

/** Who has taken over what somebody else has made looks for nothing else. */
function hasAnothers({ stack, urn }: Exclude<Maker, "hand">, { statesAfter, objects, makers }: Known): boolean {
  const own = statesAfter[stack]?.find((entry) => entry.urn === urn && !entry.pendingReplacement);
  if (!own || !rowOf({ objects }, own.id)) return false;
  const maker = makers.get(own.id);
  return maker === undefined || maker === "hand" || maker.stack !== stack || maker.urn !== urn;
}

/** Two remote systems of one box, two entries of one host: never, whatever was lost on the way. */
const oneObject: SourcesInvariant = (chapter) => {
  const second = strays(chapter, chapter.stack).find((row) => {
    const maker = chapter.makers.get(row.id);
    const own = chapter.statesAfter[chapter.stack]?.find(({ urn }) => maker !== "hand" && urn === maker?.urn);
    const recorded = own && !own.pendingReplacement && rowOf(chapter, own.id);
    return recorded && isHeld(row, chapter);
  });
  return second && `${second.id} was made for a resource that has another one by now`;
};

/** After a create of which the process cannot know what became, it looks before it creates again. */
const noBlindCreate: SourcesInvariant = ({ requests }) => {
  let open: string | undefined;
  for (const request of requests) {
    const { entry } = request;
    const [, collection = ""] = /^\/api\/rest\/(\w+)/.exec(entry.path) ?? [];
    if (isCreate(request)) {
      if (open === collection) return `a create of ${collection} was repeated without a look`;
      if (entry.status === null || (request.before === undefined && request.after !== undefined)) open = collection;
    } else if (entry.method === "GET" && collection === open && (entry.status ?? 0) < 500) {
      open = undefined;
    }
  }
  return undefined;
};

/** Whoever is told an id and lives to tell it has to. */
const idKept: SourcesInvariant = (chapter) => {
  if (chapter.outcome === "died") return undefined;
  const heard = chapter.requests.filter(
    (request) => isCreate(request) && request.isAnswerTrue && request.entry.status === 201 && request.after,
  );
  const kept = new Set(chapter.statesAfter[chapter.stack]?.map(({ id }) => id));
  const lost = heard.find(({ after }) => !kept.has(after?.id ?? "") && rowOf(chapter, after?.id));
  return lost && `the array gave ${lost.after?.id}, and no entry of the state has it`;
};

/** An object leaves the state of its stack only when it is no more on the array. */
const stateKept: SourcesInvariant = (chapter) => {
  const { stack, statesBefore, statesAfter } = chapter;
  if (chapter.result === "forgotten") return undefined;
  for (const { id, urn, pendingReplacement } of statesBefore[stack] ?? []) {
    if (pendingReplacement || kinds[memberOf(urn)].collection === "import_session") continue;
    const isKept = statesAfter[stack]?.some((entry) => entry.id === id && !entry.pendingReplacement);
    if (isKept || !rowOf(chapter, id) || hasOtherEntry(chapter, id)) continue;
    return `${id} of ${urn} is on the array, and ${stack} has no entry of it any more (${chapter.outcome})`;
  }
  return undefined;
};

/** Another entry of the same object takes care of it. */
const hasOtherEntry = ({ statesAfter }: SourcesChapter, id: string) =>
  statesAfter.flat().some((entry) => entry.id === id);

/** Nothing that a session under way needs is deleted; the array would refuse it, but a provider must not live on that. */
const noneHeldDeleted: SourcesInvariant = ({ requests, heldBefore }) => {
  for (const request of requests.filter(isDelete)) {
    const id = request.before?.id ?? "";
    const known = heldBefore.get(id) ?? [];
    const holder = request.holders?.find((each) => known.includes(each));
    if (holder) return `the delete of ${id} was sent, which session ${holder} needs`;
  }
  return undefined;
};

/** What somebody else has made is not changed and not deleted, unless the program has taken it over in so many words. */
const noneOfStrangers: SourcesInvariant = (chapter, story) => {
  for (const request of chapter.requests) {
    const { before, entry } = request;
    if (!before || !isChange(request) || !isAround(operationOf(request)) || isHarmless(request)) continue;
    const maker = chapter.makers.get(before.id);
    if (maker !== "hand" && maker?.stack === chapter.stack) continue;
    if (isAdopted(chapter, before.id) || isPerhapsOurs(before, chapter, story)) continue;
    const isClaimed = chapter.statesBefore[chapter.stack]?.some(
      ({ id, outputs }) => id === before.id && outputs.claimed,
    );
    // Found by a name that only this very stack and its twin give, or who copies it; nobody deletes it unless somebody says that it is the stack's own.
    const isNamed =
      maker !== "hand" || before.name === nameOf(chapter.identity, chapter.wishes, memberOf(chapter.deed.urn));
    if (isClaimed && isNamed && (entry.method !== "DELETE" || isConfirmed(chapter))) continue;
    return `${operationOf(request)} of ${before.id}, which ${maker === "hand" ? "somebody" : `stack ${maker?.stack}`} made`;
  }
  return undefined;
};

/** The stack has asked for that very object and not heard what became of it; then somebody else made it (accepted: docs/decisions/023). */
function isPerhapsOurs(row: Row, { stack, deed }: SourcesChapter, story: readonly SourcesChapter[]): boolean {
  const isForIt = ({ body: sent }: Pick<JournalEntry, "body">) => {
    const body = Object(sent);
    return [
      [body.name, row.name],
      [body.management_address, row.management_address],
      [body.agent_address, row.agent_address],
    ].some(([asked, shown]) => asked !== undefined && asked === shown);
  };
  const mayHaveAsked = ({ outcome, error, requests, strays }: SourcesChapter) => {
    const asking = requests.filter((request) => isCreate(request) && isForIt(request.entry));
    // What something else than the array has answered may have got there, for all that its sender knows.
    if (strays.some((stray) => stray.method === "POST" && isForIt(stray))) return true;
    // An array that is busy may have done it all the same, and refuses the repetition then.
    if (outcome === "done") return asking.some(({ entry }) => entry.status === null || entry.status >= 500);
    // One that died on the way had announced its request already.
    return outcome === "died" || /It may have been made/.test(String(error)) || asking.length > 0;
  };
  return story.some((part) => part.stack === stack && part.deed.urn === deed.urn && mayHaveAsked(part));
}

/** To look again changes nothing of what somebody has set up. */
const isHarmless = (request: ObservedRequest) => /\/(discover|refresh|verify)$/.test(operationOf(request));

function isAdopted({ statesBefore, stack, deed, statesAfter }: SourcesChapter, id: string): boolean {
  const entries = [
    ...(statesBefore[stack] ?? []),
    ...(statesAfter[stack] ?? []),
    ...(deed.before ? [deed.before] : []),
  ];
  return entries.some(
    (entry) => entry.id === id && Object.keys(entry.inputs).some((name) => isAdoption(name, entry.inputs)),
  );
}

const isAdoption = (name: string, inputs: Readonly<Record<string, unknown>>) =>
  name.startsWith("adopt") && inputs[name] !== undefined;

const isConfirmed = ({ step }: SourcesChapter) => step.step === "destroy" && step.isConfirmed;

/** Only an up and a destroy change the array. */
const looksOnly: SourcesInvariant = ({ deed, requests }) => {
  const change = deed.kind === "refresh" ? requests.find(isChange) : undefined;
  return change && `a refresh sent ${operationOf(change)}`;
};

/** No password of a source, a host or the array is in a text, an output or the journal. */
const noSecret: SourcesInvariant = ({ texts, secrets, statesAfter, requests }) => {
  const outputs = statesAfter.flat().map((entry) => entry.outputs);
  const shown = [...texts, JSON.stringify(outputs), JSON.stringify(requests.map(({ entry }) => entry))];
  return secrets.some((secret) => shown.some((text) => text.includes(secret))) ? "a secret is shown" : undefined;
};

const MOST_CREATES = 12;

/** An array in trouble is not asked for ever. */
const createsBounded: SourcesInvariant = ({ requests }) =>
  requests.filter(isCreate).length > MOST_CREATES ? "too many attempts to create one object" : undefined;

/** A program that check refuses changes nothing on the array. */
const invalidChangesNothing: SourcesInvariant = ({ outcome, requests }) =>
  outcome === "invalid" && requests.some(isChange) ? "a program that check refused changed the array" : undefined;

/** What the surface answers fits together. */
const soundAnswers: SourcesInvariant = ({ complaints }) => complaints[0];

/** What must hold after every deed. */
export const sourcesInvariants: Readonly<Record<string, SourcesInvariant>> = {
  oneObject,
  noBlindCreate,
  idKept,
  stateKept,
  noneHeldDeleted,
  noneOfStrangers,
  looksOnly,
  noSecret,
  loginsBounded: (chapter) => loginsBounded(chapter as unknown as Chapter, []),
  createsBounded,
  invalidChangesNothing,
  soundAnswers,
  noDefect,
};
