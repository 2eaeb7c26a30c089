import type { HoldingSession } from "../../../powerstore/api/schemas/remoteSystem";
import type { CallOptions } from "../../../powerstore/http/contract";
import { findUnlessGone } from "../../arrayObject/findUnlessGone";
import { holdersAmong } from "../../arrayObject/remove";
import type { VolumeNames } from "../../arrayObject/volumeNames";
import type { ArrayAccess } from "../../operation/handler";
import { nameIn } from "../../operation/reference";
import { groupLabel } from "../decide/texts";
import type { ObservedGroup } from "../inputs/outputs";

/** Throws NotFoundError when there is none such. */
export async function observeGroup(array: ArrayAccess, id: string, options: CallOptions): Promise<ObservedGroup> {
  const { universalGroups } = array.powerStore;
  const group = await universalGroups.getUniversalGroup(id, options);
  return { ...group, members: await universalGroups.listMembersOf(id, options) };
}

/** The names that members have, of those that the program gives names. */
export function namesAmong({ members }: ObservedGroup, given: VolumeNames): VolumeNames {
  const named = members.flatMap(({ id, name }) => (id in given && name !== undefined ? [[id, name] as const] : []));
  return Object.fromEntries(named);
}

/** The group as it is; undefined where it is certainly gone. */
export function findGroup(array: ArrayAccess, id: string, options: CallOptions): Promise<ObservedGroup | undefined> {
  const { universalGroups, endpoint } = array.powerStore;
  return findUnlessGone(id, {
    array,
    signal: options.signal,
    label: groupLabel({ id }, endpoint),
    read: () => observeGroup(array, id, options),
    list: () => universalGroups.listUniversalGroups(options),
  });
}

export async function findGroupByName(
  array: ArrayAccess,
  name: string,
  options: CallOptions,
): Promise<ObservedGroup | undefined> {
  const { universalGroups } = array.powerStore;
  const group = await universalGroups.findUniversalGroupByName(name, options);
  return (
    group && { ...group, name: group.name ?? name, members: await universalGroups.listMembersOf(group.id, options) }
  );
}

/** By an id, or by `name:<name>`. */
export function findReferenced(
  array: ArrayAccess,
  reference: string,
  options: CallOptions,
): Promise<ObservedGroup | undefined> {
  const name = nameIn(reference);
  return name === undefined ? findGroup(array, reference, options) : findGroupByName(array, name, options);
}

/** The imports that the group is in. */
export async function importsOf(
  array: ArrayAccess,
  id: string,
  options: CallOptions,
): Promise<readonly HoldingSession[]> {
  return holdersAmong(await array.powerStore.universalGroups.listSessionsOfSource(id, options));
}
