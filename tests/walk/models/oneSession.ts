import type { RawInputs } from "../../../provider/lifecycle/handler";
import type { Model } from "../model";
import { everydayCommands } from "../model";
import type { Declared, Program } from "../stack";

export const URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";

const plain = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" } as const;

/** A program of one resource. */
export function one(inputs: RawInputs, options: Partial<Declared> = {}): Program {
  return [{ urn: URN, process: "plugin", inputs: { ...plain, ...inputs }, ...options }];
}

const lifePrograms = {
  plain: one({}),
  paused: one({ paused: true }),
  "cut over": one({ advanceTo: "Import_Completed" }),
};

/** The life of a volume that no host has to be moved for: set-up, copy, pause, cut-over, and what people do to it by hand. */
export const life: Model = {
  name: "one session",
  programs: lifePrograms,
  commands: everydayCommands(lifePrograms),
  events: [
    { event: "timePasses", session: 0 },
    { event: "byHand", session: 0, action: "pause" },
    { event: "byHand", session: 0, action: "cancel" },
    { event: "recordDeleted", session: 0 },
  ],
  troubles: { deaths: true, faults: false, interruptions: [] },
};
