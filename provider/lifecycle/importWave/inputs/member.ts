/** An import of a wave, seen as the resource that it would be alone: its inputs, what is recorded of it, and its URN. */

import { isRepeatedBy } from "../../importSession/decide/repetition";
import { isAtStake, isKnownState } from "../../importSession/decide/states";
import { importSession } from "../../importSession/importSession";
import { changedInputs } from "../../importSession/inputs/compare";
import type { ImportSessionInputs, InputName } from "../../importSession/inputs/inputs";
import { inputNames } from "../../importSession/inputs/inputs";
import { marksOf } from "../../importSession/inputs/marks";
import type { ImportSessionOutputs } from "../../importSession/inputs/outputs";
import type { HeldObject } from "../../operation/definition";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import { memberUrn, partsOf } from "../../operation/memberUrn";
import type { Origin } from "../../operation/names";
import { nameOf } from "../../operation/names";
import { readableOutputs } from "../../operation/recorded";
import { UNKNOWN } from "../../operation/unknown";
import { memberPath } from "./keys";
import type { MemberStatus, Members } from "./outputs";

/** Where a member's name comes from: `<wave>-<key>-<8 hex>`. */
export function memberOrigin<Wave extends Origin>(wave: Wave, key: string): Wave {
  const { urn, nameOrigin = urn } = wave;
  if (nameOrigin === undefined || nameOrigin === UNKNOWN) return wave;
  const own = memberUrn(nameOrigin, key);
  return {
    ...wave,
    ...(urn !== undefined && { urn: urn === nameOrigin ? own : memberUrn(urn, key) }),
    nameOrigin: own,
    nameStem: `${partsOf(nameOrigin).name}-${key}`,
  };
}

/** What the program says of a member, raw or checked: of the wave, and over it what the member says itself. */
export function wishesOf(wave: RawInputs, key: string): RawInputs | undefined {
  const member = (wave.sessions as Readonly<Record<string, RawInputs>> | undefined)?.[key];
  if (typeof member !== "object" || member === null) return undefined;
  const { common, byMember } = saidBy(wave);
  const known = byMember.get(member);
  if (known) return known;
  const { priority: _, ...particular } = member;
  const wishes = { ...common, ...withoutUndefined(particular) };
  byMember.set(member, wishes);
  return wishes;
}

type Said = {
  /** Without the outputs of a wave, which are recorded beside its inputs. */
  readonly common: RawInputs;
  readonly byMember: WeakMap<RawInputs, RawInputs>;
};

/** By the wave, which says the same for each of its members; a run asks again and again for each. */
const said = new WeakMap<RawInputs, Said>();

function saidBy(wave: RawInputs): Said {
  const known = said.get(wave);
  if (known) return known;
  const names: readonly string[] = inputNames;
  const common = Object.fromEntries(Object.entries(wave).filter(([name]) => names.includes(name)));
  const fresh: Said = { common, byMember: new WeakMap() };
  said.set(wave, fresh);
  return fresh;
}

/** The inputs of a member of a checked wave, without a wish to adopt that is over; undefined where the wave has no such member. */
export function memberInputs(
  wave: RawInputs,
  key: string,
  { name: recordedName, adoptedBefore }: Pick<MemberStatus, "name" | "adoptedBefore">,
  context: Origin,
): ImportSessionInputs | undefined {
  const wishes = wishesOf(wave, key);
  if (!wishes) return undefined;
  const name = wishes.name ?? (typeof recordedName === "string" ? recordedName : nameOf(memberOrigin(context, key)));
  const { adoptSessionId, ...others } = wishes;
  const isOver = adoptSessionId !== undefined && adoptSessionId === adoptedBefore;
  return { ...(isOver ? others : wishes), name } as ImportSessionInputs;
}

export type RecordedMember = { readonly id: string; readonly outputs: RawInputs };

/** What an earlier run has recorded of a member that is on the array. */
export function recordedMember(
  wave: RawInputs,
  key: string,
  status: MemberStatus,
  context: Origin,
): RecordedMember | undefined {
  const { id, applied, sizeBytes: _, adoptedBefore: __, ...observed } = status;
  if (id === undefined) return undefined;
  const inputs = applied ?? memberInputs(wave, key, status, context) ?? {};
  const { clusterId } = wave;
  const known = readableOutputs(importSession, { ...observed, ...(typeof clusterId === "string" && { clusterId }) });
  return { id, outputs: { ...inputs, ...known } };
}

