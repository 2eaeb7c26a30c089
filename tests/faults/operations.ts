import type { Step } from "../simulation/history";
import type { Program } from "../simulation/program";

/** One operation of the lifecycle, and how a calm stack and array come to stand before it. */
export type Operation = {
  readonly program?: Partial<Program>;
  /** The operation waits for the end of a copy: let it not take hours. */
  readonly isCopyQuick?: true;
  /** `forget` loses the state file. */
  readonly before?: readonly (Step | "forget")[];
  readonly run: Step;
};

export const up = { step: "up", replace: false, incidents: [] } as const satisfies Step;
export const upReplace = { ...up, replace: true } as const;
const refresh = { step: "refresh", incidents: [] } as const satisfies Step;
const destroy = {
  step: "destroy",
  settings: { forceCancel: false, hostsOnSource: false },
  incidents: [],
} as const satisfies Step;

export const edit = (change: Partial<Program>): Step => ({ step: "edit", change });
const click = (click: "cancel" | "deleteRecord" | "purge" | "loseSource" | "makeStrangers" | "resume"): Step => ({
  step: "click",
  click: { click },
});
const fail = (state: "Failed" | "Cleanup_Required"): Step => ({ step: "click", click: { click: "fail", state } });
const pass = (minutes: number): Step => ({ step: "click", click: { click: "pass", minutes } });

/** Longer than the slowest copy. */
const copied = pass(24 * 60);
const agentless = { isAgentless: true, hasHosts: true } as const;
const scheduled = { scheduledAt: 3000 } as const;

/** Every operation of the lifecycle in every variant that sends other requests. */
export const operations = {
  "create under a generated name": { run: up },
  "create under a chosen name, by the source array's name": { program: { name: "chosen", source: "second" }, run: up },
  "create paused": { program: { paused: true }, run: up },
  "create scheduled": { program: scheduled, run: up },
  "create agentless with hosts": { program: agentless, run: up },
  "create a group": { program: { source: "group" }, run: up },
  "create and wait for the cut-over": {
    isCopyQuick: true,
    program: { automaticCutover: true, waitFor: "Import_Completed" },
    run: up,
  },
  "create over a session that an earlier run made": { before: [up, "forget"], run: up },
  "create over a dead session of an earlier run": { before: [up, fail("Failed"), "forget"], run: up },
  "create over a session that is being cancelled": { before: [up, click("cancel"), "forget"], run: up },
  "adopt a session": { program: { adopts: "strangers" }, before: [click("makeStrangers"), pass(5)], run: up },
  "pause a copy": { before: [up, edit({ paused: true })], run: up },
  "resume a copy": { program: { paused: true }, before: [up, edit({ paused: false })], run: up },
  "pause a group": { program: { source: "group" }, before: [up, edit({ paused: true })], run: up },
  "resume a group": { program: { source: "group", paused: true }, before: [up, edit({ paused: false })], run: up },
  "cut over": { before: [up, copied, edit({ advanceTo: "Import_Completed" })], run: up },
  "cut a group over": {
    program: { source: "group" },
    before: [up, copied, edit({ advanceTo: "Import_Completed" })],
    run: up,
  },
  "wait for the end of a copy": { isCopyQuick: true, before: [up, edit({ waitFor: "Ready_For_Cutover" })], run: up },
  reschedule: { program: scheduled, before: [up, edit({ scheduledAt: 90 })], run: up },
  "enable the destination": { program: agentless, before: [up, edit({ advanceTo: "Ready_To_Start_Copy" })], run: up },
  "start the copy": {
    program: { ...agentless, advanceTo: "Ready_To_Start_Copy" },
    before: [up, up, edit({ advanceTo: "Ready_For_Cutover" })],
    run: up,
  },
  "enable the destinations of a group": {
    program: { source: "agentlessGroup" },
    before: [up, edit({ advanceTo: "Ready_To_Start_Copy" })],
    run: up,
  },
  "record what asks nothing of the array": { before: [up, edit({ description: "one", forceCancel: true })], run: up },
  "go on with a completed session whose record is gone": {
    isCopyQuick: true,
    program: { automaticCutover: true },
    before: [up, copied, click("purge"), edit({ waitFor: "Import_Completed" })],
    run: up,
  },
  "replace a scheduled session": { program: scheduled, before: [up, edit({ automaticCutover: true })], run: up },
  "replace a failed session": { before: [up, fail("Failed"), refresh], run: up },
  "replace a copying session by name": { before: [up], run: upReplace },
  "replace a completed session for another source": {
    isCopyQuick: true,
    program: { automaticCutover: true, waitFor: "Import_Completed" },
    before: [up, edit({ source: "second" })],
    run: up,
  },
  "refuse to throw a copy away": { before: [up, edit({ automaticCutover: true })], run: up },
  "read a copying session": { before: [up], run: refresh },
  "read a group": { program: { source: "group" }, before: [up], run: refresh },
  "read a session paused by somebody": { before: [edit({ paused: true }), up, click("resume")], run: refresh },
  "read after completion and purge": {
    program: { automaticCutover: true },
    before: [up, copied, click("purge")],
    run: refresh,
  },
  "read after a cancel and a purge": { before: [up, click("purge")], run: refresh },
  "read after a purge before there was a destination": {
    program: scheduled,
    before: [up, click("purge")],
    run: refresh,
  },
  "delete while scheduled": { program: scheduled, before: [up], run: destroy },
  "delete while copying": { before: [up], run: destroy },
  "delete while paused": { program: { paused: true }, before: [up], run: destroy },
  "delete a group while copying": { program: { source: "group" }, before: [up], run: destroy },
  "delete after completion": {
    isCopyQuick: true,
    program: { automaticCutover: true, waitFor: "Import_Completed" },
    before: [up],
    run: destroy,
  },
  "delete after a failure": { before: [up, fail("Failed")], run: destroy },
  "delete what has to be cleaned up": { before: [up, fail("Cleanup_Required")], run: destroy },
  "delete by force while the source is away": {
    program: { forceCancel: true },
    before: [up, click("loseSource")],
    run: destroy,
  },
  "delete an agentless copy whose hosts are back": {
    program: { ...agentless, advanceTo: "Ready_To_Start_Copy", hostsOnSource: true },
    before: [up, up, edit({ advanceTo: "Ready_For_Cutover" }), up],
    run: destroy,
  },
  "delete what is gone": { before: [up, click("purge")], run: destroy },
} satisfies Readonly<Record<string, Operation>>;
