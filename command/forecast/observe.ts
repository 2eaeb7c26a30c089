/** What a simulated array is made from: the present state of the real one. Reads only. */

import type { WireRow } from "../../provider/powerstore/api/rows";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import type { SourceKind } from "../../provider/powerstore/api/sourceKinds";
import { sourceKindOf } from "../../provider/powerstore/api/sourceKinds";
import type { OpenArray } from "../arrays/openArrays";

export type Observed = {
  readonly clusterId: string;
  readonly sessions: readonly ListedSession[];
  readonly remoteSystems: readonly { readonly id: string; readonly name?: string }[];
  /** Rows under their wire names, by collection. */
  readonly collections: Readonly<Record<string, readonly WireRow[]>>;
};

/** What an import can name, and what it comes from or becomes. */
const always = [
  "cluster",
  "appliance",
  "policy",
  "host_group",
  "host",
  "volume_group",
  "volume",
  "remote_system",
] as const;

export async function observeForecast({ powerStore }: OpenArray, signal: AbortSignal): Promise<Observed> {
  const { rows, inventory, importSessions } = powerStore;
  const clusterId = await inventory.getClusterId({ signal });
  const read = async (name: string) => [name, await rows.listRows(name, undefined, { signal })] as const;
  const [sessions, ...common] = await Promise.all([importSessions.listAllSessions({ signal }), ...always.map(read)]);
  const systems = common.find(([name]) => name === "remote_system")?.[1] ?? [];
  const kinds: ReadonlySet<SourceKind> = new Set(
    systems.map(({ type }) => sourceKindOf(String(type))).filter((kind) => kind !== undefined),
  );
  const names = [...kinds].flatMap(({ array, volumes, groups }) =>
    [array, groups, volumes].filter((name) => name !== undefined),
  );
  const ofSources = await Promise.all(names.map(read));
  return {
    clusterId,
    sessions,
    remoteSystems: systems.map(({ id, name }) => ({ id, ...(typeof name === "string" && { name }) })),
    collections: Object.fromEntries([...common, ...ofSources]),
  };
}
