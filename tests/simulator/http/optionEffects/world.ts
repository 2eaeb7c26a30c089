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

const newHost = { agent_address: "h.example", agent_port: 1, os_type: "Linux", user_name: "u", password: "p" };
const newSource = { name: "N", type: "Unity", management_address: "10.9.9.9", iscsi_addresses: ["10.9.9.10"] };
const account = { remote_username: "u", remote_password: "p" };

/** The status of a request. */
const statusOf = (method: string, path: string, body?: unknown) => async (command: StartedCommand) =>
  (await (await command.connect())(method, path, body)).status;

/** Two volumes of the Unity wait for a host: how many still do after one was added, and two seconds later. */
async function waitingVolumes(command: StartedCommand): Promise<number[]> {
  const ask = await command.connect();
  await ask("POST", "/import_host_system", newHost);
  const count = async () =>
    (await ask("GET", "/import_unity_volume?importable_criteria=eq.Host_Not_Added")).body.length as number;
  const first = await count();
  await command.advance(2);
  return [first, await count()];
}

/** How many volumes a new source has right after its discovery. */
async function discoveredVolumes(command: StartedCommand): Promise<number> {
  const ask = await command.connect();
  await ask("POST", "/remote_system", { ...newSource, ...account });
  await ask("POST", "/remote_system/name:N/discover");
  return (await ask("GET", "/import_unity_volume?name=ilike.N-*")).body.length;
}

const group = "/import_universal_consistency_group";

async function deleteOfGroupedSource(command: StartedCommand): Promise<number> {
  const ask = await command.connect();
  await ask("POST", group, { name: "g", remote_system_id: "name:Universal-01" });
  return (await ask("DELETE", "/remote_system/name:Universal-01")).status;
}

async function deleteOfAttachedHost(command: StartedCommand): Promise<number> {
  const ask = await command.connect();
  await ask("POST", "/volume", { name: "v", size: 1048576, host_id: "host-01" });
  return (await ask("DELETE", "/host/host-01")).status;
}

const critical = "PATCH /remote_system/{id}";
const newest = ["--clock", "manual", "--api-version", "4.4"] as const;

/** What became of a critical request that nobody has approved for two seconds. */
async function phaseOfJob(command: StartedCommand): Promise<unknown> {
  const ask = await command.connect();
  await ask("PATCH", "/remote_system/name:Unity-01", { description: "d" });
  await command.advance(2);
  return (await command.rows("job"))[0]?.phase;
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
  {
    args: () => ["--api-version", "4.4"],
    observe: async (command) => (await command.rows("software_installed"))[0]?.release_version,
    without: "4.1.0.0",
    with: "4.4.0.0",
    reason: "it is a newer array",
  },
  {
    args: () => ["--critical-operation", critical],
    besides: newest,
    observe: statusOf("PATCH", "/remote_system/name:Unity-01", { description: "d" }),
    without: 204,
    with: 202,
    reason: "somebody has to approve the change",
  },
  {
    args: () => ["--approval-seconds", "1"],
    besides: [...newest, "--critical-operation", critical],
    observe: phaseOfJob,
    without: "Waiting_Approval",
    with: "Failed",
    reason: "nobody has approved it in time",
  },
  {
    args: () => ["--discovery-seconds", "5"],
    observe: discoveredVolumes,
    without: 6,
    with: 0,
    reason: "a discovery goes on for a while",
  },
  {
    args: () => ["--agent-seconds", "2"],
    observe: waitingVolumes,
    without: [0, 0],
    with: [2, 0],
    reason: "the agent answers two seconds later",
  },
  {
    args: () => ["--hosts-per-agent", "2"],
    async observe(command) {
      await (await command.connect())("POST", "/import_host_system", newHost);
      return (await namesOf("host")(command)).filter((name) => String(name).startsWith("h.example"));
    },
    without: ["h.example"],
    with: ["h.example", "h.example-fc"],
    reason: "a host has Fibre Channel, too",
  },
  {
    args: () => ["--chap-mode", "Single"],
    observe: statusOf("POST", "/import_host_system", newHost),
    without: 201,
    with: 422,
    reason: "an import host needs an account",
  },
  {
    args: () => ["--chap-secrets", "required"],
    observe: statusOf("POST", "/remote_system", { ...newSource, ...account, session_chap_mode: "Single" }),
    without: 201,
    with: 422,
    reason: "a mode alone is not enough",
  },
  {
    args: () => ["--source-trust", "required"],
    observe: statusOf("PATCH", "/remote_system/name:Unity-01", { management_address: "10.9.9.9" }),
    without: 204,
    with: 422,
    reason: "nobody has added a certificate for that address",
  },
  {
    args: () => ["--source-renames", "refused"],
    observe: statusOf("PATCH", "/remote_system/name:Unity-01", { name: "Other" }),
    without: 204,
    with: 422,
    reason: "the name of a Unity is in no list",
  },
  {
    args: () => ["--groups-at-source-delete", "hold"],
    besides: ["--clock", "manual", "--sources", "universal=1"],
    observe: deleteOfGroupedSource,
    without: 204,
    with: 422,
    reason: "a group is on the source",
  },
  {
    args: () => ["--attachments", "hold"],
    observe: deleteOfAttachedHost,
    without: 204,
    with: 422,
    reason: "a volume is attached to the host",
  },
];
