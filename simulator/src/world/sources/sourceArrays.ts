import type { SourceArray } from "../array/options";
import { PlacedRangeError } from "../array/place";
import { kindOf } from "../records/sourceKinds";

/**
 * The default: one array for both types, one for Agentless only; on each, volumes 11 and 12 cannot be imported, on the
 * first because nobody has added their host, volumes 13 to 15 are the members of a consistency group, and volumes 16 to 20 those of a second one.
 */
export const DEFAULT_SOURCES: readonly SourceArray[] = [
  {
    name: "Unity-01",
    type: "Unity",
    volumes: 12,
    criteria: { 11: "Host_Not_Added", 12: "Host_Not_Added" },
    groups: [3, 5],
  },
  {
    name: "XtremIO-01",
    type: "XtremIO",
    volumes: 12,
    criteria: { 11: "XtremIO_Volume_State_Inappropriate", 12: "Source_Volume_Offline" },
    groups: [3, 5],
  },
];

const gibibyte = 1024 ** 3;

/** The size of a made-up volume, in bytes. */
export function sizeOf(source: SourceArray, number: number): number {
  return source.sizeBytes ?? (100 + (number - 1) * 10) * gibibyte;
}

/** How an array's name begins the ids of what is on it. */
export function slugOf(source: Pick<SourceArray, "name">): string {
  return source.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Throws a PlacedRangeError for the first array that cannot be made up. */
export function requireSourceArrays(sources: readonly SourceArray[]): void {
  const slugs = new Set<string>();
  sources.forEach((source, index) => {
    const { name, type, volumes, sizeBytes, criteria = {}, groups } = source;
    const refuse = (step: readonly (string | number)[], problem: string): never => {
      throw new PlacedRangeError(["sources", index, ...step], problem);
    };
    const slug = slugOf(source);
    if (name === "") refuse(["name"], "is empty");
    if (slugs.has(slug)) refuse(["name"], `"${name}" is not unique: it becomes ${slug}, as another one does`);
    slugs.add(slug);
    if (!isCount(volumes)) refuse(["volumes"], `must be a whole number from 0 on: ${name} cannot have ${volumes}`);
    if (groups !== undefined && kindOf(type).groups === undefined) {
      refuse(["groups"], `must not be there, for a ${type} has no consistency groups`);
    }
    for (const count of groups ?? []) {
      if (!isCount(count)) refuse(["groups"], `of ${name} cannot have ${count} members`);
    }
    const stray = Object.keys(criteria).find((number) => !(/^[1-9]\d*$/.test(number) && Number(number) <= volumes));
    if (stray !== undefined) refuse(["criteria", stray], `is about none of the ${volumes} single volumes of ${name}`);
    if (sizeBytes !== undefined && !(isCount(sizeBytes) && sizeBytes > 0 && sizeBytes % 8192 === 0)) {
      refuse(["sizeBytes"], `of ${name} must be a multiple of 8192, not ${sizeBytes}`);
    }
  });
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
