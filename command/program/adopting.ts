/** Imports that nobody has recorded, and that are on the array already. Pure. */
import { isDeadRecord } from "../../provider/lifecycle/importSession/decide/decideClaim";
import { isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { ProgramResource, WantedImport } from "./program";

/**
 * The resource as it would be with `adoptSessionId` for each import whose source is in a session: one source is in one at a time. Rows of a file know no more of
 * a session than what it imports.
 */
export function adopting(
  resource: ProgramResource,
  imports: readonly WantedImport[],
  on: {
    readonly sessions: readonly ListedSession[];
    readonly remoteSystems: readonly { readonly id: string; readonly name?: string | undefined }[];
  },
): ProgramResource {
  if (resource.recorded || resource.kind !== "ImportWave") return resource;
  const members = resource.inputs.sessions as Readonly<Record<string, object>>;
  const adopted = imports.flatMap(({ label, inputs }) => {
    const session = inputs.adoptSessionId === undefined ? sessionOf(inputs, on) : undefined;
    const key = label.slice(resource.name.length + 1);
    return session ? [[key, { ...members[key], adoptSessionId: session.id, name: session.name }]] : [];
  });
  return { ...resource, inputs: { ...resource.inputs, sessions: { ...members, ...Object.fromEntries(adopted) } } };
}

function sessionOf(
  { sourceResourceId, remoteSystemId }: WantedImport["inputs"],
  { sessions, remoteSystems }: Parameters<typeof adopting>[2],
): ListedSession | undefined {
  const system = remoteSystems.find(isMeantBy(remoteSystemId))?.id;
  return sessions.find(
    (session) =>
      session.sourceResourceId === sourceResourceId &&
      session.remoteSystemId === system &&
      !(isKnownState(session.state) && isDeadRecord(session.state)),
  );
}
