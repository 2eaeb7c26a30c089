/** What differs between the recorded inputs of a session and the program's. */

import type { ArrayAccess, RawInputs } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { ReferenceNotFoundError } from "../../operation/lifecycleErrors";
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

/**
 * Whether another spelling or an outdated record is all that differs: compared with what the array shows now. `untold`: it may be all, and nothing shows it,
 * for what is on record names what has another name by now.
 */
export type Likeness = "same" | "other" | "untold";

export async function likenessOf(
  name: InputName,
  recorded: Partial<ImportSessionOutputs>,
  inputs: RawInputs,
  session: Readonly<Record<string, unknown>>,
  array: ArrayAccess,
  signal?: AbortSignal,
): Promise<Likeness> {
  const wanted = inputs[name];
  const shown = (isShown: boolean): Likeness => (isShown ? "same" : "other");
  if (name === "remoteSystemId" || name === "volumeGroupId" || name === "protectionPolicyId") {
    if (typeof wanted !== "string") return shown(session[name] === undefined);
    return shown((await array.resolve(collections[name], wanted, signal)) === session[name]);
  }
  if (name === "hostIds" || name === "hostGroupIds" || name === "consistencyGroupMembers") {
    const given = hostsGiven(name, wanted);
    const ids = await Promise.all(given.map(({ collection, reference }) => idOf(collection, reference, array, signal)));
    return likenessOfHosts(await lastingIds(hostsGiven(name, recorded[name]), array, signal), placed(given, ids));
  }
  return shown(session[name] === wanted);
}

/** A host or host group that is given to a session, or to a member of it. */
type Given = {
  readonly place: string;
  readonly collection: "host" | "host_group" | undefined;
  readonly reference: string;
};

function hostsGiven(name: "hostIds" | "hostGroupIds" | "consistencyGroupMembers", list: unknown): readonly Given[] {
  if (!Array.isArray(list)) return [];
  if (name !== "consistencyGroupMembers") {
    const collection = name === "hostIds" ? "host" : "host_group";
    return (list as string[]).map((reference) => ({ place: name, collection, reference }));
  }
  return (list as Member[]).flatMap(({ volumeWwn, ...member }) => [
    { place: "members", collection: undefined, reference: volumeWwn },
    ...(["hostIds", "hostGroupIds"] as const).flatMap((each) =>
      hostsGiven(each, member[each]).map((given) => ({ ...given, place: `${each} of ${volumeWwn}` })),
    ),
  ]);
}

const idOf = async (
  collection: Given["collection"],
  reference: string,
  array: ArrayAccess,
  signal: AbortSignal | undefined,
): Promise<string> => (collection === undefined ? reference : array.resolve(collection, reference, signal));

/** The ids at each place; undefined where a name means nothing any more: what it meant may have been renamed. */
async function lastingIds(
  given: readonly Given[],
  array: ArrayAccess,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly (string | undefined)[]>> {
  const ids = given.map(({ collection, reference }) =>
    idOf(collection, reference, array, signal).catch((error: unknown) => {
      if (error instanceof ReferenceNotFoundError) return undefined;
      throw error;
    }),
  );
  return placed(given, await Promise.all(ids));
}

const placed = <Id>(given: readonly Given[], ids: readonly Id[]): ReadonlyMap<string, readonly Id[]> =>
  new Map(given.map(({ place }) => [place, ids.filter((_, at) => given[at]?.place === place)] as const));

function likenessOfHosts(
  recorded: ReadonlyMap<string, readonly (string | undefined)[]>,
  wanted: ReadonlyMap<string, readonly string[]>,
): Likeness {
  let isUntold = false;
  for (const place of new Set([...recorded.keys(), ...wanted.keys()])) {
    const before = recorded.get(place) ?? [];
    const renamed = before.filter((id) => id === undefined).length;
    const others = new Set(wanted.get(place));
    if (before.some((id) => id !== undefined && !wanted.get(place)?.includes(id))) return "other";
    for (const id of before) if (id !== undefined) others.delete(id);
    if (others.size > renamed) return "other";
    isUntold ||= renamed > 0;
  }
  return isUntold ? "untold" : "same";
}
