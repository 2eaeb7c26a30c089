/** The check of a resource's inputs by their table and the rules between them. */

import * as z from "zod";
import type { ResourceDefinition } from "./definition";
import type { CheckFailure, CheckResult, RawInputs } from "./handler";
import { hasUnknown } from "./unknown";

/** A rule between inputs. It sees them only when all properties that it is about are known and fine. */
export type Rule<Name extends string, Checked> = {
  /** The properties the rule is about; a failure is reported at the first. */
  readonly of: readonly [Name, ...Name[]];
  /** The reason when the rule is broken. */
  broken(inputs: Checked, recorded: RawInputs): string | undefined;
};

type Checking = {
  readonly of: Pick<ResourceDefinition, "name" | "inputs">;
  readonly rules?: readonly Rule<string, never>[];
};

/** Inputs by their shapes, defaults filled in, and by the rules between them. Pure: nothing is sent, unknown values pass. */
export function checkInputs({ of, rules = [] }: Checking, given: RawInputs, recorded: RawInputs = {}): CheckResult {
  const present = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== null),
  );
  const failures = Object.keys(present).flatMap((property) => unknownPropertyFailure(of, property));
  const inputs: Record<string, unknown> = {};
  const broken = new Set<string>();
  for (const [property, shape] of Object.entries(of.inputs)) {
    const { value, failures: own } = checkProperty(property, shape, present[property]);
    if (value !== undefined) inputs[property] = value;
    if (own.length > 0) broken.add(property);
    failures.push(...own);
  }
  for (const rule of rules) {
    if (rule.of.some((property) => broken.has(property) || hasUnknown(inputs[property]))) continue;
    const reason = rule.broken(inputs as never, recorded);
    if (reason) failures.push({ property: rule.of[0], reason });
  }
  return { inputs, failures };
}

function unknownPropertyFailure({ name, inputs }: Checking["of"], property: string): CheckFailure[] {
  if (Object.hasOwn(inputs, property)) return [];
  const plain = (text: string) => text.replace(/[_-]/g, "").toLowerCase();
  const meant = Object.keys(inputs).find((each) => plain(each) === plain(property));
  return [{ property, reason: `is not an input of ${name}${meant ? `; did you mean ${meant}?` : ""}` }];
}

// With --target the engine leaves out what a resource gives that is new and not among the targets [ENGINE targets].
const REQUIRED =
  "is required; if the program does give it, it comes from a new resource that this run leaves out: name that one by --target, too";

type CheckedProperty = { readonly value?: unknown; readonly failures: readonly CheckFailure[] };

function checkProperty(property: string, shape: Shape, given: unknown): CheckedProperty {
  if (given === undefined) return leftOut(property, shape);
  if (!Array.isArray(given)) return checkGiven(property, shape, given);
  const known = ofList.get(given);
  if (known?.shape === shape && known.property === property) return known.checked;
  const checked = checkGiven(property, shape, given);
  ofList.set(given, { property, shape, checked });
  return checked;
}

/** What a shape makes of a list: all imports of a wave have those that the wave says, and nobody changes them. */
const ofList = new WeakMap<readonly unknown[], { property: string; shape: Shape; checked: CheckedProperty }>();

function checkGiven(property: string, shape: Shape, given: unknown): CheckedProperty {
  if (hasUnknown(given)) return { value: given, failures: [] };
  const parsed = shape.safeParse(booleanFromText(shape, given));
  if (parsed.success) return { value: parsed.data, failures: [] };
  const failures = parsed.error.issues.map(({ path, message }) => ({
    property: `${property}${path.map(pathStep).join("")}`,
    reason: message,
  }));
  return { value: given, failures };
}

type Shape = ResourceDefinition["inputs"][string];

/** What a shape makes of nothing. Most inputs of most of the many imports of a wave are left out. */
const ofNothing = new WeakMap<Shape, ReturnType<Shape["safeParse"]>>();

function leftOut(property: string, shape: Shape): CheckedProperty {
  const parsed = ofNothing.get(shape) ?? shape.safeParse(undefined);
  ofNothing.set(shape, parsed);
  return parsed.success ? { value: parsed.data, failures: [] } : { failures: [{ property, reason: REQUIRED }] };
}

/** The input that a failure is in: of `hostIds[1]`, hostIds. */
export function inputOf({ property }: CheckFailure): string {
  return property.split(/[.[]/, 1)[0] ?? property;
}

/** As Pulumi writes the way to a property: `hostIds[0]`, `members.first`, `members["db-01"]`. */
function pathStep(step: PropertyKey): string {
  if (typeof step === "number") return `[${step}]`;
  return /^[a-z_$][\w$]*$/i.test(String(step)) ? `.${String(step)}` : `[${JSON.stringify(step)}]`;
}

/**
 * "true" and "false" as booleans where the schema wants one: some command lines make text of what "pulumi config set" was given, for programs
 * in YAML. Done before the schema sees it, for a schema that transforms has no default to show. What is recorded is the boolean, so that its text
 * is no change.
 */
export function booleanFromText(schema: z.ZodType | undefined, given: unknown): unknown {
  if (given !== "true" && given !== "false") return given;
  const inner = schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodBoolean ? given === "true" : given;
}
