import { type ArrayState, emptyState } from "../arrayState";
import { type Instant, toTimestamp } from "../instants";
import type { Settings } from "../options";
import { addCluster, type ClusterIdentity } from "./cluster";
import { addRows, type Rows } from "./rows";
import type { SourceArray } from "./sourceArrays";
import { addSourceArray } from "./sources";
import { addTargets } from "./targets";

/** What a new world is made from. */
export type Seed = {
  readonly start: Instant;
  readonly cluster: ClusterIdentity;
  readonly sources: readonly SourceArray[];
  readonly collections: Rows;
};

/** A new array: the same seed gives the same array, to the last character. */
export function buildState(settings: Settings, seed: Seed): ArrayState {
  const array = emptyState(settings, seed.start);
  const created = toTimestamp(seed.start);
  addCluster(array, seed.cluster, created);
  addTargets(array, created);
  for (const source of seed.sources) addSourceArray(array, source, created);
  addRows(array, seed.collections);
  return array;
}
