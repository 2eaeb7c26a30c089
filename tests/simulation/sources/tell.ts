import { isChange, isLogin } from "../requests";
import { memberOf } from "./program";
import type { SourcesChapter, SourcesStory } from "./story";
import { isDeed } from "./story";

const MOST_REQUESTS = 40;

/** A story of sources, hosts and groups as a person reads it. */
export function tellSources(story: SourcesStory): string {
  return story.map((part) => (isDeed(part) ? tellDeed(part) : `* ${part.words}`)).join("\n");
}

function tellDeed({
  deed,
  stack,
  outcome,
  result,
  error,
  requests,
  statesAfter,
  objects,
  makers,
}: SourcesChapter): string {
  const end = [outcome, result, error === undefined ? undefined : String(error)].filter(Boolean).join(": ");
  const entries = (statesAfter[stack] ?? []).map(
    ({ urn, id, initFailed, pendingReplacement }) =>
      `${memberOf(urn)} ${id}${initFailed ? " (init failed)" : ""}${pendingReplacement ? " (to be replaced)" : ""}`,
  );
  const rows = Object.values(objects)
    .flat()
    .map((row) => {
      const maker = makers.get(row.id);
      const by = maker === undefined || maker === "hand" ? "by hand" : `by ${maker.stack}`;
      return `${row.id} "${row.name ?? row.agent_address}" ${row.state ?? row.agent_status ?? row.importable_criteria} ${by}`;
    });
  const lines = requests.slice(0, MOST_REQUESTS).map(({ entry, phase, ...request }) => {
    const path = entry.path.replace("/api/rest", "").replace(/\?.*/, "");
    const fault = entry.fault ? ` ${JSON.stringify(entry.fault)}` : "";
    const what = isLogin({ entry, phase, ...request }) ? "login" : `${entry.method} ${path}`;
    const body = isChange({ entry, phase, ...request }) ? ` ${JSON.stringify(entry.body)}` : "";
    return `    ${phase}: ${what} ${entry.status ?? "lost"}${fault}${body}`;
  });
  if (requests.length > MOST_REQUESTS) lines.push(`    ... ${requests.length - MOST_REQUESTS} more`);
  return [
    `  stack ${stack}, ${deed.kind} of ${memberOf(deed.urn)}`,
    ...lines,
    `    ${end}`,
    `    entries: ${entries.join(", ") || "none"}; array: ${rows.join(", ")}`,
  ].join("\n");
}
