import type { OperationAnswer } from "../../api/contract";
import { type Change, requireRecord } from "../array/change";
import type { SourceGroupCollection, SourceVolumeCollection } from "../records/sourceKinds";

/**
 * What each kind of source answers when asked for its snapshot schedules: one daily schedule, for all sources alike. The
 * shapes are the vendor's.
 */
const unity = [
  {
    id: "unity-schedule-1",
    name: "Daily",
    rules: [
      {
        id: "unity-rule-1",
        type: "Day_At_HHMM",
        minute: 0,
        hours: [2],
        days_of_week: ["Sunday", "Wednesday"],
        days_of_month: [],
        interval: 1,
        is_auto_delete: false,
        retention_time: 604_800,
      },
    ],
    is_default: false,
    is_modified: false,
    version: "Simple",
  },
];

const psgroup = [
  {
    name: "Daily",
    type: "Daily",
    active_date: 0,
    inactive_date: 0,
    repetition_interval: 1,
    start_time: 120,
    end_time: 0,
    frequency: 0,
    status: "Enabled",
    keep_count: 7,
  },
];

const storageCenter = [
  {
    id: "sc-profile-1",
    name: "Daily",
    type: "Standard",
    description: "Every day at two",
    rules: [{ name: "Daily", expiration: 10_080, frequency: "Daily", start_time: "02:00:00", interval: 1 }],
  },
];

const xtremio = [
  {
    id: "xtremio-schedule-1",
    name: "Daily",
    state: "Enabled",
    schedule_type: "Explicit",
    schedule: "EveryDay at 02:00",
    snapshots_to_keep_number: 7,
  },
];

const netapp = {
  snap_policy_name: "default",
  schedules: [{ name: "daily", type: "Cron", cron: { hours: [2], minutes: [0], weekdays: [], months: [], days: [] } }],
};

const vmax = {
  profiles: [
    {
      name: "DailyDefault",
      snapshot_count: 7,
      interval_minutes: 1440,
      offset_minutes: 120,
      provider_name: null,
      retention_days: 7,
      suspended: false,
      secure: false,
    },
  ],
};

function answering(collection: SourceVolumeCollection | SourceGroupCollection, body: unknown): Change {
  const answer: OperationAnswer = { status: 200, body };
  return (array, { id }) => {
    requireRecord(array, collection, id);
    return answer;
  };
}

export const snapshotScheduleOperations = {
  "POST /import_unity_volume/{id}/import_snapshot_schedules": answering("import_unity_volume", unity),
  "POST /import_unity_consistency_group/{id}/import_snapshot_schedules": answering(
    "import_unity_consistency_group",
    unity,
  ),
  "POST /import_psgroup_volume/{id}/import_snapshot_schedules": answering("import_psgroup_volume", psgroup),
  "POST /import_storage_center_volume/{id}/import_snapshot_profiles": answering(
    "import_storage_center_volume",
    storageCenter,
  ),
  "POST /import_storage_center_consistency_group/{id}/import_snapshot_profiles": answering(
    "import_storage_center_consistency_group",
    storageCenter,
  ),
  "POST /import_xtremio_volume/{id}/import_snapshot_schedules": answering("import_xtremio_volume", xtremio),
  "POST /import_xtremio_consistency_group/{id}/import_snapshot_schedules": answering(
    "import_xtremio_consistency_group",
    xtremio,
  ),
  "POST /import_netapp_volume/{id}/import_snapshot_schedules": answering("import_netapp_volume", netapp),
  "POST /import_vmax_storage_group/{id}/import_snapshot_policy": answering("import_vmax_storage_group", vmax),
} satisfies Record<string, Change>;
