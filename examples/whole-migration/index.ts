import * as pulumi from "@pulumi/pulumi";
import {
  getImportableVolumesOutput,
  ImportHostSystem,
  ImportSession,
  RemoteSystem,
} from "pulumi-powerstore-import/plugin";

const config = new pulumi.Config();
const cutOver = config.getBoolean("cutOver") ?? false;

// The old array: PowerStore logs in to it, waits for the data connections and looks for what is on it.
const source = new RemoteSystem("old-unity", {
  name: "old-unity",
  type: "Unity",
  managementAddress: config.require("sourceAddress"),
  username: config.require("sourceUser"),
  password: config.requireSecret("sourcePassword"),
  iscsiAddresses: config.requireObject<string[]>("sourceTargets"),
});

// The hosts that use its volumes: their agents move them from the old array to PowerStore without a stop.
const hosts = config.requireObject<string[]>("hosts").map(
  (agentAddress) =>
    new ImportHostSystem(
      agentAddress,
      {
        agentAddress,
        agentPort: 8443,
        osType: "Linux",
        username: config.require("hostUser"),
        password: config.requireSecret("hostPassword"),
      },
      { dependsOn: source },
    ),
);

// What was found on the old array, by name. In a preview before the array knows it, nothing of this is known yet.
const found = getImportableVolumesOutput({ remoteSystemId: source.id }, { dependsOn: hosts });
const idOf = (name: string) =>
  found.apply(({ volumes }) => {
    const volume = volumes.find((each) => each.name === name);
    if (!volume) throw new pulumi.RunError(`no volume "${name}" was found on the old array`);
    return volume.id;
  });

const imports = config.requireObject<string[]>("volumes").map(
  (name) =>
    new ImportSession(
      name,
      {
        remoteSystemId: source.id,
        sourceResourceId: idOf(name),
        paused: config.getBoolean("paused"),
        // The cut-over cannot be undone: it happens only when it is asked for.
        advanceTo: cutOver ? "Import_Completed" : undefined,
        waitFor: cutOver ? "Import_Completed" : "Started",
      },
      { dependsOn: hosts },
    ),
);

export const states = imports.map(({ state }) => state);
export const volumeIds = imports.map(({ destinationResourceId }) => destinationResourceId);
