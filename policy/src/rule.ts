import type { DeclaredResource, Import } from "./imports";
import { importsOf, kindOf, stackOf } from "./imports";

/** A rule about each import by itself: pure, so that a table of cases says what it does. */

/** Which stacks and which imports a rule is for. */
export type Scope = {
  /** Names of stacks; `*` stands for any text. */
  readonly stacks: readonly string[];
  /** Names of resources, or `wave/key` for the import of a wave, to which the rule does not apply; `*` stands for any text. */
  readonly except: readonly string[];
};

/** What is wrong with an import; `path` is the input that says so. `ofAll`: it is said of the resource as a whole, and no import is named. */
export type Offence = { readonly path: string; readonly found: string; readonly ofAll?: boolean };

export type ParameterSchema = Readonly<Record<string, { readonly type: string; readonly [keyword: string]: unknown }>>;

export type Rule<Parameters extends object = object> = {
  readonly name: string;
  readonly description: string;
  /** What could happen, and what to do: the ends of each message. */
  readonly why: string;
  readonly todo: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: "low" | "medium" | "high" | "critical";
  /** Of the rule's own parameters, beside the scope; with their defaults. */
  readonly schema: ParameterSchema;
  readonly defaults: Parameters;
  offenceOf(each: Import, resource: DeclaredResource, parameters: Parameters): Offence | undefined;
};

const scopeSchema: ParameterSchema = {
  stacks: {
    type: "array",
    items: { type: "string" },
    description: "Names of the stacks that the rule is for; * stands for any text.",
    default: ["*"],
  },
  except: {
    type: "array",
    items: { type: "string" },
    description:
      "Names of resources, or wave/key for an import of a wave, that are let through; * stands for any text.",
    default: [],
  },
};

export const schemaOf = (rule: Pick<Rule, "schema">) => ({ ...scopeSchema, ...rule.schema });

/** The messages about a resource: one for each thing that is wrong, with all imports of a wave to which it applies. */
export function judge<Parameters extends object>(
  rule: Rule<Parameters>,
  resource: DeclaredResource,
  given: Partial<Parameters & Scope> = {},
): string[] {
  const parameters: Parameters & Scope = { ...everywhere, ...rule.defaults, ...given };
  const kind = kindOf(resource.type);
  if (!kind || !isFor(parameters, resource)) return [];
  const offenders = new Map<string, { offence: Offence; keys: string[] }>();
  for (const each of importsOf(resource)) {
    if (matches(parameters.except, each.name)) continue;
    const offence = rule.offenceOf(each, resource, parameters);
    if (!offence) continue;
    const alike = JSON.stringify([offence.path.replace(/^sessions\["(?:[^"\\]|\\.)*"\]/, ""), offence.found]);
    const group = offenders.get(alike) ?? { offence, keys: [] };
    if (each.key !== undefined && !offence.ofAll) group.keys.push(each.key);
    offenders.set(alike, group);
  }
  return [...offenders.values()].map(({ offence: { path, found }, keys }) => {
    const which = keys.length > 1 ? `, for ${keys.length} of its imports (${listed(keys)})` : soleKey(path, keys);
    return `${kind} "${resource.name}": ${path} ${found}${which}. ${rule.why} ${rule.todo}`;
  });
}

const everywhere: Scope = { stacks: ["*"], except: [] };

/** Whether the rule says anything of the resource as a whole. */
export function isFor(given: Partial<Scope>, { urn, name }: Pick<DeclaredResource, "urn" | "name">): boolean {
  const { stacks, except } = { ...everywhere, ...given };
  return matches(stacks, stackOf(urn)) && !matches(except, name);
}

/** Whether one of the patterns is the whole name. */
export function matches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => {
    const texts = pattern.split("*").map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${texts.join(".*")}$`, "s").test(name);
  });
}

const LISTED = 5;

function listed(keys: readonly string[]): string {
  const more = keys.length - LISTED;
  return keys.slice(0, LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

const soleKey = (path: string, [key]: readonly string[]) =>
  key === undefined || path.startsWith("sessions[") ? "" : `, for its import ${key}`;
