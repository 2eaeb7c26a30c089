/** Options about what the array has and how much it does at a time, and about the end of the command. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { OptionEffect, StartedCommand } from "./startedCommand";

/** The states of three sessions that are created one after the other. */
async function threeStates(command: StartedCommand): Promise<unknown[]> {
  const ask = await command.connect();
  for (const number of [1, 2, 3]) {
    const source = { remote_system_id: "rs-unity-01", source_resource_id: `unity-01-vol-0${number}` };
    await ask("POST", "/import_session", { name: `s-${number}`, ...source });
  }
  return (await ask("GET", "/import_session?select=state&order=name")).body.map(
    ({ state }: { readonly state: string }) => state,
  );
}

const namesOf = (collection: string) => async (command: StartedCommand) =>
  (await command.rows(collection)).map(({ name }) => name);

/** Whether it goes on after the end of its standard input, or how it ended. */
async function afterEndOfInput(command: StartedCommand): Promise<unknown> {
  await command.ready();
  command.around.stdin.end();
  try {
    for (const _ of [1, 2, 3]) await command.control("GET", "/clock");
  } catch {
    return command.ended;
  }
  return "goes on";
}

export const seedFile = "format: 1\ncluster: { name: Seeded-01 }\n";

export const worldEffects: readonly OptionEffect[] = [
  {
    args: () => ["--max-active-sessions", "2"],
    observe: threeStates,
    without: ["In_Progress", "In_Progress", "In_Progress"],
    with: ["In_Progress", "In_Progress", "Queued"],
    reason: "the third waits for a place",
  },
  {
    args: () => ["--one-set-up-at-a-time"],
    observe: threeStates,
    without: ["In_Progress", "In_Progress", "In_Progress"],
    with: ["In_Progress", "Queued", "Queued"],
    reason: "the second waits for the set-up of the first",
  },
  {
    args: () => ["--max-group-members", "4"],
    observe: async (command) =>
      (await command.rows("import_unity_consistency_group")).map(({ importable_criteria }) => importable_criteria),
    without: ["Ready", "Ready"],
    with: ["Ready", "Max_Members"],
    reason: "the second group has five members",
  },
  {
    args: () => ["--cluster", "Lab-01:PSLAB"],
    observe: async (command) => (await command.rows("cluster")).map(({ name, global_id }) => [name, global_id]),
    without: [["PowerStore-01", "PS0000000001"]],
    with: [["Lab-01", "PSLAB"]],
    reason: "it is another array",
  },
  {
    args: (folder) => ["--seed", join(folder, "seed.yaml")],
    observe: namesOf("cluster"),
    without: ["PowerStore-01"],
    with: ["Seeded-01"],
    reason: "the array is what the file says",
  },
  {
    args: () => ["--sources", "vnx=1,netapp=2"],
    observe: namesOf("remote_system"),
    without: ["Unity-01", "XtremIO-01"],
    with: ["VNX-01", "NetApp-01"],
    reason: "these are the arrays to import from",
  },
  {
    args: (folder) => ["--snapshot", join(folder, "world.json")],
    observe: namesOf("cluster"),
    without: ["PowerStore-01"],
    with: ["Saved-01"],
    reason: "the array goes on where the file says",
  },
  {
    args: (folder) => ["--save-snapshot", join(folder, "saved.json")],
    observe: async (command) => {
      await command.ready();
      await command.stop();
      return existsSync(join(command.folder, "saved.json"));
    },
    without: false,
    with: true,
    reason: "the array is written there in the end",
  },
  {
    args: () => ["--exit-with-parent"],
    observe: afterEndOfInput,
    without: "goes on",
    with: 0,
    reason: "nobody is there any more who wants it",
  },
];
