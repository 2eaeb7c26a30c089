/** What is written where. */
import { extname, resolve } from "node:path";
import { UsageError } from "../process/exits";
import { reportFormats } from "./formats";

export type ReportTarget = {
  readonly format: (typeof reportFormats)[number];
  /** Absent: the standard output. */
  readonly file?: string;
};

const formatsByEnding: Readonly<Record<string, ReportTarget["format"]>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".html": "html",
  ".htm": "html",
  ".json": "json",
};

/**
 * Several files are of one observation: asked twice, the second report would find nothing changed.
 * @throws UsageError where a file's ending says nothing, or something else than `--format`.
 */
export function targetsOf(
  format: ReportTarget["format"] | undefined,
  files: readonly string[] | undefined,
  folder: string,
): readonly ReportTarget[] {
  if (files === undefined) return [{ format: format ?? "markdown" }];
  return files.map((file) => {
    const byEnding = formatsByEnding[extname(file).toLowerCase()];
    // One file is what --format says, whatever its name: so is $GITHUB_STEP_SUMMARY.
    const wanted = files.length === 1 ? (format ?? byEnding) : byEnding;
    if (wanted === undefined) {
      const endings = Object.keys(formatsByEnding).join(", ");
      throw new UsageError(
        `--out ${file}: say --format ${reportFormats.join("|")}, or end its name in one of ${endings}`,
      );
    }
    return { format: wanted, file: resolve(folder, file) };
  });
}
