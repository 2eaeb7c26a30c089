/**
 * What the lifecycle sees of an array. Names are camelCase; the wire's snake_case ends in `schemas/`.
 * Every call may take an AbortSignal; every failure is one of the classes in `powerStoreErrors.ts`.
 */

import type { ArrayClock } from "../http/arrayClock";
import type { CallOptions, Sending } from "../http/contract";
import type { Certificates } from "./certificates";
import type { ImportHostSystems } from "./importHostSystems";
import type { RemoteSystems } from "./remoteSystems";
import type { WireRows } from "./rows";
import type { ImportSession, ImportSessionAction, ImportSessionCreate, ListedSession } from "./schemas/importSession";
import type { Account } from "./schemas/inventory";
import type { Sources } from "./sources";
import type { UniversalGroups } from "./universalGroups";
import type { Volumes } from "./volumes";

export type SessionPageRequest = {
  readonly ids?: readonly string[];
  readonly offset?: number;
  /** 1 to 2000. */
  readonly limit: number;
};

export type SessionPage = {
  readonly sessions: readonly ImportSession[];
  /** How many there are in all. */
  readonly total: number;
};

export type BriefSession = Pick<ImportSession, "id" | "name" | "state" | "parentSessionId">;

export type QueuedSession = Pick<ImportSession, "id" | "parentSessionId" | "lastUpdateTimestamp">;

/**
 * `atSending`: what to send instead, asked each time that it is sent, once there is a connection for it. A login, a busy array or the way to it may keep the last
 * attempt waiting for hours.
 */
export type SendingOptions<Body> = CallOptions & { readonly atSending?: (sending: Sending) => Body };

export type CreateOptions = SendingOptions<ImportSessionCreate>;

export type ImportSessionChange = { readonly scheduledTimestamp: string };

/** `atSending`: called each time that it is sent, for the same reason. What it throws is the outcome, and nothing is sent. */
export type ActionOptions = CallOptions & { readonly atSending?: (sending: Sending) => void };

export interface ImportSessions {
  /** Throws NotFoundError when there is none such. */
  getImportSession(id: string, options?: CallOptions): Promise<ImportSession>;
  /** Undefined when no session has this name. */
  findImportSessionByName(name: string, options?: CallOptions): Promise<ImportSession | undefined>;
  /**
   * A page of sessions, in the order of ids: all, or those among `ids`. Rows that this version cannot read are left out: asking for
   * such a session alone says what is wrong with it.
   */
  listImportSessions(page: SessionPageRequest, options?: CallOptions): Promise<SessionPage>;
  /**
   * Every session, in the order of ids, each once, also those in a state that this version does not know: for showing them, not for
   * deciding anything.
   */
  listAllSessions(options?: CallOptions): Promise<readonly ListedSession[]>;
  /** Who has which name: every session in the order of ids, members among them. The name is absent where the array does not show it. */
  listSessionNames(options?: CallOptions): Promise<readonly Pick<ImportSession, "id" | "name">[]>;
  /** The sessions whose parent is this one: the members of a consistency group's session. */
  listMemberSessions(parentId: string, options?: CallOptions): Promise<readonly ImportSession[]>;
  /** The sessions that import this source, ended ones included. */
  findImportSessionsOfSource(sourceResourceId: string, options?: CallOptions): Promise<readonly ImportSession[]>;
  /** The sessions that wait for a place, in the order of their ids. */
  listQueuedSessions(options?: CallOptions): Promise<readonly QueuedSession[]>;
  /** The sessions in one of these states, members of groups among them, in the order of their ids. */
  listSessionsIn(states: readonly ImportSession["state"][], options?: CallOptions): Promise<readonly BriefSession[]>;
  /**
   * The id of the new session. The client sends it again only after attempts that were certainly not carried out
   * (see `decideRetry`); otherwise OutcomeUnknownError.
   */
  createImportSession(body: ImportSessionCreate, options?: CreateOptions): Promise<string>;
  /** Only `Scheduled` sessions can be modified, and only in this. */
  modifyImportSession(
    id: string,
    body: ImportSessionChange,
    options?: SendingOptions<ImportSessionChange>,
  ): Promise<void>;
  /** Deletes the record of a finished session. Throws NotFoundError when it is gone already. */
  deleteImportSession(id: string, options?: CallOptions): Promise<void>;
  cancelImportSession(id: string, body: { readonly force: boolean }, options?: ActionOptions): Promise<void>;
  actOnImportSession(id: string, action: ImportSessionAction, options?: ActionOptions): Promise<void>;
}

/** Object families that an input may name by `name:`, in the spelling of their path. */
export type NamedCollection = "remote_system" | "host" | "host_group" | "volume_group" | "policy";

/** What an import has made. */
export type Destination = { readonly id: string; readonly name?: string | undefined };

export interface Inventory {
  /** `global_id` of the one cluster behind the endpoint. */
  getClusterId(options?: CallOptions): Promise<string>;
  /** The release that the cluster runs: `4.1.0.0`; undefined where the array does not say. */
  getRelease(options?: CallOptions): Promise<string | undefined>;
  /** As whom the array has let us in. */
  getAccount(options?: CallOptions): Promise<Account>;
  /** The id of the object with this name; undefined when there is none. */
  findIdByName(collection: NamedCollection, name: string, options?: CallOptions): Promise<string | undefined>;
  /** Whether the destination that an import made still exists. */
  hasDestination(type: "volume" | "volume_group", id: string, options?: CallOptions): Promise<boolean>;
  /** Those of these volumes or volume groups that exist, with their names. */
  listDestinations(
    type: "volume" | "volume_group",
    ids: readonly string[],
    options?: CallOptions,
  ): Promise<readonly Destination[]>;
  /**
   * `importable_criteria` of a source volume or group (`Ready`, `Imported`, ...), looked for in the source collections
   * of the remote system's type; undefined when no collection holds the id, or the remote system itself is gone.
   */
  findImportableCriteria(remoteSystemId: string, sourceId: string, options?: CallOptions): Promise<string | undefined>;
}

/** What the array has made of a request that it does not answer at once. */
export interface Jobs {
  /** Undefined when there is no such job any more. */
  getJob(id: string, options?: CallOptions): Promise<JobStatus | undefined>;
}

/** `isOpen`: it may yet be carried out. `madeId`: of what it was carried out for, or has made. */
export type JobStatus = {
  readonly isOpen: boolean;
  readonly waitsForApproval: boolean;
  readonly madeId?: string | undefined;
};

/** One array: one login however many calls, made with the first of them. */
export interface PowerStore {
  readonly endpoint: string;
  readonly importSessions: ImportSessions;
  readonly inventory: Inventory;
  readonly jobs: Jobs;
  readonly sources: Sources;
  readonly remoteSystems: RemoteSystems;
  readonly certificates: Certificates;
  readonly importHostSystems: ImportHostSystems;
  readonly universalGroups: UniversalGroups;
  readonly volumes: Volumes;
  readonly rows: WireRows;
  readonly arrayClock: Pick<ArrayClock, "secondsAhead">;
  /** Logs out if logged in; calls in flight are aborted. Never throws; at most `seconds` long (default 1). */
  close(seconds?: number): Promise<void>;
}
