/** Fault rules: their check (one that could never do anything is refused), and how often each was hit. */
import type { Version } from "../api/releases";
import { LONGEST_WAIT_SECONDS } from "./limits";
import {
  anything,
  checkFields,
  type Expectations,
  isFields,
  MisfitError,
  oneOf,
  optional,
  text,
  wholeFrom,
} from "./misfit";
import { routesOf } from "./routes";

/** What a fault does to a request; exactly one of these. */
export type FaultEffect =
  /** Refused with this status and a vendor's error body; the work is not done. */
  | { readonly status: number; readonly code?: string; readonly message?: string }
  /** A page of HTML with this status, 200 to 599, from what stands before the array; the work is not done. */
  | { readonly page: number }
  /** The connection ends without an answer: `before` the work is done, or `after` it. */
  | { readonly drop: "before" | "after" }
  /** The work is done, and the answer breaks off in its middle. */
  | { readonly truncate: true }
  /** The work is done, and the answer is held back for so many seconds. */
  | { readonly delaySeconds: number }
  /** The work is done, and 200 with this body is answered in place of the real answer. */
  | { readonly body: unknown };

export type FaultRule = {
  /** `METHOD /path/with/{id}` as the vendor describes it, either part may be `*`: `POST /import_session`, `GET *`. */
  readonly operation: string;
  /** So many matching requests pass first. @default 0 */
  readonly skip?: number;
  /** So many requests are hit then. @default 1 */
  readonly times?: number;
  readonly effect: FaultEffect;
};

function ruleKeysOf(version: Version): Expectations {
  return {
    operation: {
      fits: (operation) => isMatchable(version, operation),
      expected: `an operation of the API ${version} ("POST /import_session/{id}/pause", "GET *", "* *")`,
    },
    skip: optional(wholeFrom(0)),
    times: optional(wholeFrom(1)),
    effect: anything,
  };
}

/** By the key that tells the effects apart: all keys that the effect may have. */
const effectKeys: Readonly<Record<string, Expectations>> = {
  status: {
    status: {
      fits: (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
      expected: "a status from 400 to 599",
    },
    code: optional(text),
    message: optional(text),
  },
  page: {
    page: {
      fits: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
      expected: "a status from 200 to 599",
    },
  },
  drop: { drop: oneOf("before", "after") },
  truncate: { truncate: oneOf(true) },
  delaySeconds: {
    delaySeconds: {
      fits: (value) => Number.isFinite(value) && Number(value) > 0 && Number(value) <= LONGEST_WAIT_SECONDS,
      expected: `a number above 0 and up to ${LONGEST_WAIT_SECONDS}`,
    },
  },
  body: { body: anything },
};

/** Throws a MisfitError unless the value is an array of rules. */
function parseFaultRules(version: Version, value: unknown): readonly FaultRule[] {
  if (!Array.isArray(value)) throw new MisfitError("rules", "must be an array of fault rules");
  const keys = ruleKeysOf(version);
  return value.map((rule, index) => parseRule(`rules[${index}]`, rule, keys));
}

function parseRule(place: string, rule: unknown, keys: Expectations): FaultRule {
  checkFields(place, rule, keys);
  checkEffect(`${place}.effect`, rule.effect);
  // A copy: what the caller does to its rule later must not change the one in force.
  return structuredClone(rule) as FaultRule;
}

function checkEffect(place: string, effect: unknown): void {
  const kinds = isFields(effect) ? Object.keys(effectKeys).filter((key) => key in effect) : [];
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw new MisfitError(place, `must have exactly one of ${Object.keys(effectKeys).join(", ")}`);
  }
  checkFields(place, effect, effectKeys[kind] ?? {});
}

function isMatchable(version: Version, operation: unknown): boolean {
  return (
    typeof operation === "string" &&
    routesOf(version).some((route) => matchesOperation(operation, route.method, route.path))
  );
}

/** Whether a rule's operation covers a request; the path is undefined for a request that fits no operation. */
function matchesOperation(operation: string, method: string, path: string | undefined): boolean {
  const [wantedMethod, wantedPath, ...rest] = operation.split(" ");
  if (rest.length > 0) return false;
  return (wantedMethod === "*" || wantedMethod === method) && (wantedPath === "*" || wantedPath === path);
}

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

/** Of an array of this release. */
export function createFaults(version: Version = "4.1"): Faults {
  let entries: readonly Entry[] = [];
  return {
    set(rules) {
      entries = parseFaultRules(version, rules).map((rule) => ({
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
