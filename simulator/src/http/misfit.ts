/** Checks of what users write by hand: fault rules and the bodies of control routes. An unknown key is a typo: refused. */

/** Thrown for a value that does not fit; names the place and what is wrong there. */
export class MisfitError extends TypeError {
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.name = "MisfitError";
  }
}

export type Expectation = {
  readonly fits: (value: unknown) => boolean;
  /** Completes the sentence "must be ...". */
  readonly expected: string;
  readonly isOptional?: boolean;
};

export type Expectations = Readonly<Record<string, Expectation>>;

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws a MisfitError unless the value is an object with all of these keys, except for optional ones, and no other. */
export function checkFields(place: string, value: unknown, expectations: Expectations): asserts value is Fields {
  if (!isFields(value)) throw new MisfitError(place, "must be an object");
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(expectations, key)) continue;
    const known = Object.keys(expectations).join(", ") || "no key at all";
    throw new MisfitError(`${place}.${key}`, `is unknown, expected ${known}`);
  }
  for (const [key, { fits, expected, isOptional }] of Object.entries(expectations)) {
    const inner = value[key];
    if (inner === undefined && isOptional) continue;
    if (inner === undefined && !(key in value)) throw new MisfitError(`${place}.${key}`, "is required");
    if (!fits(inner)) throw new MisfitError(`${place}.${key}`, `is ${JSON.stringify(inner)}, must be ${expected}`);
  }
}

export const text: Expectation = { fits: (value) => typeof value === "string", expected: "a text" };

export const truth: Expectation = { fits: (value) => typeof value === "boolean", expected: "true or false" };

export const anything: Expectation = { fits: () => true, expected: "anything" };

export function numberFrom(least: number): Expectation {
  return { fits: (value) => Number.isFinite(value) && Number(value) >= least, expected: `a number from ${least} on` };
}

export function wholeFrom(least: number): Expectation {
  return {
    fits: (value) => Number.isInteger(value) && Number(value) >= least,
    expected: `a whole number from ${least} on`,
  };
}

export function oneOf(...values: readonly unknown[]): Expectation {
  return {
    fits: (value) => values.includes(value),
    expected: values.map((value) => JSON.stringify(value)).join(" or "),
  };
}

export function optional(expectation: Expectation): Expectation {
  return { ...expectation, isOptional: true };
}
