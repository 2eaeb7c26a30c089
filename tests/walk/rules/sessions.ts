import type { Row } from "../../../simulator/src";
import { actionOf, isCreate, isDelete, isDone } from "../../simulation/requests";
import { criteriaIn } from "../criteria";
import type { Played } from "../move";
import type { WalkRequest } from "../processes";
import type { Declared, Entry } from "../stack";
import { currentOf } from "../stack";

/** What is wrong with a run, or nothing. */
export type Rule = (played: Played) => string | undefined;

const over: readonly unknown[] = ["Import_Completed", "Import_Completed_With_Errors", "Cancelled", "Failed"];
/** Before these nothing has been copied; in the last two nothing will be. */
const free: readonly unknown[] = ["Scheduled", "Queued", "Failed", "Cancelled"];

const isAlive = (row: Row | undefined): boolean => row !== undefined && !over.includes(row.state);
const byId = (rows: readonly Row[], id: string) => rows.find((row) => row.id === id);

/** Two imports of one source at a time would be two copies of its data. */
export const oneSession: Rule = ({ after }) => {
  const sources = after.sessions.filter(isAlive).map((row) => String(row.source_resource_id));
  const twice = sources.find((source, place) => sources.indexOf(source) !== place);
  return twice && `${twice} is in two sessions`;
};

/** After a create of which the process cannot know what became, it looks who has the name before it creates again. */
export const noBlindCreate: Rule = ({ requests }) => {
  const open = new Set<string>();
  for (const request of requests) {
    const about = `${request.process} ${request.urn}`;
    const { status, path } = request.entry;
    if (isCreate(request)) {
      if (open.has(about)) return "a create was repeated without a look who has the name";
      if (isDone(request) || status === null) open.add(about);
    } else if (path.includes("/import_session/name:") && (status === 200 || status === 404)) open.delete(about);
  }
  return undefined;
};

/** Somebody said in so many words that the resource's session is to go. */
function isLetGo({ command, program }: Played, entry: Entry): boolean {
  if (command.verb === "destroy") return true;
  if (command.verb !== "up") return false;
  const declared = program.find(
    (each) => each.urn === entry.urn || each.aliases?.includes(entry.urn) || each.urn === aliasOf(entry.urn, program),
  );
  return declared === undefined || command.isReplace === true;
}

const aliasOf = (urn: string, program: readonly Declared[]) =>
  program.find(({ aliases }) => aliases?.includes(urn))?.urn;

/** An id leaves the state only when its session is no more, is somebody else's in the stack, or its resource was let go. */
export const idsKept: Rule = (played) => {
  const { before, after } = played;
  for (const entry of before.entries) {
    if (entry.pendingReplacement || after.entries.some(({ id }) => id === entry.id)) continue;
    const row = byId(after.sessions, entry.id);
    if (!isAlive(row) || isLetGo(played, entry) || isMisled(played)) continue;
    return `${entry.id} is ${row?.state} on the array and no more in the state`;
  }
  return undefined;
};

/** What was let go by leaving the program is gone, or still in the state: nothing that copies stays behind unsaid. */
export const noneForgotten: Rule = (played) => {
  const { before, after, program, command } = played;
  if (command.verb !== "up" && command.verb !== "destroy") return undefined;
  for (const entry of before.entries) {
    if (entry.pendingReplacement || after.entries.some(({ id }) => id === entry.id)) continue;
    const isRetained = program.some(({ urn, retainOnDelete }) => urn === entry.urn && retainOnDelete);
    const row = byId(after.sessions, entry.id);
    if (isAlive(row) && !isRetained && !isMisled(played))
      return `${entry.id} is ${row?.state} and nobody has it any more`;
  }
  return undefined;
};

/** Whoever is told an id and lives to tell it has to. */
export const newIdsKept: Rule = ({ outcome, requests, after, incident }) => {
  if (outcome === "died" || (incident && "providerDies" in incident.trouble)) return undefined;
  const heard = requests.filter((request) => isCreate(request) && isDone(request) && request.isAnswerTrue);
  const lost = heard.find(
    ({ after: made }) => made && byId(after.sessions, made.id) && !after.entries.some(({ id }) => id === made.id),
  );
  return lost && `the array gave ${lost.after?.id}, and the state does not have it`;
};

