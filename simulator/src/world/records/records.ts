/** What the array keeps of its objects: wire properties, and below them what it keeps to itself. */

import type { OperationRequest } from "../../api/contract";
import type { RemoteSystemType } from "./sourceKinds";

/** What the world keeps of an object: its wire properties as far as they have a value, and properties of our own. */
export type Stored = Readonly<Record<string, unknown>> & { readonly id: string; readonly name?: string };

/** A source array as PowerStore knows it. */
export type RemoteSystem = Stored & {
  readonly name: string;
  readonly type: RemoteSystemType;
  /** All but OK mean that it cannot be reached. */
  readonly state: RemoteSystemState;

  /** Not shown: from when on the data connections are there, milliseconds since 1970. */
  readonly connected_from?: number;
  /** Not shown: nothing was discovered on it so far. */
  readonly is_undiscovered?: boolean;
  /** Not shown: a discovery is under way. */
  readonly is_discovering?: boolean;
  /** Not shown: what those of its data connections show that are not well. */
  readonly connection_status?: string;
  /** Not shown: why the management connection is lost; a change of address or account, or trust, mends what is wrong with these. */
  readonly lost_by?: LossReason;
  /** Not shown: the certificate of its management, PEM; undefined where nobody has said, and any that is trusted for its address will do. */
  readonly shown_certificate?: string;
  /** Not shown, trouble in wait: verify does not mend it. */
  readonly is_beyond_verify?: boolean;
  /** Not shown, trouble in wait: so many deletes are done by halves only. */
  readonly deletes_to_fail?: number;
};

export const remoteSystemStates = ["OK", "Management_Connection_Lost", "Update_Needed", "Partial_Delete"] as const;

export type RemoteSystemState = (typeof remoteSystemStates)[number];

export const lossReasons = ["network", "address", "credentials", "certificate"] as const;

export type LossReason = (typeof lossReasons)[number];

/** Certificates that belong together, from the end-entity's to the root's. */
export type Certificate = Stored & {
  readonly type: string;
  readonly service: string;
  readonly scope?: string;
  readonly is_current: boolean;
  readonly members: readonly (Readonly<Record<string, unknown>> & {
    readonly valid_to: string;
    /** Base64 of its DER. */
    readonly certificate: string;
  })[];

  /** Not shown: with whom it was exchanged. */
  readonly peer_address?: string;
};

/** A policy; whether it has a replication rule is an association that no property of its row shows. */
export type Policy = Stored & { readonly type: string; readonly replicates?: boolean };

/** A consistency group of a source array. */
export type SourceGroup = Stored & {
  readonly name: string;
  readonly importable_criteria: string;

  /** Not shown: where it belongs, what it shows while nobody imports it, and the session that has it. */
  readonly remote_system_id: string;
  readonly idle_criteria: string;
  readonly session_id: string | null;
};

/** A volume of a source array; a Universal one has no name until somebody gives it one. */
export type SourceVolume = Stored & {
  readonly size: number;
  readonly importable_criteria: string;
  readonly migration_state?: string;

  /** Not shown: where it belongs, what it shows while nobody imports it, and the session that has it. */
  readonly remote_system_id: string;
  readonly group_id: string | null;
  readonly idle_criteria: string;
  readonly session_id: string | null;
};

export type JobPhase = "Waiting_Approval" | "Queued" | "In_Progress" | "Completed" | "Failed";

/** An asynchronous request: wire properties, and below them what the array keeps to itself. */
export type Job = Stored & {
  readonly phase: JobPhase;
  readonly start_time: string | null;

  /** What it will do: an operation by its name in the vendor's description, on what, and with which body. */
  readonly operation: string;
  readonly target: string;
  readonly body: OperationRequest["body"];
};
