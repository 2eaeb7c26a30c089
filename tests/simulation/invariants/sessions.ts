import type { Row } from "../../../simulator/src";
import type { Recorded } from "../engine";
import type { ObservedRequest } from "../requests";
import { isCreate, isDone } from "../requests";
import type { Chapter, Invariant, Story } from "../story";
import { isLettingGo } from "../story";

/** Sessions that a create of this program made, whether anybody heard of them or not: id and what was wanted. */
export function madeSessions(story: Story): readonly Row[] {
  return story.flatMap(({ requests }) =>
    requests.flatMap((request) => (isCreate(request) && isDone(request) && request.after ? [request.after] : [])),
  );
}

const finished = new Set(["Import_Completed", "Import_Completed_With_Errors", "Cancelled", "Failed"]);

/** Sessions made by this program that are on the array, not in the state and not over. */
export function strays(chapter: Chapter, story: Story): readonly Row[] {
  const made = new Set(madeSessions(story).map((row) => row.id));
  return chapter.sessions.filter(
    (row) => made.has(row.id) && row.id !== chapter.after?.id && !finished.has(String(row.state)),
  );
}

/** Whether the program as it is now would find the session again: it still has the name and the source. */
export function isHeld(row: Row, chapter: Chapter): boolean {
  const { adoptSessionId, sourceResourceId } = chapter.inputs;
  return adoptSessionId === undefined && row.name === chapter.name && row.source_resource_id === sourceResourceId;
}

/**
 * Two imports of one resource at a time would be two copies of its data. What aliases lead here was another resource's, and may meet what an
 * earlier bearer of the name has lost.
 */
export const oneSession: Invariant = (chapter, story) => {
  const isMade = (row: Row) => madeSessions(story).some(({ id }) => id === row.id);
  const recorded = chapter.sessions.find(
    (row) => row.id === chapter.after?.id && !finished.has(String(row.state)) && isMade(row),
  );
  const second = strays(chapter, story).find((row) => isHeld(row, chapter));
  return recorded && second && `${recorded.id} is recorded, and ${second.id} is the program's as well`;
};

/**
 * After a create of which the process cannot know what became, it looks who has the name before it creates again. The array would
 * refuse the second of the two, but a provider must not live on that.
 */
export const noBlindCreate: Invariant = ({ requests }) => {
  let isOpen = false;
  for (const request of requests) {
    const { entry } = request;
    if (isCreate(request)) {
      if (isOpen) return "a create was repeated without a look who has the name";
      isOpen = isDone(request) || entry.status === null;
    } else if (entry.path.includes("/import_session/name:") && (entry.status === 200 || entry.status === 404)) {
      isOpen = false;
    }
  }
  return undefined;
};

/** The ids of sessions whose creation was answered so that the process must have understood. */
function heardIds(chapter: Chapter): string[] {
  const told = (request: ObservedRequest) => isCreate(request) && isDone(request) && request.isAnswerTrue;
  return chapter.requests.filter(told).flatMap((request) => request.after?.id ?? []);
}

/** Whoever is told an id and lives to tell it has to: what is not in the state is found again by name at best. */
export const idKept: Invariant = (chapter) => {
  if (chapter.outcome === "died") return undefined;
  const lost = heardIds(chapter).find(
    (id) => chapter.after?.id !== id && chapter.sessions.some((row) => row.id === id),
  );
  return lost && `the array gave ${lost}, and the state has ${chapter.after?.id ?? "nothing"}`;
};

/** A session leaves the state only when it is no more, or its resource was let go. */
export const stateKept: Invariant = (chapter) => {
  const { before, after, sessions } = chapter;
  if (!before || before.pendingReplacement || after?.id === before.id) return undefined;
  const row = sessions.find(({ id }) => id === before.id);
  if (!row || isMisled(chapter)) return undefined;
  return `${before.id} is ${row.state} on the array and no more in the state`;
};

/** The array itself said, by a fault, that there is no such session: who believes it does no wrong. */
export function isMisled({ requests }: Chapter): boolean {
  return requests.some(({ entry }) => entry.fault && "status" in entry.fault && entry.fault.status === 404);
}

/**
 * A source that was cut over is live on PowerStore: importing it again would copy the old data over the new. The array refuses it by
 * itself; this asks that a program which knew the import does not even try, unless somebody let it go or moved to it by name.
 */
export const noSecondImport: Invariant = (chapter, story, around = story) => {
  const known = chapter.before ?? latestRecorded(story.slice(0, -1));
  if (!known || known.pendingReplacement || isLettingGo(chapter) || isImportedByAnother(known, around))
    return undefined;
  const again = chapter.requests.find(
    (request) =>
      isCreate(request) &&
      request.before === undefined &&
      request.sourceCriteria === "Imported" &&
      Object(request.entry.body).source_resource_id === known.outputs.sourceResourceId,
  );
  return again && `${known.outputs.sourceResourceId} was imported by ${known.id}, and a second import was asked for`;
};

/** What another session has imported, the program need not know. */
function isImportedByAnother({ id, outputs }: Recorded, story: Story): boolean {
  const hasImported = (row: Row) =>
    row.id !== id &&
    row.source_resource_id === outputs.sourceResourceId &&
    String(row.state).startsWith("Import_Completed");
  const seen = ({ sessions, requests }: Chapter) => [...sessions, ...requests.flatMap(({ before }) => before ?? [])];
  return story.some((chapter) => seen(chapter).some(hasImported));
}

/** The state's entry before it vanished, unless somebody let it go since. */
function latestRecorded(story: Story) {
  for (const chapter of story.toReversed()) {
    if (isLettingGo(chapter)) return undefined;
    if (chapter.before) return chapter.before;
  }
  return undefined;
}
