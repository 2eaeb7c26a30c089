/** What was observed, as the document shows it. Pure. */
import { judgeCriteria } from "../../provider/lifecycle/functions/criteria";
import { withoutUndefined } from "../../provider/lifecycle/operation/jsonValues";
import type { DiscoveredVolume } from "../../provider/powerstore/api/schemas/discovered";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { SourceGroup } from "../../provider/powerstore/api/schemas/source";
import type { Source } from "./document";
import type { Observed, SystemContents } from "./observe";
import { isUnderWay, keyOf, sessionsBySource } from "./sessions";

export function describeSources(array: string, observed: Observed): readonly Source[] {
  const sessions = sessionsBySource(observed.sessions);
  return observed.contents.flatMap((contents) => {
    const context = { array, contents, sessions, hostByVolume: observed.hostByVolume };
    const groups = new Map(contents.groups.map(({ id }) => [id, [] as DiscoveredVolume[]]));
    // A volume that is in several groups is imported alone; one whose group is not listed can be taken for nothing else.
    const single = contents.volumes.filter(({ groupId }) => groupId === undefined || !groups.has(groupId));
    for (const volume of contents.volumes) groups.get(volume.groupId ?? "")?.push(volume);
    return [
      ...contents.groups.map((group) => describeGroup(group, groups.get(group.id) ?? [], context)),
      ...single.map((volume) => describeVolume(volume, context)),
    ];
  });
}

type Context = {
  readonly array: string;
  readonly contents: SystemContents;
  readonly sessions: ReadonlyMap<string, ListedSession>;
  readonly hostByVolume: ReadonlyMap<string, string>;
};

function describeVolume(volume: DiscoveredVolume, context: Context): Source {
  const { id, name, wwn, size } = volume;
  return withoutUndefined({
    ...common(volume, context),
    kind: "volume",
    id,
    name,
    wwn,
    sizeBytes: size,
    hosts: hostsOf([volume], context),
  });
}

function describeGroup(group: SourceGroup, members: readonly DiscoveredVolume[], context: Context): Source {
  const sizes = members.map(({ size }) => size);
  const isTold = members.length > 0 && sizes.every((size) => size !== undefined);
  return withoutUndefined({
    ...common(group, context),
    kind: "group",
    id: group.id,
    name: group.name || undefined,
    sizeBytes: isTold ? sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) : undefined,
    hosts: hostsOf(members, context),
    members: members.map(({ id, name, wwn, size, importableCriteria }) =>
      withoutUndefined({ id, name, wwn, sizeBytes: size, importableCriteria: importableCriteria ?? "Undetermined" }),
    ),
  });
}

type Row = { readonly id: string; readonly importableCriteria?: string | undefined };

function common({ id, importableCriteria }: Row, { array, contents: { type, system }, sessions }: Context) {
  const session = sessions.get(keyOf(system?.id, id));
  const { isImportable, importType, reason } = judgeCriteria(importableCriteria);
  const held = heldBack(session, system);
  const isReady = isImportable && held === undefined;
  return {
    array,
    sourceType: type,
    remoteSystemId: system?.id,
    remoteSystem: system?.name,
    importableCriteria: importableCriteria ?? "Undetermined",
    isReady,
    importType: isReady ? importType : undefined,
    reason: isReady ? undefined : (held ?? withSession(reason, session)),
    session: session && withoutUndefined({ id: session.id, name: session.name, state: session.state }),
  };
}

function heldBack(session: ListedSession | undefined, system: SystemContents["system"]): string | undefined {
  if (session && isUnderWay(session)) return `it has the import session ${nameOf(session)}, which is ${session.state}`;
  return system ? undefined : "the array does not say which of its remote systems it is on";
}

const withSession = (reason: string | undefined, session: ListedSession | undefined) =>
  session === undefined ? reason : `${reason} (session ${nameOf(session)}: ${session.state})`;

const nameOf = ({ name, id }: ListedSession) => (name === undefined ? id : `"${name}"`);

function hostsOf(volumes: readonly DiscoveredVolume[], { hostByVolume }: Context): string[] {
  const ids = volumes.flatMap(({ hostVolumeIds }) => hostVolumeIds);
  return [...new Set(ids.flatMap((id) => hostByVolume.get(id) ?? []))].sort();
}
