import * as z from "zod";
import type { Shape } from "../lifecycle/operation/fields";

/** As much of JSON Schema as zod writes for the definitions here. */
export type JsonSchema = {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** What a map holds. */
  readonly additionalProperties?: JsonSchema | boolean;
};

export function jsonSchemaOf(shape: Shape, side: "input" | "output"): JsonSchema {
  return z.toJSONSchema(z.object({ ...shape }), { io: side }) as JsonSchema;
}
