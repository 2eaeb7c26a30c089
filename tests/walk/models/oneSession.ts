import type { ArrayEvent } from "../arrayEvents";
import type { Model } from "../model";
import { everydayCommands } from "../model";
import { one, second } from "./programs";

/** What happens to the first session, by itself or by hand. */
const timePasses: ArrayEvent = { event: "timePasses", session: 0 };
const byHand = (action: Extract<ArrayEvent, { event: "byHand" }>["action"]): ArrayEvent => ({
  event: "byHand",
  session: 0,
  action,
});
const fails = (state: Extract<ArrayEvent, { event: "fails" }>["state"]): ArrayEvent => ({
  event: "fails",
  session: 0,
  state,
});
const recordDeleted: ArrayEvent = { event: "recordDeleted", session: 0 };
const purged: ArrayEvent = { event: "purged", session: 0 };

const lifePrograms = {
  plain: one(),
  paused: one({ paused: true }),
  "cut over": one({ advanceTo: "Import_Completed" }),
};

/** A volume that no host has to be moved for: set-up, copy, pause, cut-over, and what people do to it by hand. */
export const life: Omit<Model, "troubles"> = {
  name: "life of one session",
  programs: lifePrograms,
  commands: everydayCommands(lifePrograms),
  events: [timePasses, byHand("pause"), byHand("resume"), byHand("cutover"), byHand("cancel"), recordDeleted, purged],
};

const gatePrograms = {
  plain: one({ type: "Agentless" }),
  "to the destination": one({ type: "Agentless", advanceTo: "Ready_To_Start_Copy" }),
  "to the copy": one({ type: "Agentless", advanceTo: "Ready_For_Cutover" }),
  "cut over": one({ type: "Agentless", advanceTo: "Import_Completed" }),
  "hosts are back": one({ type: "Agentless", hostsOnSource: true }),
};

/** An agentless volume, whose hosts somebody moves at each gate. */
export const gates: Omit<Model, "troubles"> = {
  name: "gates of an agentless session",
  programs: gatePrograms,
  commands: everydayCommands(gatePrograms),
  events: [
    timePasses,
    byHand("enable_destination_volume"),
    byHand("start_copy"),
    byHand("cutover"),
    byHand("cancel"),
    fails("Cancel_Required"),
  ],
};

const troublePrograms = { plain: one({}, { deleteBeforeReplace: true }) };

/** What can go wrong with a session at the array, and what people do about it. */
export const trouble: Omit<Model, "troubles"> = {
  name: "trouble of one session",
  programs: troublePrograms,
  commands: [...everydayCommands(troublePrograms), { verb: "up", program: "plain", isReplace: true }],
  events: [
    timePasses,
    byHand("cleanup"),
    fails("Failed"),
    fails("Cleanup_Required"),
    fails("Cleanup_Failed"),
    fails("Invalid"),
    recordDeleted,
    purged,
  ],
};

const forcePrograms = { plain: one(), force: one({ forceCancel: true }) };

/** An array that does not reach the source: set-up, roll-back and clean-up fail, unless by force. */
export const unreachable: Omit<Model, "troubles"> = {
  name: "a source out of reach",
  programs: forcePrograms,
  commands: everydayCommands(forcePrograms),
  events: [
    timePasses,
    byHand("cancel"),
    { event: "sourceReachable", isReachable: false },
    { event: "sourceReachable", isReachable: true },
  ],
};

/** Ten days and twenty after the beginning of the world. */
const SOON = "2026-01-11T00:00:00Z";
const LATER = "2026-01-21T00:00:00Z";

const schedulePrograms = {
  plain: one(),
  scheduled: one({ scheduledTimestamp: SOON }),
  "scheduled later": one({ scheduledTimestamp: LATER }),
  "scheduled, automatic": one({ scheduledTimestamp: SOON, automaticCutover: true }),
};

/** A start that is set, moved and taken away, and what may be replaced as long as nothing is copied. */
export const schedules: Omit<Model, "troubles"> = {
  name: "schedules",
  programs: schedulePrograms,
  commands: everydayCommands(schedulePrograms),
  events: [timePasses, byHand("cancel")],
  instants: [SOON, LATER],
};

const deletedFirst = { deleteBeforeReplace: true } as const;

const replacingPrograms = {
  plain: one({}, deletedFirst),
  automatic: one({ automaticCutover: true }, deletedFirst),
  "another source": one(second, deletedFirst),
};

/** Changes that only a new session can make, and replacements by name that delete first. */
export const replacing: Omit<Model, "troubles"> = {
  name: "replacing a session",
  programs: replacingPrograms,
  commands: [
    ...everydayCommands(replacingPrograms),
    { verb: "up", program: "plain", isReplace: true },
    { verb: "up", program: "another source", isReplace: true },
  ],
  events: [timePasses, byHand("cancel"), fails("Failed"), recordDeleted],
};

const creatingFirstPrograms = { plain: one(), automatic: one({ automaticCutover: true }) };

/** Replacements by name that create first, as in every language without the option: the state gets second entries. */
export const creatingFirst: Omit<Model, "troubles"> = {
  name: "replacing by name, created first",
  programs: creatingFirstPrograms,
  commands: [...everydayCommands(creatingFirstPrograms), { verb: "up", program: "plain", isReplace: true }],
  events: [timePasses, byHand("cancel"), fails("Cleanup_Required"), recordDeleted],
};

const optionPrograms = {
  plain: one(),
  described: one({ description: "new" }),
  "replace on changes": one({}, { replaceOnChanges: true }),
  "replace on changes, described": one({ description: "new" }, { replaceOnChanges: true }),
  retained: one({}, { retainOnDelete: true }),
  "retained, automatic": one({ automaticCutover: true }, { retainOnDelete: true }),
  nothing: [],
};

/** Options of the resource that change what the engine does with it. */
export const options: Omit<Model, "troubles"> = {
  name: "options of a resource",
  programs: optionPrograms,
  commands: everydayCommands(optionPrograms),
  events: [timePasses, fails("Failed")],
};

const made = (name: string, source: string): ArrayEvent => ({ event: "made", name, source, isAgentless: false });

const adoptionPrograms = {
  plain: one(),
  "adopts what was made by hand": one({ adoptSessionId: "name:by-hand" }),
  "adopts it, otherwise": one({ adoptSessionId: "name:by-hand", automaticCutover: true }),
};

/** A session that somebody has made by hand, of the program's source. */
export const handMade: Omit<Model, "troubles"> = {
  name: "adopting what was made by hand",
  programs: adoptionPrograms,
  commands: everydayCommands(adoptionPrograms),
  events: [timePasses, made("by-hand", "unity-01-vol-01"), byHand("cancel"), recordDeleted],
};

const namePrograms = {
  chosen: one({ name: "chosen" }),
  "chosen and adopted": one({ name: "chosen", adoptSessionId: "name:chosen" }),
};

/** A chosen name, which somebody else may have taken for the same source or for another. */
export const names: Omit<Model, "troubles"> = {
  name: "a chosen name",
  programs: namePrograms,
  commands: everydayCommands(namePrograms),
  events: [
    timePasses,
    made("chosen", "unity-01-vol-01"),
    made("chosen", "unity-01-vol-02"),
    byHand("cancel"),
    recordDeleted,
  ],
};
