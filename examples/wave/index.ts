import * as pulumi from "@pulumi/pulumi";
import { fromCsv, ImportWave } from "pulumi-powerstore-import/plugin";

const config = new pulumi.Config();
const cutOver = config.getBoolean("cutOver") ?? false;

// Every night from ten to six.
const nights = [{ schedule: "0 22 * * *", duration: "8h" }];

const wave = new ImportWave("wave", {
  remoteSystemId: config.require("remoteSystemId"),
  sessions: fromCsv("wave.csv"),
  timeZone: "Europe/Berlin",
  startWindows: nights,
  copyWindows: nights,
  // The night that was agreed with those who use the volumes, by local clocks: 2026-12-04T22:00
  cutoverWindows: [{ schedule: config.require("cutOverNight"), duration: "4h" }],
  maxActive: config.getNumber("maxActive") ?? 12,
  maxFailures: 2,
  // The cut-over cannot be undone: it happens only when it is asked for, and in its window.
  advanceTo: cutOver ? "Import_Completed" : undefined,
  waitFor: cutOver ? "Import_Completed" : "Started",
});

export const phase = wave.phase;
export const counts = wave.counts;
// When the next `pulumi up` has something to do, as far as windows say.
export const nextChangeAt = wave.nextChangeAt.apply((moment) => moment ?? "");
