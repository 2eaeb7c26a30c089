import { csvText } from "../output/csv";
import type { SessionView } from "../sessions/sessionView";
import { sessionViewSchema } from "../sessions/sessionView";
import type { Status } from "./document";

const columns = Object.keys(sessionViewSchema.shape).flatMap((name) =>
  name === "error" ? ["errorCode", "errorMessage"] : [name],
);

/** A row for each session, with the names of the JSON document; those of its error in columns of their own. */
export function statusCsv({ sessions }: Status): string {
  return csvText(columns, sessions.map(rowOf));
}

const rowOf = ({ error, ...session }: SessionView) => ({
  ...session,
  errorCode: error?.code,
  errorMessage: error?.message,
});
