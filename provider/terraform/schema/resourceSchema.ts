/** The attributes of a resource, from the same definition that checks its inputs on every surface. */

import type { ResourceDefinition } from "../../lifecycle/operation/definition";
import type { JsonSchema } from "../../surface/jsonSchema";
import { jsonSchemaOf } from "../../surface/jsonSchema";
import type { Attribute } from "../values/attributeType";
import { attributeOf } from "./attribute";

/** A resource as Terraform sees it. */
export type ResourceSchema = {
  readonly definition: ResourceDefinition;
  /** All of them, sorted into those of the lifecycle (inputs and outputs) and those of this surface. */
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly Attribute[];
  /** Inputs and outputs: what the lifecycle records. */
  readonly recorded: readonly Attribute[];
  readonly own: readonly Attribute[];
};

/** Whether a delete may end a copy that is under way: recorded in the state, so that it has to be said in an apply before. */
export const CANCEL_ON_DESTROY = "cancel_on_destroy";

const schemas = new WeakMap<ResourceDefinition, ResourceSchema>();

export function resourceSchema(definition: ResourceDefinition): ResourceSchema {
  const known = schemas.get(definition) ?? describe(definition);
  schemas.set(definition, known);
  return known;
}

function describe(definition: ResourceDefinition): ResourceSchema {
  const inputs = inputAttributes(definition);
  const outputs = outputAttributes(definition);
  const recorded = [...inputs, ...outputs.filter(({ name }) => !inputs.some((each) => each.name === name))];
  const own = ownAttributes(definition);
  return { definition, inputs, recorded, own, attributes: [idAttribute, ...own, ...recorded] };
}

export const idAttribute: Attribute = {
  name: "id",
  property: "id",
  type: { kind: "string" },
  description: "The array's id of the object.",
  computed: true,
};

function inputAttributes({ inputs, dynamicOnly, identity, secrets }: ResourceDefinition): Attribute[] {
  const { properties = {}, required = [] } = jsonSchemaOf(inputs, "input");
  return Object.entries(properties)
    .filter(([property]) => !dynamicOnly.includes(property))
    .map(([property, schema]) => {
      const isRequired = required.includes(property) || (identity.includes(property) && property === "name");
      const isSecret = secrets.includes(property);
      return attributeOf(property, schema, {
        ...(isRequired ? { required: true } : { optional: true }),
        ...(isSecret ? { sensitive: true, writeOnly: true } : !isRequired && { computed: true }),
      });
    });
}

function outputAttributes({ outputs, secrets }: ResourceDefinition): Attribute[] {
  const { properties = {} } = jsonSchemaOf(outputs, "output");
  return Object.entries(properties).map(([property, schema]: [string, JsonSchema]) =>
    attributeOf(property, schema, { computed: true, ...(secrets.includes(property) && { sensitive: true }) }),
  );
}

function ownAttributes({ identity, inputs, atStake }: ResourceDefinition): Attribute[] {
  const name: Attribute = {
    name: "name",
    property: "name",
    type: { kind: "string" },
    description:
      "Tells it from others of its kind, and goes into generated names: names that exist stay, whatever it is changed to.",
    required: true,
  };
  const consent: Attribute = {
    name: CANCEL_ON_DESTROY,
    property: "cancelOnDestroy",
    type: { kind: "bool" },
    description:
      "Whether a destroy may cancel a copy that is under way. It counts as recorded by the last apply. Default: false, and such a destroy is refused.",
    optional: true,
    computed: true,
  };
  return [...(identity.includes("name") && !("name" in inputs) ? [name] : []), ...(atStake ? [consent] : [])];
}
