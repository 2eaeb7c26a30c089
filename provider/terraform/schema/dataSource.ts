import type { QueryFunction } from "../../lifecycle/operation/queryFunction";
import { jsonSchemaOf } from "../../surface/jsonSchema";
import type { Attribute } from "../values/attributeType";
import { attributeOf } from "./attribute";

/** A function's arguments and what it answers; what is both is what was asked for. */
export function dataSourceAttributes(query: QueryFunction): readonly Attribute[] {
  const inputs = argumentAttributes(query);
  return [...inputs, ...answerAttributes(query).filter(({ name }) => !inputs.some((each) => each.name === name))];
}

export function argumentAttributes({ inputs }: Pick<QueryFunction, "inputs">): readonly Attribute[] {
  const { properties = {}, required = [] } = jsonSchemaOf(inputs, "input");
  return Object.entries(properties).map(([property, schema]) =>
    attributeOf(property, schema, required.includes(property) ? { required: true } : { optional: true }),
  );
}

export function answerAttributes({ outputs }: QueryFunction): readonly Attribute[] {
  const { properties = {} } = jsonSchemaOf(outputs, "output");
  return Object.entries(properties).map(([property, schema]) => attributeOf(property, schema, { computed: true }));
}
