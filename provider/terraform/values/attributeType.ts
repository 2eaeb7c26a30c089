/** What an attribute holds, in the terms of both sides: the lifecycle's values and Terraform's types. */

export type AttributeType =
  | { readonly kind: "string" | "number" | "bool" }
  /** Anything, as the text of its JSON: Terraform has no type for it inside of a map. */
  | { readonly kind: "json" }
  | { readonly kind: "list" | "map"; readonly of: AttributeType }
  | { readonly kind: "object"; readonly attributes: readonly Attribute[] };

export type Attribute = {
  /** In snake case. */
  readonly name: string;
  /** What the lifecycle calls it. */
  readonly property: string;
  readonly type: AttributeType;
  readonly description?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  /** Where the configuration says nothing, the provider may. */
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  /** Given with each plan and apply, and recorded nowhere. */
  readonly writeOnly?: boolean;
};

/** In the notation of the protocol: `"string"`, `["list", "string"]`, `["object", {...}]`. */
export function typeNotation(type: AttributeType): unknown {
  switch (type.kind) {
    case "json":
      return "string";
    case "list":
    case "map":
      return [type.kind, typeNotation(type.of)];
    case "object":
      return ["object", Object.fromEntries(type.attributes.map((each) => [each.name, typeNotation(each.type)]))];
    default:
      return type.kind;
  }
}
