/** Names that a program gives volumes of a source, by what names the volume, beside those that the array shows. */

import { comparableName } from "../../powerstore/http/endpoint";

export type VolumeNames = Readonly<Record<string, string>>;

type Named = { readonly name?: string | undefined };

/** Which volume is named first: one whose new name no other has that gets another one itself, for the array gives a name once. */
export function firstToName<Volume extends Named>(
  volumes: readonly Volume[],
  wishOf: (volume: Volume) => string | undefined,
): Volume | undefined {
  const open = volumes.filter((volume) => {
    const wish = wishOf(volume);
    return wish !== undefined && wish !== volume.name;
  });
  const has = (volume: Volume, name: string) =>
    volume.name !== undefined && comparableName(volume.name) === comparableName(name);
  return open.find((one) => !open.some((other) => other !== one && has(other, wishOf(one) ?? ""))) ?? open[0];
}

/** What an adoption would find otherwise; each difference in words. */
export function differencesOfNames(wanted: VolumeNames, named: VolumeNames): string[] {
  return Object.entries(wanted)
    .filter(([volume, name]) => named[volume] !== name)
    .map(
      ([volume, name]) =>
        `volume ${volume} is named ${named[volume] ?? "nothing"} on the array and ${name} in the program`,
    );
}
