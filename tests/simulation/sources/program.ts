import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { generateName } from "../../../provider/lifecycle/operation/names";
import type { MadeCollection } from "../array";

/** A program with everything around an import, in terms that shrink well. */
export type SourceWish = {
  readonly name?: "chosen" | undefined;
  readonly address: 1 | 2;
  readonly username: 1 | 2;
  readonly password: 1 | 2;
  readonly targets: 1 | 2;
  readonly description?: string | undefined;
  readonly trigger?: string | undefined;
  readonly waits: boolean;
  /** Takes over what somebody has made by hand, under the name that such a one has. */
  readonly adopts: boolean;
};

export type HostWish = {
  readonly address: 1 | 2;
  readonly password: 1 | 2;
  readonly trigger?: string | undefined;
  readonly waits: boolean;
  readonly adopts: boolean;
};

export type GroupWish = {
  readonly name?: "chosen" | undefined;
  /** Which of the first volumes on its source, by their numbers. */
  readonly members: readonly number[];
  readonly waits: boolean;
  readonly adopts: boolean;
};

export type ImportWish = {
  readonly volume: 0 | 1;
  readonly isAgentless: boolean;
  readonly paused: boolean;
  readonly automaticCutover: boolean;
  readonly description?: string | undefined;
};

/** The resources of a program by their logical names. `old` and `group` are a universal source and a group on it. */
export type Wishes = {
  readonly source: SourceWish;
  readonly host: HostWish;
  readonly old: SourceWish;
  readonly group: GroupWish;
  readonly import: ImportWish;
  readonly groupImport: ImportWish;
};

export type Member = keyof Wishes;

/** In the order in which a program registers them: what is depended on comes first. */
export const members = ["source", "host", "old", "group", "import", "groupImport"] as const satisfies readonly Member[];

/** What a stack is known by. */
export type StackIdentity = { readonly stackName: "prod" | "test"; readonly namespace?: string | undefined };

type Kind = { readonly type: string; readonly collection: MadeCollection };

export const kinds = {
  source: { type: "RemoteSystem", collection: "remote_system" },
  host: { type: "ImportHostSystem", collection: "import_host_system" },
  old: { type: "RemoteSystem", collection: "remote_system" },
  group: { type: "UniversalConsistencyGroup", collection: "import_universal_consistency_group" },
  import: { type: "ImportSession", collection: "import_session" },
  groupImport: { type: "ImportSession", collection: "import_session" },
} as const satisfies Record<Member, Kind>;

export function urnOf({ stackName }: StackIdentity, member: Member): string {
  return `urn:pulumi:${stackName}::shop::powerstore-import:index:${kinds[member].type}::${member}`;
}

export const memberOf = (urn: string): Member => urn.split("::").at(-1) as Member;

/** Which outputs of another resource an input takes: what the engine calls property dependencies. */
export const dependencies: Readonly<Record<Member, Readonly<Record<string, Member>>>> = {
  source: {},
  host: {},
  old: {},
  group: { remoteSystemId: "old", importUniversalVolumeIds: "old" },
  import: { remoteSystemId: "source", sourceResourceId: "source" },
  groupImport: { remoteSystemId: "old", sourceResourceId: "group" },
};

/** `dependsOn`: an order without a value. */
export const orders: Readonly<Partial<Record<Member, readonly Member[]>>> = { import: ["host"] };

/** Passwords of sources and hosts: nobody is ever shown one. */
export const secrets = {
  source: { 1: "Source-Passw0rd-one", 2: "Source-Passw0rd-two" },
  host: { 1: "Host-Passw0rd-one", 2: "Host-Passw0rd-two" },
} as const;

const boxes = {
  source: { 1: "10.20.0.10", 2: "10.20.0.11" },
  old: { 1: "10.30.0.10", 2: "10.30.0.11" },
  host: { 1: "db-01.example.com", 2: "db-02.example.com" },
} as const;

