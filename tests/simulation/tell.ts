import type { ObservedRequest } from "./requests";
import { isDone, isLogin } from "./requests";
import type { Chapter, Story } from "./story";

const MOST_REQUESTS = 30;

/** A story as a person reads it: what was done, what was sent, what came of it. */
export function tell(story: Story): string {
  return story.map(tellChapter).join("\n");
}

function tellChapter(chapter: Chapter): string {
  const { step, outcome, result, error, after, requests, sessions } = chapter;
  const { step: verb, ...rest } = step;
  const end = [outcome, result, error === undefined ? undefined : String(error)].filter(Boolean).join(": ");
  const shown = sessions.map(({ id, name, state }) => `${id} "${name}" ${state}`).join(", ");
  const lines = requests.slice(0, MOST_REQUESTS).map(tellRequest);
  if (requests.length > MOST_REQUESTS) lines.push(`... ${requests.length - MOST_REQUESTS} more`);
  return [
    `- ${verb} ${JSON.stringify(rest)}`,
    ...lines.map((line) => `    ${line}`),
    `  ${end}; state: ${after ? `${after.id} ${after.outputs.state}${after.pendingReplacement ? " (deleted, to be replaced)" : ""}` : "nothing"}; array: ${shown || "nothing"}`,
  ].join("\n");
}

function tellRequest(request: ObservedRequest): string {
  const { entry, phase, before, after } = request;
  const path = entry.path.replace("/api/rest", "").replace(/\?.*/, "");
  const fault = entry.fault ? ` ${JSON.stringify(entry.fault)}` : "";
  const effect = entry.method !== "GET" && isDone(request) ? ` ${before?.state ?? "-"} => ${after?.state ?? "-"}` : "";
  return `${phase}: ${isLogin(request) ? "login" : `${entry.method} ${path}`} ${entry.status ?? "lost"}${fault}${effect}`;
}
