/** Fault rules as a user writes them, and their check: a rule that could never do anything is refused. */
import { routes } from "./routes";

/** What a fault does to a request; exactly one of these. */
export type FaultEffect =
  /** Refused with this status and a vendor's error body; the work is not done. */
  | { readonly status: number; readonly code?: string; readonly message?: string }
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

/** Thrown for rules that do not fit; names the place and what is wrong there. */
export class FaultRuleError extends TypeError {
  constructor(message: string) {
    super(message);
    this.name = "FaultRuleError";
  }
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;
type Expectation = readonly [Check, string];

const text: Expectation = [(value) => typeof value === "string", "a text"];
const any: Expectation = [() => true, "anything"];

function wholeFrom(least: number): Expectation {
  return [(value) => Number.isInteger(value) && Number(value) >= least, `a whole number from ${least} on`];
}

const ruleKeys = {
  operation: [isMatchable, 'an operation of the API ("POST /import_session/{id}/pause", "GET *", "* *")'],
  skip: wholeFrom(0),
  times: wholeFrom(1),
  effect: [isFields, "an object"],
} as const satisfies Record<string, Expectation>;

/** By the key that tells the effects apart: all keys that the effect may have. */
const effectKeys: Readonly<Record<string, Readonly<Record<string, Expectation>>>> = {
  status: {
    status: [(value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599, "a status 400..599"],
    code: text,
    message: text,
  },
  drop: { drop: [(value) => value === "before" || value === "after", '"before" or "after"'] },
  truncate: { truncate: [(value) => value === true, "true"] },
  delaySeconds: { delaySeconds: [(value) => Number.isFinite(value) && Number(value) > 0, "a number above 0"] },
  body: { body: any },
};

/** Throws a FaultRuleError unless the value is an array of rules. */
export function parseFaultRules(value: unknown): readonly FaultRule[] {
  if (!Array.isArray(value)) throw new FaultRuleError("rules: must be an array of fault rules");
  return value.map((rule, index) => parseRule(`rules[${index}]`, rule));
}

function parseRule(place: string, rule: unknown): FaultRule {
  if (!isFields(rule)) throw new FaultRuleError(`${place}: must be an object`);
  checkFields(place, rule, ruleKeys);
  for (const key of ["operation", "effect"]) {
    if (!(key in rule)) throw new FaultRuleError(`${place}.${key}: is required`);
  }
  checkEffect(`${place}.effect`, rule.effect as Fields);
  return structuredClone(rule) as FaultRule;
}

function checkEffect(place: string, effect: Fields): void {
  const kinds = Object.keys(effectKeys).filter((key) => key in effect);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw new FaultRuleError(`${place}: must have exactly one of ${Object.keys(effectKeys).join(", ")}`);
  }
  checkFields(place, effect, effectKeys[kind] ?? {});
}

function checkFields(place: string, fields: Fields, expectations: Readonly<Record<string, Expectation>>): void {
  for (const [key, value] of Object.entries(fields)) {
    const expectation = Object.hasOwn(expectations, key) ? expectations[key] : undefined;
    if (expectation === undefined) {
      throw new FaultRuleError(`${place}.${key}: unknown, expected ${Object.keys(expectations).join(", ")}`);
    }
    const [fits, expected] = expectation;
    if (!fits(value)) throw new FaultRuleError(`${place}.${key}: is ${JSON.stringify(value)}, must be ${expected}`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMatchable(operation: unknown): boolean {
  return typeof operation === "string" && routes.some((route) => matchesOperation(operation, route.method, route.path));
}

/** Whether a rule's operation covers a request; the path is undefined for a request that fits no operation. */
export function matchesOperation(operation: string, method: string, path: string | undefined): boolean {
  const [wantedMethod, wantedPath, ...rest] = operation.split(" ");
  if (rest.length > 0) return false;
  return (wantedMethod === "*" || wantedMethod === method) && (wantedPath === "*" || wantedPath === path);
}
