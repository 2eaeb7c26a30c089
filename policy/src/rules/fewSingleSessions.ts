import type { DeclaredResource } from "../imports";
import { kindOf, stackOf } from "../imports";
import type { Scope } from "../rule";
import { matches } from "../rule";

export type SingleSessions = {
  /** How many imports of a stack may be resources of their own. */
  readonly max: number;
};

/** The one rule about a stack as a whole. */
export const fewSingleSessions = {
  name: "few-single-sessions",
  description: "Many imports are one ImportWave, and not as many resources.",
  level: "advisory",
  severity: "medium",
  schema: {
    max: {
      type: "number",
      description: "How many imports of a stack may be resources of their own.",
      minimum: 0,
      default: 50,
    },
  },
  defaults: { max: 50 },
} as const;

export function judgeStack(
  resources: readonly Pick<DeclaredResource, "type" | "name" | "urn">[],
  given: Partial<SingleSessions & Scope> = {},
): string[] {
  const { stacks, except, max } = { stacks: ["*"], except: [], ...fewSingleSessions.defaults, ...given };
  const single = resources.filter(
    ({ type, name, urn }) =>
      kindOf(type) === "ImportSession" && matches(stacks, stackOf(urn)) && !matches(except, name),
  );
  if (single.length <= max) return [];
  return [
    `${single.length} of this stack's imports are ImportSession resources of their own, and ${max} may be. The engine writes its whole state twice for each, no limit holds ` +
      "for all of them, and one failure stops those behind it. Make them members of an ImportWave (maxActive, maxFailures); each is handed over " +
      "by adoptSessionId and nothing is copied again (docs/waves.md).",
  ];
}
