import { type ArrayState, type Collection, collections, type SerialKind, serialKinds } from "../array/arrayState";
import type { Job, Stored } from "../records/records";
import type { Session } from "../records/session";
import { ruleOf } from "../records/states";
import { groupStateOf, isGroup, membersOf, parentOf } from "../session/group";
import { findSource } from "../session/sessionSource";
import { isTimed } from "../session/timers";
import { type Snapshot, snapshotErr } from "./format";

/** The array's changing operations, by their names. */
export type Operations = Readonly<Record<string, unknown>>;

/** Checks that the parts of a snapshot, which may be edited by hand, agree; `array` was built from it. */
export function requireAgreement(array: ArrayState, snapshot: Snapshot, operations: Operations): void {
  for (const collection of collections) {
    const ids = snapshot.collections[collection].map(({ id }) => id);
    requireDistinct(`/collections/${collection}`, "id", ids);
  }
  const sessions = snapshot.collections.import_session;
  const names = sessions.map(({ name }) => name.toLowerCase());
  requireDistinct("/collections/import_session", "name", names);
  for (const kind of serialKinds) requireSerials(array, snapshot, kind === "session" ? "import_session" : kind, kind);
  requireWaiting(array, snapshot);
  snapshot.collections.job.forEach((job, index) => {
    requireWork(job, operations, `/collections/job/${index}`);
  });
  sessions.forEach((session, index) => {
    requireRelations(array, session, `/collections/import_session/${index}`);
  });
}

/** What a job is to do when its turn comes, or what has come of it when it ends. */
function requireWork({ phase, operation, outcome }: Job, operations: Operations, place: string): void {
  const isAhead = phase === "Waiting_Approval" || phase === "Queued";
  if (isAhead && !Object.hasOwn(operations, operation)) {
    throw snapshotErr(`${place}/operation`, "is none of the array's");
  }
  const { status } = (outcome ?? {}) as { readonly status?: unknown };
  if (phase === "In_Progress" && !Number.isInteger(status)) {
    throw snapshotErr(`${place}/outcome/status`, "must be a number while the job is In_Progress");
  }
}

function requireDistinct(place: string, property: string, values: readonly string[]): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) throw snapshotErr(`${place}/${index}/${property}`, `repeats ${value}`);
    seen.add(value);
  });
}

/** The next id must not be one that is there already. */
function requireSerials({ serials }: ArrayState, { collections }: Snapshot, collection: Collection, kind: SerialKind) {
  const pattern = new RegExp(`^${kind.replaceAll("_", "-")}-(\\d{6,})$`);
  for (const { id } of collections[collection]) {
    const serial = pattern.exec(id)?.[1];
    if (Number(serial ?? 0) > serials[kind])
      throw snapshotErr(`/serials/${kind}`, `must not be less than that of ${id}`);
  }
}

/** Queue and agenda follow from the sessions' states, in an order and at instants that only they know. */
function requireWaiting(array: ArrayState, snapshot: Snapshot): void {
  const { agenda, collections, now, queue } = snapshot;
  const sessions = collections.import_session;
  requireDistinct("/queue", "id", queue);
  requireSame(
    "/queue",
    "all sessions that are Queued, members of groups left out, and no others",
    queue,
    sessions,
    ({ state, parent_session_id }) => state === "Queued" && parent_session_id === null,
  );
  const timers = agenda.filter(({ collection }) => collection === "import_session").map(({ id }) => id);
  requireDistinct("/agenda", "id", timers);
  requireSame("/agenda", "all sessions whose state ends by itself, and no others", timers, sessions, (session) =>
    isTimed(array, session),
  );
  const actions = agenda.filter(({ collection }) => collection === "import_session_action").map(({ id }) => id);
  requireDistinct("/agenda", "id", actions);
  requireSame("/agenda", "all sessions with a pending action, and no others", actions, sessions, ({ pending }) =>
    Boolean(pending),
  );
  const jobs = agenda.filter(({ collection }) => collection === "job").map(({ id }) => id);
  const openJobs = collections.job.filter(
    ({ phase }) => phase === "Waiting_Approval" || phase === "Queued" || phase === "In_Progress",
  );
  requireDistinct("/agenda", "id", jobs);
  requireSame("/agenda", "all jobs that are not over, and no others", jobs, openJobs, () => true);
  requireAsked(snapshot, "remote_system", "all remote systems that are being discovered", "is_discovering");
  requireAsked(snapshot, "import_host_system", "all import host systems whose agents are asked", "is_asked");
  agenda.forEach(({ at }, index) => {
    if (at < now) throw snapshotErr(`/agenda/${index}/at`, "lies before /now");
  });
}

