import * as pulumi from "@pulumi/pulumi";
import { ImportSession } from "pulumi-powerstore-import";

// Everything that changes during a migration is configuration: `pulumi config set paused true && pulumi up`.
const config = new pulumi.Config();
const remoteSystemId = config.require("remoteSystemId"); // an id, or name:<name>

const database = new ImportSession(
  "database",
  {
    remoteSystemId,
    sourceResourceId: config.require("databaseVolume"),
    paused: config.getBoolean("paused"),
    // The cut-over cannot be undone: it happens only when it is asked for.
    advanceTo: config.getBoolean("cutOver") ? "Import_Completed" : undefined,
    waitFor: config.getBoolean("cutOver") ? "Import_Completed" : "Started",
    forceCancel: config.getBoolean("forceCancel"),
  },
  // Set it for every migration that matters: `pulumi destroy` then refuses to cancel it.
  { protect: config.getBoolean("protect") },
);

const archive = new ImportSession("archive", {
  remoteSystemId,
  sourceResourceId: config.require("archiveVolume"),
  scheduledTimestamp: config.get("archiveStart"),
  forceCancel: config.getBoolean("forceCancel"),
});

export const databaseState = database.state;
export const databaseVolumeId = database.destinationResourceId;
export const archiveState = archive.state;
