/** One template for each kind of source array: what only that kind has, as good as the simulator needs it. */
import type { Stored } from "../records/records";
import type { SourceType } from "../records/sourceKinds";

/** What every source array has, before its kind adds its own properties. */
export type ArrayFacts = {
  readonly remote_system_id: string;
  readonly name: string;
  /** Counts the remote systems of this world. */
  readonly number: number;
  readonly serial_number: string;
  readonly management_address: string;
  readonly user_name: string;
  readonly updated: string;
};

/** One kind of source array: the properties that only this kind has, as good as the simulator needs them. */
export type SourceTemplate = {
  readonly version: string;
  readonly readyCriteria: string;
  readonly capabilities: readonly string[];
  /** `id` and properties of the array's row; undefined for a kind that has none. */
  readonly array?: (facts: ArrayFacts) => Stored;
  /** Properties of one of its volumes, without those that all kinds share. */
  readonly volume: Readonly<Record<string, unknown>>;
};

const unity: SourceTemplate = {
  version: "5.4.0",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  // [API]: the id of an import_unity is the serial number of the array.
  array: ({ name, serial_number, management_address, user_name, updated }) => ({
    id: serial_number,
    name,
    management_address,
    model: "Unity 480F",
    software_version: "5.4.0",
    api_version: "14.0",
    health: "Ok",
    user_name,
    serial_number,
    last_updated_timestamp: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: { health: "Ok", type: "Standalone", is_thin_clone: false, host_volume_ids: [] },
};

const vnx: SourceTemplate = {
  version: "5.33.21",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `vnx-${number}`,
    name,
    serial_number,
    management_address,
    alternate_management_address: null,
    user_name,
    model: "VNX5600",
    is_faulted: false,
    software_version: "5.33.21",
    last_updated_timestamp: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: { health: "Ready", host_volume_ids: [] },
};

const psEquallogic: SourceTemplate = {
  version: "10.0.3",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `psgroup-${number}`,
    name,
    serial_number,
    management_address,
    group_address: management_address,
    user_name,
    last_update_time: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: { is_online: true, is_read_only: false, block_size: "512_Bytes", host_volume_ids: [] },
};

const storageCenter: SourceTemplate = {
  version: "7.5.50",
  readyCriteria: "Ready",
  capabilities: ["Block_Nondisruptive_Import", "Block_Agentless_Import"],
  array: ({ name, number, management_address, user_name, updated }) => ({
    id: `storage-center-${number}`,
    name,
    management_address,
    user_name,
    model: "SC9000",
    serial_number: 60000 + number,
    api_version: "4.3",
    status: "Up",
    last_update_time: updated,
    supported_import_type: "Non_Disruptive_And_Agentless",
  }),
  volume: {
    health: "Up",
    is_active: true,
    is_read_only: false,
    host_volume_ids: [],
    import_storage_center_consistency_group_names: [],
  },
};

const xtremio: SourceTemplate = {
  version: "6.4.1",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `xtremio-${number}`,
    name,
    management_address,
    serial_number,
    cluster_guid: number.toString(16).padStart(32, "0"),
    platform: "X2",
    software_version: "6.4.1",
    xms_version: "6.4.1",
    // XtremIO has no host plug-in: Agentless only [ARRAY sources].
    supported_import_type: "Agentless",
    state: "Active",
    severity: "Clear",
    user_name,
    last_updated_timestamp: updated,
  }),
  volume: {
    severity: "Clear",
    certainty: "Ok",
    is_read_only: false,
    import_xtremio_consistency_group_names: [],
  },
};

const netapp: SourceTemplate = {
  version: "9.13.1",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  array: ({ name, number, serial_number, management_address, user_name, updated }) => ({
    id: `netapp-${number}`,
    name,
    management_address,
    serial_number,
    api_version: "1.221",
    supported_import_type: "Agentless",
    state: "Running",
    user_name,
    last_updated_timestamp: updated,
  }),
  volume: { state: "Online", container_state: "Online", is_read_only: false },
};

const powerMaxVmax: SourceTemplate = {
  version: "5978.711.711",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  // [API import_vmax]: its id is that of its remote system.
  array: ({ remote_system_id, number, management_address, user_name, updated }) => ({
    id: remote_system_id,
    symmetrix_id: String(197_600_000 + number).padStart(12, "0"),
    management_address,
    model: "PowerMax_2000",
    unisphere_api_version: "92",
    is_embedded: false,
    ucode_version: "5978.711.711",
    supported_import_type: "Agentless",
    user_name,
    last_updated_timestamp: updated,
    port: 5443,
  }),
  volume: { state: "Ready", is_read_only: false, is_snap_vx_target: false, block_size: "512_Bytes" },
};

const universal: SourceTemplate = {
  version: "1.0",
  readyCriteria: "Ready_For_Agentless_Import",
  capabilities: ["Block_Agentless_Import"],
  volume: { block_size: "512_Bytes" },
};

export const sourceTemplates: Record<SourceType, SourceTemplate> = {
  Unity: unity,
  VNX: vnx,
  PS_Equallogic: psEquallogic,
  Storage_Center: storageCenter,
  XtremIO: xtremio,
  NetApp: netapp,
  PowerMax_VMAX: powerMaxVmax,
  Universal: universal,
};
