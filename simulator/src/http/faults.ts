/** The fault rules in force and how often each was hit. */
import { type FaultEffect, type FaultRule, matchesOperation, parseFaultRules } from "./faultRules";

/** A rule with its defaults filled in and its count. */
export type FaultRuleStatus = Required<FaultRule> & {
  /** How many requests it has hit. */
  readonly hits: number;
};

export interface Faults {
  /** Replaces all rules and their counts. Throws a MisfitError for rules that do not fit; then nothing changed. */
  set(rules: unknown): void;
  clear(): void;
  list(): readonly FaultRuleStatus[];
  /** Counts a request; the effect of the first rule that matches it and has hits left. */
  hit(method: string, path: string | undefined): FaultEffect | undefined;
}

type Entry = { readonly rule: Required<FaultRule>; seen: number; hits: number };

export function createFaults(): Faults {
  let entries: readonly Entry[] = [];
  return {
    set(rules) {
      entries = parseFaultRules(rules).map((rule) => ({
        rule: { operation: rule.operation, skip: rule.skip ?? 0, times: rule.times ?? 1, effect: rule.effect },
        seen: 0,
        hits: 0,
      }));
    },
    clear() {
      entries = [];
    },
    list: () => entries.map(({ rule, hits }) => ({ ...rule, hits })),
    hit(method, path) {
      for (const entry of entries) {
        if (entry.hits >= entry.rule.times || !matchesOperation(entry.rule.operation, method, path)) continue;
        entry.seen += 1;
        if (entry.seen <= entry.rule.skip) continue;
        entry.hits += 1;
        return entry.rule.effect;
      }
      return undefined;
    },
  };
}
