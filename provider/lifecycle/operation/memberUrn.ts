/**
 * URNs of imports of a wave. The account of a run knows each of them like a resource; to the engine they are made up: no command takes them, and no option
 * (aliases) means anything by them. So they are for no message.
 */

const SESSION_TYPE = "powerstore-import:index:ImportSession";

/** `urn:pulumi:<stack>::<project>::<types>::<logical name>` in two: the types, and what stands around them. */
export function partsOf(urn: string) {
  const [stack = "", project = "", types = "", ...name] = urn.split("::");
  return { place: `${stack}::${project}`, types: types.split("$"), name: name.join("::") };
}

/**
 * Who a member is in the account of a run, and in its generated name. The wave's own type, which differs between the surfaces, is no part of it; no two
 * members of any waves of a stack have the same.
 */
export function memberUrn(waveUrn: string, key: string): string {
  if (latest?.waveUrn !== waveUrn) latest = { waveUrn, stem: memberStem(waveUrn) };
  return `${latest.stem}[${JSON.stringify(key)}]`;
}

/** A run asks for all members of one wave, several times each. */
let latest: { readonly waveUrn: string; readonly stem: string } | undefined;

function memberStem(waveUrn: string): string {
  const { place, types, name } = partsOf(waveUrn);
  return [place, [...types.slice(0, -1), SESSION_TYPE].join("$"), name].join("::");
}

/** The row on which a member shows its progress: below that of its wave [ENGINE messages]. */
export function rowUrn(waveUrn: string, key: string): string {
  const { place, types } = partsOf(waveUrn);
  return [place, [...types, SESSION_TYPE].join("$"), key].join("::");
}

/** `sessions["db-01"] of the import wave night-1`; undefined for the URN of a resource. */
export function memberName(urn: string | undefined): string | undefined {
  const [, wave, key] = (urn !== undefined && /^(.+)(\[".+"\])$/s.exec(partsOf(urn).name)) || [];
  return wave && `sessions${key} of the import wave ${wave}`;
}
