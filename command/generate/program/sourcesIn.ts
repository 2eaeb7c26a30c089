/**
 * The sources that a generated program imports, whatever its language: `sourceResourceId: "..."`, `source_resource_id="..."`,
 * `SourceResourceId: pulumi.String("...")`. As they are written there, escapes and all.
 */
export const sourcesIn = (program: string): ReadonlySet<string> =>
  new Set(
    [...program.matchAll(/source_?resource_?id\W+(?:pulumi\.String\()?("(?:[^"\\]|\\.)*")/gi)].map(([, id = ""]) => id),
  );