/** The array itself said, to the end and in every way, that there is no such session: who believes it does no wrong. */
function isMisled({ incident }: Played): boolean {
  return incident?.name === "404 to the end";
}

/** Only what the array lets the source say: whoever retires it on that word loses data otherwise. */
export const completionIsTrue: Rule = ({ before, after }) => {
  for (const { id, outputs } of after.entries) {
    if (!String(outputs.state).startsWith("Import_Completed")) continue;
    if (before.entries.some((entry) => entry.id === id && entry.outputs.state === outputs.state)) continue;
    const criteria = criteriaIn(after.world, outputs.sourceResourceId);
    if (criteria !== "Imported") return `${id} is recorded as ${outputs.state}, and its source is ${criteria}`;
  }
  return undefined;
};

/** Ends a session, or what is left of it. */
const isEnding = (request: WalkRequest) => isDone(request) && (actionOf(request) === "cancel" || isDelete(request));

/** What the process itself knew of the session when it acted: between look and action the array may move on. */
const known = ({ seen, before }: WalkRequest) => seen ?? before?.state;

const dead: readonly unknown[] = ["Failed", "Cancelled"];

/**
 * A session that another resource of the program has is ended by nobody else; one that another wants, and that has copied data, neither. A dead
 * record is no import: whoever needs its name before the engine comes to its owner may clear it away.
 */
export const noneEndedForOthers: Rule = ({ requests, before, after, program, command }) => {
  if (command.verb !== "up") return undefined;
  for (const request of requests.filter(isEnding)) {
    const id = request.before?.id ?? "";
    for (const declared of program) {
      if (declared.urn === request.urn || declared.aliases?.includes(request.urn)) continue;
      const had = currentOf(before.entries, declared);
      const has = currentOf(after.entries, declared);
      const isOwnTwice = before.entries.some((entry) => entry.urn === request.urn && entry.id === id);
      const isRecord = dead.includes(known(request));
      if ((had?.id === id || has?.id === id) && !isRecord)
        return `${id}, which ${declared.urn} has, was ended by ${request.urn}${isOwnTwice ? ", which has it too" : ""}`;
      if (
        !had &&
        !has &&
        wants(declared, request.before) &&
        !free.includes(known(request)) &&
        !over.includes(known(request))
      )
        return `${id}, which ${declared.urn} wants, was ended by ${request.urn}`;
    }
  }
  return undefined;
};

function wants({ inputs }: Declared, row: Row | undefined): boolean {
  const { adoptSessionId, sourceResourceId } = inputs;
  return (
    row?.source_resource_id === sourceResourceId || `name:${row?.name}` === adoptSessionId || row?.id === adoptSessionId
  );
}

/** Only a destroy, a removal from the program and a replacement by name end what copies; `hostsOnSource` is asked for where hosts moved. */
export const noneEndedUnasked: Rule = (played) => {
  const { requests, before, after } = played;
  const ends = requests.filter((request) => actionOf(request) === "cancel" && isDone(request));
  for (const request of ends) {
    if (request.phase !== "delete") return `${request.before?.id} was cancelled in the course of ${request.phase}`;
    const entry = [...before.entries, ...after.entries].find(({ id }) => id === request.before?.id);
    if (!entry) return `${request.before?.id} was cancelled, which is in no state`;
    const isAsked = isLetGo(played, entry) || known(request) === "Cancel_Failed";
    if (!isAsked && !free.includes(known(request))) return `${entry.id} was cancelled as ${known(request)}, unasked`;
    const force = Object(request.entry.body).force === true;
    const isForced = before.entries.some(({ id, outputs }) => id === entry.id && outputs.forceCancel);
    if (force && !isForced) return `${entry.id} was cancelled by force, unasked`;
  }
  return undefined;
};

/** Records are deleted by delete; by create only where they are dead. */
export const noRecordLost: Rule = ({ requests }) => {
  const wrong = requests.find(
    (request) =>
      isDelete(request) && request.phase !== "delete" && !(request.phase === "create" && free.includes(known(request))),
  );
  return wrong && `the record of ${wrong.before?.id} was deleted in the course of ${wrong.phase}`;
};
