/** What differs between the recorded inputs of a session and the program's. */

import type { ArrayAccess, RawInputs } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { hasUnknown } from "../../operation/unknown";
import type { ImportSessionInputs, InputName } from "./inputs";
import { inputNames } from "./inputs";
import type { ImportSessionOutputs } from "./outputs";
import { isSameInstant } from "./schedule";

/** Inputs whose recorded and new values differ in meaning. Unknown values count as changed: the known value decides later. */
export function changedInputs(
  recorded: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
): InputName[] {
  return inputNames.filter(
    (name) =>
      !isMoot(name, recorded.state, inputs) &&
      (hasUnknown(inputs[name]) || !isSameValue(name, recorded[name], inputs[name])),
  );
}

/** A start that lies behind a session cannot be changed, and one that windows say is none of the program's. Programs compute it ("in an hour"): each of their runs would be an update, for ever. */
function isMoot(name: InputName, recordedState: unknown, { startWindows }: RawInputs): boolean {
  if (name !== "scheduledTimestamp") return false;
  return startWindows !== undefined || mootInputs({ state: recordedState }).includes(name);
}

/** Inputs of which nothing comes any more, whatever they say. */
export const mootInputs = ({ state }: RawInputs): readonly InputName[] =>
  state !== undefined && state !== "Scheduled" ? ["scheduledTimestamp"] : [];

function isSameValue(name: InputName, one: unknown, other: unknown): boolean {
  if (name === "scheduledTimestamp") return isSameInstant(one as string | undefined, other as string | undefined);
  return one === other || canonical(one) === canonical(other);
}

type Member = NonNullable<ImportSessionInputs["consistencyGroupMembers"]>[number];

const collections = {
  remoteSystemId: "remote_system",
  volumeGroupId: "volume_group",
  protectionPolicyId: "policy",
} as const;

/** Whether another spelling or an outdated record is all that differs: compared with what the array shows now. */
export async function meansTheSame(
  name: InputName,
  recorded: Partial<ImportSessionOutputs>,
  inputs: RawInputs,
  session: Readonly<Record<string, unknown>>,
  array: ArrayAccess,
  signal?: AbortSignal,
): Promise<boolean> {
  const wanted = inputs[name];
  if (name === "remoteSystemId" || name === "volumeGroupId" || name === "protectionPolicyId") {
    if (typeof wanted !== "string") return session[name] === undefined;
    return (await array.resolve(collections[name], wanted, signal)) === session[name];
  }
  if (name === "hostIds" || name === "hostGroupIds") {
    return (
      canonical(await hostsOf(name, recorded[name], array, signal)) ===
      canonical(await hostsOf(name, wanted, array, signal))
    );
  }
  if (name === "consistencyGroupMembers") {
    return (
      canonical(await membersOf(recorded[name], array, signal)) === canonical(await membersOf(wanted, array, signal))
    );
  }
  return session[name] === wanted;
}

async function hostsOf(
  name: "hostIds" | "hostGroupIds",
  list: unknown,
  array: ArrayAccess,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const references = Array.isArray(list) ? (list as string[]) : [];
  const collection = name === "hostIds" ? "host" : "host_group";
  return Promise.all(references.map((reference) => array.resolve(collection, reference, signal)));
}

async function membersOf(list: unknown, array: ArrayAccess, signal: AbortSignal | undefined): Promise<object[]> {
  const members = Array.isArray(list) ? (list as Member[]) : [];
  return Promise.all(
    members.map(async (member) => ({
      volumeWwn: member.volumeWwn,
      hostIds: await hostsOf("hostIds", member.hostIds, array, signal),
      hostGroupIds: await hostsOf("hostGroupIds", member.hostGroupIds, array, signal),
    })),
  );
}
