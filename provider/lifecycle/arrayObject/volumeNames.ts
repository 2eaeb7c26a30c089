/** Names that a program gives volumes of a source, by what names the volume, beside those that the array shows. */

export type VolumeNames = Readonly<Record<string, string>>;

/** What an adoption would find otherwise; each difference in words. */
export function differencesOfNames(wanted: VolumeNames, named: VolumeNames): string[] {
  return Object.entries(wanted)
    .filter(([volume, name]) => named[volume] !== name)
    .map(
      ([volume, name]) =>
        `volume ${volume} is named ${named[volume] ?? "nothing"} on the array and ${name} in the program`,
    );
}
