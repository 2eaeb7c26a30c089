/** What of a state file counts, whichever version has written it. */

import * as z from "zod";
import type { ResourceDefinition } from "./definition";
import { hasUnknown } from "./unknown";

type Properties = Readonly<Record<string, unknown>>;

/**
 * The properties of a state file as this version understands them. Another version may have recorded a state or a type that is not known here:
 * left out, it counts as not observed yet, and the next update looks at the array.
 */
export function readableOutputs(definition: ResourceDefinition, recorded: Properties): Properties {
  return Object.fromEntries(Object.entries(recorded).filter(([name, value]) => isReadable(definition, name, value)));
}

/**
 * What a delete goes by where the state file shows inputs beside the outputs. They may be those of a replacement that did not come about, so that only
 * how to end the object is theirs, and is newer there than in the outputs; what it is the outputs say.
 */
export function outputsToDelete(definition: ResourceDefinition, outputs: Properties, inputs: Properties): Properties {
  const wishes = definition.ending.filter((name) => inputs[name] !== undefined).map((name) => [name, inputs[name]]);
  return readableOutputs(definition, { ...outputs, ...Object.fromEntries(wishes) });
}

/** Outputs that an update leaves as they are. */
export function stableOutputs(
  { lasting, filled }: ResourceDefinition,
  recorded: Properties,
  changed: readonly string[],
): readonly string[] {
  return [...lasting, ...filled].filter((name) => recorded[name] !== undefined && !changed.includes(name));
}

/** Wrong types and empty texts, which no version writes. */
const unreadable: ReadonlySet<string> = new Set(["invalid_type", "invalid_value", "too_small"]);

/** Inputs stay as they are unless their very type is wrong: rules of today must not make yesterday's inputs look changed. */
function isReadable({ inputs, outputs }: ResourceDefinition, name: string, value: unknown): boolean {
  if (hasUnknown(value)) return false;
  // What one entry of a map says must not hide the others: whoever uses them looks at each.
  if ((outputs[name] ?? inputs[name]) instanceof z.ZodRecord) return typeof value === "object" && value !== null;
  if (Object.hasOwn(outputs, name)) return outputs[name]?.safeParse(value).success ?? true;
  if (!Object.hasOwn(inputs, name)) return true;
  const error = inputs[name]?.safeParse(value).error;
  return !error?.issues.some(({ code }) => unreadable.has(code));
}
