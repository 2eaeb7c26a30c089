/** On which array an import is. Pure. */
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import { isCalled } from "../arrays/twins";
import type { WantedImport } from "./program";

/** An array that has answered. */
export type Place = {
  /** Name of its connection. */
  readonly name: string;
  /** Those of others that lead to it as well. */
  readonly alsoNamed?: readonly string[] | undefined;
  readonly clusterId: string;
  readonly remoteSystems: readonly { readonly id: string; readonly name?: string | undefined }[];
};

/** By what a stack has recorded, by the connection that the program names, or by who knows its remote system; undefined: none of these arrays. */
export function placeOf<P extends Place>(
  { clusterId, inputs }: Pick<WantedImport, "clusterId" | "inputs">,
  places: readonly P[],
): P | undefined {
  if (clusterId !== undefined) return places.find((place) => place.clusterId === clusterId);
  if (inputs.array !== undefined) return places.find((place) => isCalled(place, inputs.array));
  if (places.length === 1) return places[0];
  const isThere = isMeantBy(inputs.remoteSystemId);
  return places.find(({ remoteSystems }) => remoteSystems.some(isThere));
}
