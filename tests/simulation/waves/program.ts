import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import type { WindowsName } from "./windows";
import { windowsOf } from "./windows";

/** A program with waves, in terms that shrink well. */
export type MemberWish = {
  /** Which of the volumes that can be imported. */
  readonly volume: number;
  readonly priority?: number | undefined;
  readonly paused?: boolean | undefined;
  readonly advanceTo?: "Import_Completed" | undefined;
  readonly waitFor?: Wait | undefined;
  readonly description?: string | undefined;
  /** Id of the session that it takes over. */
  readonly adopts?: string | undefined;
};

export type Wait = "None" | "Started" | "Ready_For_Cutover" | "Import_Completed";

/** What windows an import has. */
export type WindowsWish = {
  readonly start?: WindowsName | undefined;
  readonly copy?: WindowsName | undefined;
  readonly cutover?: WindowsName | undefined;
};

export const memberKeys = ["k1", "k2", "k3", "k4"] as const;
export type MemberKey = (typeof memberKeys)[number];

export type WaveWish = WindowsWish & {
  readonly members: { readonly [Key in MemberKey]?: MemberWish | undefined };
  readonly maxActive?: number | undefined;
  readonly maxFailures?: number | undefined;
  readonly hold: boolean;
  readonly onRemove: "refuse" | "cancel" | "leave";
  readonly paused: boolean;
  readonly advanceTo?: "Import_Completed" | undefined;
  readonly waitFor: Wait;
};

export type SingleWish = WindowsWish & MemberWish;

/** The resources of a program by their logical names. */
export type Wishes = { readonly one: WaveWish; readonly two: WaveWish; readonly single: SingleWish };
export type ResourceName = keyof Wishes;
export const resourceNames = ["one", "two", "single"] as const satisfies readonly ResourceName[];
export type WaveName = "one" | "two";

export const isWave = (name: ResourceName): name is WaveName => name !== "single";

/** The one key of what is no wave. */
export const SINGLE = "single";

export type StackName = "prod" | "test";

export function urnOf(stackName: StackName, name: ResourceName): string {
  return `urn:pulumi:${stackName}::shop::powerstore-import:index:${isWave(name) ? "ImportWave" : "ImportSession"}::${name}`;
}

export const nameOf = (urn: string): ResourceName => urn.split("::").at(-1) as ResourceName;

/** The key whose session bears a name that was made from a resource's. */
export function keyOfName(resource: ResourceName, sessionName: string): string | undefined {
  if (!isWave(resource)) return /^single-[0-9a-f]{8}$/.test(sessionName) ? SINGLE : undefined;
  return new RegExp(`^${resource}-(k\\d)-[0-9a-f]{8}$`).exec(sessionName)?.[1];
}

/** What is wanted of one import, of all that its wave says and it says itself. */
export type Wanted = WindowsWish & {
  readonly paused: boolean;
  readonly advanceTo?: "Import_Completed" | undefined;
  readonly waitFor: Wait;
  /** The session that it is to take over. */
  readonly adopts?: string | undefined;
};

/** Undefined: the program has no such import. */
export function wantedOf(wishes: Wishes, name: ResourceName, key: string): Wanted | undefined {
  if (!isWave(name)) return key === SINGLE ? wantedIn(wishes.single, plainCommon, wishes.single) : undefined;
  const wave = wishes[name];
  const member = wave.members[key as MemberKey];
  return member && wantedIn(member, wave, wave);
}

type Common = Pick<WaveWish, "paused" | "advanceTo" | "waitFor">;
const plainCommon: Common = { paused: false, waitFor: "Started" };

function wantedIn(own: MemberWish, common: Common, { start, copy, cutover }: WindowsWish): Wanted {
  return {
    start,
    copy,
    cutover,
    paused: own.paused ?? common.paused,
    advanceTo: own.advanceTo ?? common.advanceTo,
    waitFor: own.waitFor ?? common.waitFor,
    adopts: own.adopts,
  };
}

const REMOTE_SYSTEM = "rs-unity-01";

/** A resource's inputs as its user writes them: what is not said is not there. */
export function inputsOf(wishes: Wishes, name: ResourceName, volumes: readonly string[]): RawInputs {
  const said = isWave(name) ? waveInputs(wishes[name], volumes) : singleInputs(wishes.single, volumes);
  return JSON.parse(JSON.stringify(said));
}

function singleInputs({ start, copy, cutover, ...member }: SingleWish, volumes: readonly string[]): RawInputs {
  return { remoteSystemId: REMOTE_SYSTEM, ...importOf(member, volumes), ...windowsIn({ start, copy, cutover }) };
}

function waveInputs({ members, start, copy, cutover, ...common }: WaveWish, volumes: readonly string[]): RawInputs {
  const sessions = Object.entries(members).flatMap(([key, member]) =>
    member ? [[key, { ...importOf(member, volumes), priority: member.priority }] as const] : [],
  );
  return {
    remoteSystemId: REMOTE_SYSTEM,
    ...common,
    ...windowsIn({ start, copy, cutover }),
    sessions: Object.fromEntries(sessions),
  };
}

function importOf({ volume, paused, advanceTo, waitFor, description, adopts }: MemberWish, volumes: readonly string[]) {
  const sourceResourceId = volumes[volume % volumes.length];
  return { sourceResourceId, paused, advanceTo, waitFor, description, adoptSessionId: adopts };
}

function windowsIn({ start, copy, cutover }: WindowsWish): RawInputs {
  return { startWindows: windowsOf(start), copyWindows: windowsOf(copy), cutoverWindows: windowsOf(cutover) };
}
