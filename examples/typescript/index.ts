import * as pulumi from "@pulumi/pulumi";
import { ImportSession } from "pulumi-powerstore-import/plugin";

// Everything that changes during a migration is configuration: `pulumi config set paused true && pulumi up`.
const config = new pulumi.Config();
const remoteSystemId = config.require("remoteSystemId"); // an id, or name:<name>
const cutOver = config.getBoolean("cutOver") ?? false;

const database = new ImportSession("database", {
  remoteSystemId,
  sourceResourceId: config.require("databaseVolume"),
  paused: config.getBoolean("paused"),
  // The cut-over cannot be undone: it happens only when it is asked for.
  advanceTo: cutOver ? "Import_Completed" : undefined,
  waitFor: cutOver ? "Import_Completed" : "Started",
});

const archive = new ImportSession("archive", {
  remoteSystemId,
  sourceResourceId: config.require("archiveVolume"),
  scheduledTimestamp: config.get("archiveStart"),
});

export const databaseState = database.state;
export const databaseVolumeId = database.destinationResourceId;
export const archiveState = archive.state;