/** What the box is called that somebody adds by hand. */
export const STRANGERS_NAME = "by-hand";

/** What a program knows of what its other resources have become, and of the array that it looks volumes up on. */
export type Known = {
  id(member: Member): string | undefined;
  volumes(remoteSystemId: string): readonly string[];
  /** The host system that answers at an address. */
  hostAt(address: string): string | undefined;
};

/** A resource's inputs as its user writes them; undefined where the program ends with an error of its own, because something is not there. */
export function inputsOf(wishes: Wishes, member: Member, known: Known): RawInputs | undefined {
  switch (member) {
    case "source":
    case "old":
      return sourceInputs(wishes[member], member);
    case "host":
      return hostInputs(wishes.host, known);
    case "group":
      return groupInputs(wishes.group, known);
    default:
      return importInputs(wishes[member], member, known);
  }
}

export const addressOf = (member: "source" | "old" | "host", number: 1 | 2): string => boxes[member][number];

function sourceInputs(wish: SourceWish, member: "source" | "old"): RawInputs {
  return {
    type: member === "source" ? "Unity" : "Universal",
    name: wish.name && chosenName(member),
    description: wish.description,
    managementAddress: boxes[member][wish.address],
    username: `admin-${wish.username}`,
    password: secrets.source[wish.password],
    iscsiAddresses: [`${boxes[member][wish.address]}${wish.targets}`],
    discoveryTrigger: wish.trigger,
    discover: wish.waits,
    waitFor: wish.waits ? "Connected" : "None",
    adoptRemoteSystemId: wish.adopts ? `name:${STRANGERS_NAME}` : undefined,
  };
}

export const chosenName = (member: Member) => `chosen-${member}`;

function hostInputs({ address, password, trigger, waits, adopts }: HostWish, known: Known): RawInputs {
  const agentAddress = boxes.host[address];
  return {
    agentAddress,
    agentPort: 8443,
    osType: "Linux",
    username: "root",
    password: secrets.host[password],
    refreshTrigger: trigger,
    waitFor: waits ? "Running" : "None",
    adoptImportHostSystemId: adopts ? known.hostAt(agentAddress) : undefined,
  };
}

function groupInputs({ name, members: numbers, waits, adopts }: GroupWish, known: Known): RawInputs | undefined {
  const remoteSystemId = known.id("old");
  if (remoteSystemId === undefined) return undefined;
  const volumes = known.volumes(remoteSystemId);
  const ids = numbers.map((number) => volumes[number]);
  if (ids.some((id) => id === undefined)) return undefined;
  return {
    remoteSystemId,
    name: name && chosenName("group"),
    importUniversalVolumeIds: ids,
    waitFor: waits ? "Ready" : "None",
    adoptGroupId: adopts ? `name:${STRANGERS_NAME}` : undefined,
  };
}

function importInputs(wish: ImportWish, member: "import" | "groupImport", known: Known): RawInputs | undefined {
  const remoteSystemId = known.id(member === "import" ? "source" : "old");
  if (remoteSystemId === undefined) return undefined;
  const sourceResourceId = member === "import" ? known.volumes(remoteSystemId)[wish.volume] : known.id("group");
  if (sourceResourceId === undefined) return undefined;
  return {
    remoteSystemId,
    sourceResourceId,
    type: member === "groupImport" || wish.isAgentless ? "Agentless" : "Non_Disruptive",
    description: wish.description,
    paused: wish.paused,
    automaticCutover: wish.automaticCutover,
    waitFor: "Started",
  };
}

/** The name that a resource's object bears on the array, unless it was adopted. Hosts have none. */
export function nameOf(identity: StackIdentity, wishes: Wishes, member: Member): string | undefined {
  if (member === "host") return undefined;
  const wish = wishes[member];
  if ("name" in wish && wish.name) return chosenName(member);
  return generateName(urnOf(identity, member), identity.namespace);
}
