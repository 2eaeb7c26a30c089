import type { WantedImport } from "../program/program";
import { checkCertificate, checkClock, checkLogin, checkQueue, checkVersion } from "./checkArray";
import { checkConnections } from "./checkConnections";
import { checkHosts } from "./checkHosts";
import { checkCapacity, checkNames, checkSources } from "./checkImports";
import { checkTimes } from "./checkTimes";
import type { Finding } from "./document";
import type { ArrayFacts } from "./facts";
import { matchImports } from "./matchImports";

/**
 * All that is to be said of an array. Pure.
 * @param wanted what the program wants; undefined: no program was named, and the array is looked at as a whole.
 */
export function checkArray(
  facts: ArrayFacts,
  wanted: readonly WantedImport[] | undefined,
  now: number,
): readonly Finding[] {
  const matched = wanted && matchImports(facts, wanted);
  // What a completed import came by may be gone from the array.
  const ahead = matched?.filter(({ stage }) => stage !== "completed");
  return [
    ...facts.unread,
    ...checkLogin(facts),
    ...checkCertificate(facts, now),
    ...checkClock(facts),
    ...checkVersion(facts),
    ...checkConnections(facts, ahead),
    ...(matched
      ? [...checkTimes(matched, now), ...checkSources(matched), ...checkNames(facts, matched)]
      : summarize(facts)),
    ...checkHosts(facts, ahead),
    ...checkCapacity(matched),
    ...checkQueue(facts),
  ];
}

/** Without a program: what there is, by what the array says of it. */
function summarize({ sources }: ArrayFacts): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { importableCriteria = "not told" } of sources) {
    counts.set(importableCriteria, (counts.get(importableCriteria) ?? 0) + 1);
  }
  if (counts.size === 0) return [{ check: "source", severity: "note", found: "the array has discovered no sources" }];
  const each = [...counts].map(([criteria, count]) => `${count} ${criteria}`).join(", ");
  return [{ check: "source", severity: "note", found: `volumes and groups: ${each}` }];
}
