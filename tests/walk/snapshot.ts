/** As much of the simulator's snapshot as the walk touches. */
export type SessionRecord = {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly type: string;
  readonly source_resource_id: string;
  readonly destination_resource_id: string | null;
  readonly error: { readonly code: string; readonly message_l10n: string } | null;
  readonly last_update_timestamp: string;
  /** Of one that is or was Scheduled. */
  readonly starts_at?: number | null;
  /** Until when it stays Queued although there is room. */
  readonly waits_until?: number;
  /** An action that was accepted and has had no effect so far. */
  readonly pending?: { readonly action: string; readonly until: number } | null;
  readonly copy: {
    readonly total_bytes: number;
    readonly copied_bytes: number;
    readonly copied_milliseconds: number;
    readonly running_since: number | null;
  };
};

export type VolumeRecord = {
  readonly id: string;
  readonly name: string;
  readonly [property: string]: unknown;
};

export type Snapshot = {
  readonly now: number;
  readonly serials: Readonly<Record<string, number>>;
  readonly queue: readonly string[];
  readonly agenda: readonly { readonly at: number; readonly collection: string; readonly id: string }[];
  readonly collections: Readonly<Record<string, readonly unknown[]>> & {
    readonly import_session: readonly SessionRecord[];
    readonly volume: readonly VolumeRecord[];
  };
};
