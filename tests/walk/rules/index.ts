import type { Played } from "../move";
import * as actions from "./actions";
import type { Rule } from "./sessions";
import * as sessions from "./sessions";

/** What must hold of every run. */
export const rules: Readonly<Record<string, Rule>> = { ...sessions, ...actions };

/** The first rule that a run breaks, and how. */
export function broken(played: Played): string | undefined {
  for (const [name, rule] of Object.entries(rules)) {
    const wrong = rule(played);
    if (wrong) return `${name}: ${wrong}`;
  }
  return undefined;
}
