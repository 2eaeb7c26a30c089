import { isLogin } from "../simulation/requests";
import type { Played } from "./move";

/** A run as a person reads it: what was sent, what came of it. */
export function tellPlayed({ requests, outcome, failures, texts, before, after }: Played): string {
  const lines = requests.map((request) => {
    const { entry, phase, urn, process } = request;
    const path = entry.path.replace("/api/rest", "").replace(/\?.*/, "");
    const what = isLogin(request) ? "login" : `${entry.method} ${path}`;
    const effect =
      request.before || request.after ? ` ${request.before?.state ?? "-"} => ${request.after?.state ?? "-"}` : "";
    return `${process} ${urn.replace(/.*::/, "")} ${phase}: ${what} ${entry.status ?? "lost"}${effect}`;
  });
  const shown = (entries: Played["before"]["entries"]) =>
    entries
      .map((entry) => {
        const marks = [
          entry.initFailed && "init failed",
          entry.pendingReplacement && "pending replacement",
          entry.isToDelete && "to delete",
        ];
        return `${entry.urn.replace(/.*ImportSession::/, "")}=${entry.id} ${entry.outputs.state} ${marks.filter(Boolean).join(" ")}`;
      })
      .join(", ") || "nothing";
  const array = (sessions: Played["before"]["sessions"]) =>
    sessions.map(({ id, name, state }) => `${id} "${name}" ${state}`).join(", ") || "nothing";
  return [
    `    state before: ${shown(before.entries)}; array: ${array(before.sessions)}`,
    ...lines.map((line) => `    ${line}`),
    ...texts.map((text) => `    says: ${text}`),
    ...failures.map(({ urn, error }) => `    ${urn} failed: ${error}`),
    `    ${outcome}; state after: ${shown(after.entries)}; array: ${array(after.sessions)}`,
  ].join("\n");
}
