/** Schemas as messages of the protocol. */

import type { Message } from "../protocol/messages";
import type { Attribute } from "../values/attributeType";
import { typeNotation } from "../values/attributeType";
import { describe } from "./description";

const MARKDOWN = 1;
const nestings = { single: 1, list: 2, map: 4 } as const;

/** For who reads how long something may take. */
export const TIMES = 'such as "90s", "30m" or "2h30m"';

/** The block in which a resource says how long its operations may take: `timeouts { create = "2h" }`. */
export const timeoutNames = ["create", "read", "update", "delete"] as const;
export const timeoutAttributes: readonly Attribute[] = timeoutNames.map((name) => ({
  name,
  property: name,
  type: { kind: "string" },
  description: `How long ${name === "read" ? "a read" : `${name === "update" ? "an" : "a"} ${name}`} may take, ${TIMES}.`,
  optional: true,
}));

export function schemaMessage(
  attributes: readonly Attribute[],
  { description, hasTimeouts = false }: { readonly description?: string; readonly hasTimeouts?: boolean } = {},
): Message<"Schema"> {
  const block: Message<"Block"> = {
    attributes: attributes.map(attributeMessage),
    ...(description !== undefined && { description: describe(description), descriptionKind: MARKDOWN }),
    ...(hasTimeouts && { blockTypes: [timeoutsBlock()] }),
  };
  return { version: 0, block };
}

const timeoutsBlock = (): Message<"NestedBlock"> => ({
  typeName: "timeouts",
  nesting: nestings.single,
  block: { attributes: timeoutAttributes.map(attributeMessage) },
});

function attributeMessage(attribute: Attribute): Message<"Attribute"> {
  const { name, description, required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    name,
    ...typeFields(attribute),
    ...(description !== undefined && {
      description: describe(description, { required: required === true }),
      descriptionKind: MARKDOWN,
    }),
    ...(required && { required }),
    ...(optional && { optional }),
    ...(computed && { computed }),
    ...(sensitive && { sensitive }),
    ...(writeOnly && { writeOnly }),
  };
}

/** Objects, and lists and maps of them, have attributes of their own; all else is a type. */
function typeFields({ type }: Attribute): Pick<Message<"Attribute">, "type" | "nestedType"> {
  const nestedType = (attributes: readonly Attribute[], nesting: number) => ({
    nestedType: { attributes: attributes.map(attributeMessage), nesting },
  });
  if (type.kind === "object") return nestedType(type.attributes, nestings.single);
  if ((type.kind === "list" || type.kind === "map") && type.of.kind === "object") {
    return nestedType(type.of.attributes, nestings[type.kind]);
  }
  return { type: Buffer.from(JSON.stringify(typeNotation(type))) };
}
