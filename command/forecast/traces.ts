/** What the real array shows of imports whose sessions it has no more. Pure. */
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import { sourceKindOf } from "../../provider/powerstore/api/sourceKinds";
import type { Traces } from "../program/goneAndDone";
import type { WantedImport } from "../program/program";
import type { Observed } from "./observe";

export function tracesFinder({ collections }: Pick<Observed, "collections">): (wanted: WantedImport) => Traces {
  const rowsOf = (name: string | undefined) => (name === undefined ? [] : (collections[name] ?? []));
  const systems = rowsOf("remote_system").map(({ id, name, type }) => ({ id, name: String(name), type: String(type) }));
  const volumeIds: ReadonlySet<string> = new Set(rowsOf("volume").map(({ id }) => id));
  return ({ inputs }) => {
    const kind = sourceKindOf(systems.find(isMeantBy(inputs.remoteSystemId))?.type ?? "");
    const sources = [...rowsOf(kind?.volumes), ...rowsOf(kind?.groups)];
    const shown = sources.find(({ id }) => id === inputs.sourceResourceId)?.importable_criteria;
    return { criteria: typeof shown === "string" ? shown : undefined, volumeIds };
  };
}
