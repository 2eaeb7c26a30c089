/** The history in a file, which a pipeline keeps between its runs. */
import { readFileSync } from "node:fs";
import { UsageError } from "../../process/exits";
import { textOf } from "../../process/failures";
import { emptyHistory, type History, historySchema } from "./schema";

/**
 * Empty where there is no file: the first run begins it.
 * @throws UsageError for a file that is no history of this version. It is left as it is.
 */
export function readHistory(file: string): History {
  const text = readIfThere(file);
  if (text === undefined) return emptyHistory;
  const parsed = historySchema.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    refusal(
      file,
      `it is no history that this version writes (${issue?.path.join(".") || "its root"}: ${issue?.message})`,
    ),
  );
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(`--history: reading ${file}: ${textOf(error)}`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(refusal(file, text.trim() === "" ? "it is empty" : "it is no JSON, or only a part of it"));
  }
}

const refusal = (file: string, reason: string) =>
  `--history ${file}: ${reason}. It is left as it is. Give the file that an earlier report wrote, or move this one away to begin anew: then the report says nothing of what came before.`;
