import type { Attribute, AttributeType } from "../values/attributeType";
import type { State } from "./resourceState";

/**
 * Entries of maps that are null, by the paths that a check would name: `sessions["db-01"]`. The lifecycle has no such entries, and Terraform takes the plan of a
 * map without them for a fault of the provider [TERRAFORM values].
 */
export function nullEntries(attributes: readonly Attribute[], state: State): readonly string[] {
  return attributes.flatMap(({ name, property, type }) => below(type, state[name], property));
}

function below(type: AttributeType, value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  switch (type.kind) {
    case "list":
      return (value as readonly unknown[]).flatMap((item, at) => below(type.of, item, `${path}[${at}]`));
    case "map":
      return Object.entries(value).flatMap(([key, item]) => {
        const here = `${path}[${JSON.stringify(key)}]`;
        return item === null ? [here] : below(type.of, item, here);
      });
    case "object":
      return nullEntries(type.attributes, value as State).map((inner) => `${path}.${inner}`);
    default:
      return [];
  }
}
