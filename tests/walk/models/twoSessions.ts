import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import type { ArrayEvent } from "../arrayEvents";
import type { Model } from "../model";
import type { Command, Program } from "../stack";
import { DB, DYNAMIC_DB, dynamicResource, RENAMED, resource, second } from "./programs";

/** Every up with and without `--continue-on-error`: what it lets the engine do after a failure is half of what can go wrong between two. */
function commandsFor(programs: Readonly<Record<string, Program>>, more: readonly Command[] = []): readonly Command[] {
  return [
    ...Object.keys(programs).flatMap((program): readonly Command[] => [
      { verb: "up", program },
      { verb: "up", program, continueOnError: true },
    ]),
    { verb: "refresh" },
    { verb: "destroy" },
    ...more,
  ];
}

const timePasses: readonly ArrayEvent[] = [
  { event: "timePasses", session: 0 },
  { event: "timePasses", session: 1 },
];
const cancelled: ArrayEvent = { event: "byHand", session: 0, action: "cancel" };

const chosen: RawInputs = { name: "chosen" };

const renamePrograms = {
  former: [resource(DB)],
  renamed: [resource(RENAMED)],
  "renamed with an alias": [resource(RENAMED, {}, { aliases: [DB] })],
  "former, with a chosen name": [resource(DB, chosen)],
  "renamed, with a chosen name": [resource(RENAMED, chosen)],
};

/** A resource that gets another name, of its own session or of a chosen one. */
export const renaming: Omit<Model, "troubles"> = {
  name: "renaming a resource",
  programs: renamePrograms,
  commands: commandsFor(renamePrograms),
  events: [...timePasses, cancelled],
};

const movePrograms = {
  dynamic: [dynamicResource(DYNAMIC_DB)],
  plugin: [resource(DB)],
  "plugin with an alias": [resource(DB, {}, { aliases: [DYNAMIC_DB] })],
  "dynamic with an alias": [dynamicResource(DYNAMIC_DB, {}, { aliases: [DB] })],
  "plugin, otherwise": [resource(DB, { automaticCutover: true })],
};

/** A resource that moves between the surfaces, and so between two processes of a run. */
export const moving: Omit<Model, "troubles"> = {
  name: "moving between the surfaces",
  programs: movePrograms,
  commands: commandsFor(movePrograms),
  events: [...timePasses, cancelled],
};

const adoptPrograms = {
  one: [resource(DB)],
  two: [resource(DB), resource(RENAMED, second)],
  "adopted by another": [resource(RENAMED, { adoptSessionId: "session-000001" })],
  "adopted by another beside it": [resource(DB), resource(RENAMED, { adoptSessionId: "session-000001" })],
  "adopted by another, otherwise": [resource(RENAMED, { adoptSessionId: "session-000001", automaticCutover: true })],
  "adopted by the other surface": [dynamicResource(DYNAMIC_DB, { adoptSessionId: "session-000001" })],
};

/** A session that another resource takes over by its id. */
export const adopting: Omit<Model, "troubles"> = {
  name: "adopting a session of the stack",
  programs: adoptPrograms,
  commands: commandsFor(adoptPrograms),
  events: [...timePasses, cancelled],
};

const swapPrograms = {
  two: [resource(DB), resource(RENAMED, second)],
  swapped: [resource(DB, second), resource(RENAMED)],
  "the same source twice": [resource(DB), resource(RENAMED)],
};

/** Two resources and two sources that change hands. */
export const swapping: Omit<Model, "troubles"> = {
  name: "two sources that change hands",
  programs: swapPrograms,
  commands: commandsFor(swapPrograms, [
    { verb: "up", program: "swapped", isReplace: true, continueOnError: true },
    { verb: "up", program: "two", target: DB },
  ]),
  events: timePasses,
};
