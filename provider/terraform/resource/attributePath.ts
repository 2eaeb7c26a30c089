import type { Message } from "../protocol/messages";
import type { Attribute, AttributeType } from "../values/attributeType";

type Path = Message<"AttributePath">;
type Step = Message<"Step">;

/**
 * Where a failure is, of the property that a check names: `hostIds[1]`, `sessions["db-01"].paused`. It ends with the first list or map entry: old commands
 * show no place at all for what is deeper [TERRAFORM paths].
 */
export function attributePath(attributes: readonly Attribute[], property: string): Path | undefined {
  const [root = "", ...rest] = steps(property);
  const attribute = attributes.find((each) => each.property === root);
  if (!attribute) return undefined;
  return { steps: [{ attributeName: attribute.name }, ...below(attribute.type, rest)] };
}

function below(type: AttributeType, [next]: readonly string[]): Step[] {
  if (next === undefined) return [];
  if (type.kind === "list") return [{ elementKeyInt: Number(next) }];
  if (type.kind === "map") return [{ elementKeyString: next }];
  const attribute = type.kind === "object" ? type.attributes.find(({ property }) => property === next) : undefined;
  return attribute ? [{ attributeName: attribute.name }] : [];
}

/** `["sessions", "db-01", "paused"]` of `sessions["db-01"].paused`. */
function steps(property: string): string[] {
  const found = property.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]|[^.[\]]+/g);
  return [...found].map(([whole, inner]) =>
    inner?.startsWith('"') ? (JSON.parse(inner) as string) : (inner ?? whole),
  );
}
