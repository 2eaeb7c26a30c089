// One program for a whole fleet: a stack is one wave on one array, `berlin-01-w02`, with its own file of imports.
import * as pulumi from "@pulumi/pulumi";
import { fromCsv, ImportWave } from "pulumi-powerstore-import/plugin";

const config = new pulumi.Config();
const stack = pulumi.getStack();

// Before the cut-over there is no change number, and the window stays away.
const change = config.get("change");
const cutOverNight = config.get("cutOverNight");

// The full name of the stack whose wave has to be completed first: organization/project/berlin-01-w01.
const after = config.get("after");
const former = after === undefined ? undefined : new pulumi.StackReference(after).getOutput("phase");

const nights = [{ schedule: config.get("nights") ?? "0 22 * * *", duration: "8h" }];

const wave = new ImportWave(
  "wave",
  {
    remoteSystemId: config.require("remoteSystemId"),
    sessions: fromCsv(`waves/${stack}.csv`),
    timeZone: config.get("timeZone") ?? "Europe/Berlin",
    startWindows: nights,
    copyWindows: nights,
    cutoverWindows: cutOverNight ? [{ schedule: cutOverNight, duration: "4h", description: change }] : undefined,
    advanceTo: cutOverNight ? "Import_Completed" : undefined,
    maxActive: config.getNumber("maxActive") ?? 4,
    maxFailures: 2,
    // Until then nothing begins. A night that was agreed for its own cut-over counts for more: what became of the earlier wave does not let it pass.
    hold: cutOverNight ? false : (former?.apply((phase) => phase !== "Completed") ?? false),
    // Whatever has to wait is a success, and the next tick goes on: an engine that counts failures has none to count.
    waitFor: "Started",
  },
  { protect: true },
);

export const phase = wave.phase;
export const counts = wave.counts;
export const nextChangeAt = wave.nextChangeAt.apply((moment) => moment ?? "");
