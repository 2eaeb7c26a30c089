import type { World } from "../../simulator/src";

/** `importable_criteria` of a source volume or group; undefined where the array has none such. */
export function criteriaIn(world: Pick<World, "row">, sourceId: unknown): string | undefined {
  for (const collection of ["import_unity_volume", "import_unity_consistency_group"]) {
    const row = world.row(collection, String(sourceId));
    if (row) return String(row.importable_criteria);
  }
  return undefined;
}
