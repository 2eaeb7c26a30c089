import * as pulumi from "@pulumi/pulumi";
import {
  getImportableVolumesOutput,
  ImportSession,
  RemoteSystem,
  UniversalConsistencyGroup,
} from "pulumi-powerstore-import/plugin";

const config = new pulumi.Config();

// Any array with iSCSI: nothing on it is managed, so there is no account. Its volumes have no names until somebody gives them some, by WWN.
const source = new RemoteSystem("old-array", {
  type: "Universal",
  managementAddress: config.require("sourceAddress"),
  iscsiAddresses: config.requireObject<string[]>("sourceTargets"),
  universalVolumeNames: config.requireObject<Record<string, string>>("names"),
});

const names = Object.values(config.requireObject<Record<string, string>>("names"));
const volumes = getImportableVolumesOutput({ remoteSystemId: source.id }, { dependsOn: source }).apply((found) =>
  found.volumes.filter(({ name }) => name !== undefined && names.includes(name)),
);

// Volumes that belong together keep their order of writes; on PowerStore they become a volume group of this name.
const group = new UniversalConsistencyGroup("erp", {
  name: "erp",
  remoteSystemId: source.id,
  importUniversalVolumeIds: volumes.apply((all) => all.map(({ id }) => id)),
});

const session = new ImportSession("erp", {
  remoteSystemId: source.id,
  sourceResourceId: group.id,
  type: "Agentless",
});

export const state = session.state;