function requireAsked(
  { agenda, collections }: Snapshot,
  collection: "remote_system" | "import_host_system",
  rule: string,
  flag: string,
): void {
  const ids = agenda.filter((due) => due.collection === collection).map(({ id }) => id);
  requireDistinct("/agenda", "id", ids);
  const records: readonly Stored[] = collections[collection];
  requireSame("/agenda", `${rule}, and no others`, ids, records, (record) => record[flag] === true);
}

function requireSame<R extends Stored>(
  place: string,
  rule: string,
  ids: readonly string[],
  records: readonly R[],
  belongs: (record: R) => boolean,
): void {
  const actual = new Set(ids);
  const expected = new Set(records.filter(belongs).map(({ id }) => id));
  const odd = ids.find((id) => !expected.has(id)) ?? [...expected].find((id) => !actual.has(id));
  if (odd !== undefined) throw snapshotErr(place, `must hold ${rule}; look at ${odd}`);
}

function requireRelations(array: ArrayState, session: Session, place: string): void {
  // What a finished session refers to may be gone by now.
  if (ruleOf(session.state).source === "In_Progress") requireObjects(array, session, place);
  if ((session.state === "Copy_In_Progress") !== (session.copy.running_since !== null)) {
    throw snapshotErr(`${place}/copy/running_since`, "must be set exactly while the copy is in progress");
  }
  if ((session.copy.running_since ?? array.now) > array.now) {
    throw snapshotErr(`${place}/copy/running_since`, "lies after /now");
  }
  requireKinship(array, session, place);
}

function requireObjects(array: ArrayState, session: Session, place: string): void {
  const { tables } = array;
  if (tables.remote_system.get(session.remote_system_id) === undefined) {
    throw snapshotErr(`${place}/remote_system_id`, "is not the id of a remote system");
  }
  const kind = isGroup(array, session) ? "group" : "volume";
  const source = findSource(array, session.source_resource_id);
  const record = source && ("volume" in source ? source.volume : source.group);
  if (source === undefined || !(kind in source) || record?.remote_system_id !== session.remote_system_id) {
    throw snapshotErr(`${place}/source_resource_id`, `is not the id of a ${kind} of the session's remote system`);
  }
  const destination = session.destination_resource_id;
  const destinations = kind === "group" ? tables.volume_group : tables.volume;
  if (destination !== null && destinations.get(destination) === undefined) {
    throw snapshotErr(
      `${place}/destination_resource_id`,
      `is not the id of a ${kind.replace("group", "volume group")}`,
    );
  }
}

/** A group and its members have to fit: the group's state follows from theirs. */
function requireKinship(array: ArrayState, session: Session, place: string): void {
  const parent = parentOf(array, session);
  if (session.parent_session_id !== null) {
    const source = findSource(array, session.source_resource_id);
    const groupId = source !== undefined && "volume" in source ? source.volume.group_id : null;
    if (parent === undefined || (source !== undefined && parent.source_resource_id !== groupId)) {
      throw snapshotErr(`${place}/parent_session_id`, "is not the id of the session of the source's group");
    }
    const isWaiting = session.state === "Queued" || session.state === "Scheduled";
    if (isWaiting && session.state !== parent.state) throw snapshotErr(`${place}/state`, "differs from the group's");
  }
  if (!isGroup(array, session)) return;
  const states = membersOf(array, session).map(({ state }) => state);
  if (groupStateOf(session.state, states) !== session.state) {
    throw snapshotErr(`${place}/state`, `does not follow from those of the members: ${states.join(", ")}`);
  }
}
