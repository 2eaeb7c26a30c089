import * as z from "zod";
import { optionalNumber, optionalText, textList } from "./optionalValues";

const id = z.string().min(1);

/** `import_host_system_instance`; enumerations stay open. */
const system = z.object({
  id,
  agent_address: optionalText,
  agent_port: optionalNumber,
  agent_type: optionalText,
  agent_version: optionalText,
  agent_api_version: optionalText,
  agent_status: optionalText,
  os_type: optionalText,
  os_version: optionalText,
  user_name: optionalText,
  last_update_time: optionalText,
});

export const importHostSystemSelect = Object.keys(system.shape).join(",");

export const importHostSystemSchema = system.transform((row) => ({
  id: row.id,
  agentAddress: row.agent_address,
  agentPort: row.agent_port,
  agentType: row.agent_type,
  agentVersion: row.agent_version,
  agentApiVersion: row.agent_api_version,
  agentStatus: row.agent_status,
  osType: row.os_type,
  osVersion: row.os_version,
  username: row.user_name,
  lastUpdateTime: row.last_update_time,
}));

/** A host with an agent, as the array shows it. */
export type ImportHostSystem = z.output<typeof importHostSystemSchema>;

/** `import_host_volume_instance`: a volume as a host with an agent sees it. */
const volume = z.object({
  id,
  host_system_id: optionalText,
  name: optionalText,
  array_type: optionalText,
  array_identifier: optionalText,
  size: optionalNumber,
  status: optionalText,
  is_migrating: z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined),
  active_path: optionalText,
  protocols: textList,
  mount_paths: textList,
  import_state: optionalText,
  naa_id: optionalText,
  last_update_time: optionalText,
});

export const importHostVolumeSelect = Object.keys(volume.shape).join(",");

export const importHostVolumeSchema = volume.transform((row) => ({
  id: row.id,
  importHostSystemId: row.host_system_id,
  name: row.name,
  arrayType: row.array_type,
  arrayIdentifier: row.array_identifier,
  sizeBytes: row.size,
  status: row.status,
  isMigrating: row.is_migrating,
  activePath: row.active_path,
  protocols: row.protocols,
  mountPaths: row.mount_paths,
  importState: row.import_state,
  naaId: row.naa_id,
  lastUpdateTime: row.last_update_time,
}));

export type ImportHostVolume = z.output<typeof importHostVolumeSchema>;

const initiator = z.looseObject({ port_name: optionalText, port_type: optionalText });

/** `host_instance` with what one looks a host up by; `host_initiators` is deprecated since 3.0, and still there in 4.4. */
const host = z.object({
  id,
  name: optionalText,
  description: optionalText,
  type: optionalText,
  os_type: optionalText,
  host_group_id: optionalText,
  import_host_system_id: optionalText,
  host_connectivity: optionalText,
  host_initiators: z.array(initiator).nullish(),
});

export const hostSelect = Object.keys(host.shape).join(",");

export const hostSchema = host.transform((row) => ({
  id: row.id,
  name: row.name,
  description: row.description || undefined,
  type: row.type,
  osType: row.os_type,
  hostGroupId: row.host_group_id,
  importHostSystemId: row.import_host_system_id,
  hostConnectivity: row.host_connectivity,
  initiators: (row.host_initiators ?? []).map(({ port_name, port_type }) => ({
    portName: port_name,
    portType: port_type,
  })),
}));

export type Host = z.output<typeof hostSchema>;