/**
 * What is to be recorded of a member.
 * @param wanted the inputs that the recorded inputs of the wave give it; absent where they give it none.
 */
export function statusOf(
  id: string,
  outputs: Partial<ImportSessionOutputs>,
  wanted: ImportSessionInputs | undefined,
): MemberStatus {
  const hasWanted = wanted !== undefined && changedInputs(outputs, wanted).every((name) => name === "name");
  const { name, state, progressPercentage, destinationResourceId, destinationResourceType, error, claimed } = outputs;
  const { holdReason, nextChangeAt, pendingRequests } = outputs;
  const startsByWindow = state === "Scheduled" && outputs.startWindows !== undefined;
  return withoutUndefined({
    id,
    name,
    state,
    progressPercentage,
    destinationResourceId,
    destinationResourceType,
    error,
    claimed,
    holdReason,
    nextChangeAt,
    pendingRequests,
    scheduledTimestamp: startsByWindow ? outputs.scheduledTimestamp : undefined,
    applied: hasWanted ? undefined : inputsIn(outputs),
  }) as MemberStatus;
}

/** Inputs by which its end goes, and that differ. They are the program's at any time, also of what is left alone. */
export function changedConsents(recorded: RawInputs, wanted: ImportSessionInputs): readonly InputName[] {
  return changedInputs(recorded, wanted).filter((name) => importSession.ending.includes(name));
}

/** What is recorded of a member about which nothing is done: with the program's consents. */
export function withConsents(
  status: MemberStatus,
  recorded: RecordedMember,
  wanted: ImportSessionInputs,
): MemberStatus {
  const consents = Object.fromEntries(changedConsents(recorded.outputs, wanted).map((name) => [name, wanted[name]]));
  const { applied } = statusOf(recorded.id, { ...recorded.outputs, ...consents }, wanted);
  return withoutUndefined({ ...status, applied }) as MemberStatus;
}

function inputsIn(outputs: Partial<ImportSessionOutputs>): ImportSessionInputs {
  const names: readonly string[] = inputNames.filter((name) => name !== "name");
  const entries = Object.entries(outputs).filter(([name]) => names.includes(name));
  return Object.fromEntries(entries) as ImportSessionInputs;
}

/** The paths of the option `ignoreChanges` that concern a member, as paths of its own. */
export function ignoredOf(ignored: OperationContext["ignored"], key: string): readonly string[] {
  const forms = [
    memberPath(key),
    `sessions.${key}`,
    `["sessions"][${JSON.stringify(key)}]`,
    "sessions[*]",
    "sessions.*",
  ];
  return (ignored ?? []).flatMap((path) => {
    const form = forms.find((each) => path.startsWith(each) && /^([.[]|$)/.test(path.slice(each.length)));
    return form === undefined ? [path] : [path.slice(form.length).replace(/^\./, "") || "*"];
  });
}

/** The sessions of a recorded wave, each its member's. */
export function membersOnArray(_id: string, recorded: RawInputs, urn: string): readonly HeldObject[] {
  const clusterId = recorded.clusterId as string | undefined;
  return Object.entries((recorded.members ?? {}) as Members).flatMap(([key, { id, name, applied }]) => {
    if (id === undefined) return [];
    const marks = marksOf(id, { ...(applied ?? wishesOf(recorded, key)), name });
    return [{ urn: memberUrn(urn, key), object: { id, clusterId }, marks }];
  });
}

const unknownMember = { sourceResourceId: UNKNOWN };

/** Who imports the same in the wave that is to be made in the place of the recorded one, under whichever key; one that is not known yet may. */
export function memberRepeating(successor: RawInputs | undefined, recorded: RawInputs): RawInputs | undefined {
  if (!successor) return undefined;
  const { sessions } = successor;
  if (typeof sessions !== "object" || sessions === null) return unknownMember;
  const members = Object.keys(sessions).map((key) => wishesOf(successor, key) ?? unknownMember);
  return members.find((member) => isRepeatedBy(member, recorded));
}

/** How many imports of a recorded wave something can be lost of. */
export function membersAtStake({ members = {} }: RawInputs): number {
  return Object.values(members as Members).filter(({ state }) => isKnownState(state) && isAtStake(state)).length;
}
