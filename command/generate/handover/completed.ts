/** What completed imports have made, for whatever manages it next. */
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { ListedSession } from "../../../provider/powerstore/api/schemas/importSession";

export type Volume = { readonly kind: "volume" | "volume_group"; readonly id: string; readonly name: string };

export type Completed = { readonly volumes: readonly Volume[]; readonly leftOut: readonly string[] };

/**
 * The volumes and volume groups of imports that are completed with proof: the array says `Import_Completed` of the session, and the destination is
 * there. A volume alone proves nothing, for a cancelled import may leave one. Of a group, its members are handed over as well.
 */
export async function findCompleted(
  { importSessions, inventory }: PowerStore,
  signal: AbortSignal,
): Promise<Completed> {
  const sessions = await importSessions.listAllSessions({ signal });
  const claimed = sessions.filter((session) => doubt(session) === undefined);
  const found = (
    await Promise.all(
      (["volume_group", "volume"] as const).map(async (kind) => {
        const ids = destinationsOf(claimed, kind);
        const rows = ids.length === 0 ? [] : await inventory.listDestinations(kind, ids, { signal });
        return rows.map(({ id, name }) => ({ kind, id, name: name ?? id }));
      }),
    )
  ).flat();
  const isThere = ({ destinationResourceId: id, destinationResourceType: kind }: ListedSession) =>
    found.some((volume) => volume.id === id && volume.kind === kind);
  return {
    volumes: found,
    leftOut: sessions.flatMap((session) => {
      const reason = doubt(session) ?? (isThere(session) ? undefined : "its volume is not there any more");
      return reason === undefined ? [] : [`import session "${session.name ?? session.id}" (${session.id}): ${reason}`];
    }),
  };
}

/** Why it is not to be handed over. */
function doubt(session: ListedSession): string | undefined {
  const { state, destinationResourceId, destinationResourceType: kind } = session;
  if (state === "Import_Completed_With_Errors")
    return "it is Import_Completed_With_Errors: some of its members were not imported";
  if (state !== "Import_Completed") return `it is ${state}, not Import_Completed`;
  if (destinationResourceId === undefined) return "the array does not say where it went";
  return kind === "volume" || kind === "volume_group"
    ? undefined
    : `it went to a ${kind ?? "thing"} that is not known here`;
}

const destinationsOf = (sessions: readonly ListedSession[], kind: Volume["kind"]): readonly string[] => [
  ...new Set(
    sessions
      .filter(({ destinationResourceType }) => destinationResourceType === kind)
      .flatMap(({ destinationResourceId }) => destinationResourceId ?? []),
  ),
];
