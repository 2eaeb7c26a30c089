import { resolve } from "node:path";
import * as z from "zod";
import { inputShape } from "../../../provider/lifecycle/importWave/inputs/inputs";
import { fromCsv } from "../../../sdk/fromCsv";
import { UsageError } from "../../process/exits";
import { textOf } from "../../process/failures";
import type { ArrayImports } from "./source";

const sessions = z.object({ sessions: inputShape.sessions });

/**
 * The imports of a file with the columns of the SDK's `fromCsv`.
 * @param remoteSystemId of those for which the file names none
 * @throws UsageError that names file and line, or the input that cannot be meant
 */
export function importsOfCsv(file: string, folder: string, remoteSystemId: string | undefined): ArrayImports {
  const members = readCsv(resolve(folder, file));
  const checked = sessions.safeParse({ sessions: members });
  const [issue] = checked.error?.issues ?? [];
  if (issue) {
    const [, key, ...property] = issue.path.map(String);
    throw new UsageError(`--from: ${file}: ${key ?? ""} ${property.join(".")} ${issue.message}`);
  }
  const imports = Object.entries(members).map(([key, member]) => {
    const inputs = { ...(remoteSystemId !== undefined && { remoteSystemId }), ...member };
    if (inputs.remoteSystemId === undefined)
      throw new UsageError(
        `--from: ${file}: ${key} names no remote system: add the column remoteSystemId, or give --remote-system`,
      );
    return { key, inputs };
  });
  if (imports.length === 0) throw new UsageError(`--from: ${file} has no imports`);
  return { imports, leftOut: [] };
}

function readCsv(file: string) {
  try {
    return fromCsv(file);
  } catch (error) {
    throw new UsageError(`--from: ${textOf(error)}`);
  }
}
