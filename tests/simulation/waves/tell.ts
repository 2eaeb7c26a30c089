import { isChange, isLogin } from "../requests";
import { nameOf } from "./program";
import type { WavesChapter, WavesStory } from "./story";
import { importsOf, isDeed } from "./story";

const MOST_REQUESTS = 60;

/** A story of waves as a person reads it. */
export function tellWaves(story: WavesStory): string {
  return story.map((part) => (isDeed(part) ? tellDeed(part) : `* ${part.words}`)).join("\n");
}

function tellDeed({ deed, stack, outcome, result, error, requests, statesAfter, sessions }: WavesChapter): string {
  const end = [outcome, result, error === undefined ? undefined : String(error)].filter(Boolean).join(": ");
  const imports = (statesAfter[stack] ?? [])
    .flatMap(importsOf)
    .map(({ urn, key, id, state }) => `${nameOf(urn)}.${key} ${id ?? "-"} ${state ?? ""}`);
  const rows = sessions.map(({ id, name, state }) => `${id} "${name}" ${state}`);
  const lines = requests.slice(0, MOST_REQUESTS).map(({ entry, phase, ...request }) => {
    const path = entry.path.replace("/api/rest", "").replace(/\?.*/, "");
    const fault = entry.fault ? ` ${JSON.stringify(entry.fault)}` : "";
    const what = isLogin({ entry, phase, ...request }) ? "login" : `${entry.method} ${path}`;
    const body = isChange({ entry, phase, ...request }) ? ` ${JSON.stringify(entry.body)}` : "";
    return `    ${entry.time} ${phase}: ${what} ${entry.status ?? "lost"}${fault}${body}`;
  });
  if (requests.length > MOST_REQUESTS) lines.push(`    ... ${requests.length - MOST_REQUESTS} more`);
  return [
    `  stack ${stack}, ${deed.kind} of ${nameOf(deed.urn)}`,
    ...lines,
    `    ${end}`,
    `    recorded: ${imports.join(", ") || "none"}; array: ${rows.join(", ") || "none"}`,
  ].join("\n");
}
