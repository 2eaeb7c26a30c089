import { type ArrayState, emptyState } from "../array/arrayState";
import type { Rows, Settings, SourceArray } from "../array/options";
import { type Instant, toTimestamp } from "../records/instants";
import { addSourceArray, requireSourceArrays } from "../sources/sourceArrays";
import { addCluster, addTargets, type ClusterIdentity, renameCluster, toIdentity } from "./clusterIdentity";
import { addRows } from "./givenRows";
import { requireRoom } from "./rowAgreement";

/** What a new world is made from. */
export type WorldSeed = {
  readonly start: Instant;
  /** Undefined if nobody said: the cluster in `collections`, if there is one, and else the default. */
  readonly cluster: Pick<Partial<ClusterIdentity>, "name" | "globalId"> | undefined;
  readonly sources: readonly SourceArray[];
  readonly collections: Rows;
  /** Whether the rows of `collections` may name objects that are not there. */
  readonly isPartial: boolean;
};

/** A new array: the same seed gives the same array, to the last character. Throws a PlacedRangeError where it makes no sense. */
export function buildState(settings: Settings, seed: WorldSeed): ArrayState {
  requireSourceArrays(seed.sources);
  requireRoom(seed.collections, seed.sources);
  const array = emptyState(settings, seed.start);
  const created = toTimestamp(seed.start);
  const identity = toIdentity(seed.cluster);
  addCluster(array, identity, created);
  addTargets(array, created);
  for (const source of seed.sources) addSourceArray(array, source, created);
  addRows(array, seed.collections, seed.isPartial);
  if (seed.cluster !== undefined) renameCluster(array, identity);
  return array;
}
