import { createHash } from "node:crypto";
import type { CheckResult, OperationContext, RawInputs } from "./handler";
import { UNKNOWN } from "./unknown";

/** The RFC 3986 reserved characters and those that must be escaped in a URL: the array's "special HTTP characters". */
export const forbiddenInName = /[\s\p{C}:/?#[\]@!$&'()*+,;=%"<>\\^`{|}]/u;

const allForbidden = new RegExp(forbiddenInName.source, "gu");

const MAX_NAME = 128;
const SUFFIX_DIGITS = 8;

/** Which resource of which team's stack a name is for. */
export type Origin = Pick<OperationContext, "urn" | "nameStem" | "nameOrigin"> & {
  readonly settings: Pick<OperationContext["settings"], "namespace">;
};

/**
 * The name of a session whose program gives none: `<logical name>-<8 hex>`. The hash covers project, stack, parents and logical
 * name but not the resource's own type, so that it is the same on every run and on both surfaces: after a crash between the
 * array's answer and the state file, nothing but this name finds the session again (docs/plugin.md, "Names").
 * @param namespace what tells this stack from others of the same project and stack name; without it, the name is the same for all.
 * @param stem what a person reads of it. @default the logical name
 */
export function generateName(urn: string, namespace?: string, stem?: string): string {
  // urn:pulumi:<stack>::<project>::<parent type>$<type>::<logical name>
  const [stack = "", project = "", types = "", ...rest] = urn.replace(/^urn:pulumi:/, "").split("::");
  const logicalName = rest.join("::");
  const parentTypes = types.split("$").slice(0, -1).join("$");
  const hash = hashOf(JSON.stringify([project, stack, parentTypes, logicalName, ...(namespace ? [namespace] : [])]));
  // Cut first: half of a character that is cut through is forbidden, too.
  const readable = (stem ?? logicalName).slice(0, MAX_NAME - SUFFIX_DIGITS - 1).replace(allForbidden, "-");
  return `${readable}-${hash.slice(0, SUFFIX_DIGITS)}`;
}

const hashes = new Map<string, string>();
const MOST_HASHES = 10_000;

/** A run asks for the names of all members of a wave several times. */
function hashOf(text: string): string {
  const hash = hashes.get(text) ?? createHash("sha256").update(text).digest("hex");
  if (hashes.size >= MOST_HASHES) hashes.clear();
  hashes.set(text, hash);
  return hash;
}

/** Checked inputs with a name where the program gives none: the recorded one, or one made from the URN. */
export function withName(
  { inputs, failures }: CheckResult,
  recorded: RawInputs | undefined,
  origin: Origin,
): CheckResult {
  if (inputs.name !== undefined || failures.some(({ property }) => property === "name")) return { inputs, failures };
  const name = recorded?.name ?? nameOf(origin);
  if (name !== undefined) return { inputs: { ...inputs, name }, failures };
  const reason = "cannot be generated without the resource's URN: give a name";
  return { inputs, failures: [...failures, { property: "name", reason }] };
}

/** The name that is generated now; UNKNOWN while what it is made from is, undefined where there is nothing to make it from. */
export function nameOf({ urn, nameOrigin = urn, settings, nameStem }: Origin): string | typeof UNKNOWN | undefined {
  if (nameOrigin === undefined || nameOrigin === UNKNOWN) return nameOrigin;
  return generateName(nameOrigin, settings.namespace, nameStem);
}

/** Whether a name is one made for this resource, which means that its program gives none. A namespace may have been set since it was made. */
export function isGeneratedName(name: unknown, origin: Origin): boolean {
  if (typeof name !== "string") return false;
  return [...new Set([origin.settings.namespace, undefined])].some(
    (namespace) => name === nameOf({ ...origin, settings: { namespace } }),
  );
}

/** Whether a name is one that no other stack generates: a namespace is set, and says so. */
export function isNamespaced(name: unknown, origin: Origin): boolean {
  return typeof name === "string" && origin.settings.namespace !== undefined && name === nameOf(origin);
}

/**
 * Inputs in which a generated name gives way to the recorded one: an adopted session keeps the name it has on the array as long
 * as the program leaves the name open. The generated one may be that of another URN: the engine keeps it in the inputs where the stack is renamed.
 */
export function withRecordedName<T extends Readonly<Record<string, unknown>>>(
  inputs: T,
  recorded: Readonly<Record<string, unknown>>,
  origin: Origin & Partial<Pick<OperationContext, "run">>,
): T {
  if (recorded.name === inputs.name) return inputs;
  const isLeftOpen = isGeneratedName(inputs.name, origin) || origin.run?.isOpenName(origin.urn, inputs.name);
  const isOpen = typeof recorded.name === "string" && isLeftOpen;
  return isOpen ? { ...inputs, name: recorded.name } : inputs;
}
