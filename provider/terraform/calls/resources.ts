import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { resourceSchema } from "../schema/resourceSchema";
import { typeNameOf } from "../values/names";

/** A request that no Terraform sends which knows the schema. */
export class RequestError extends Error {}

export function allSchemas({ resources }: Pick<TerraformRun, "resources">): Readonly<Record<string, ResourceSchema>> {
  return Object.fromEntries(
    Object.values(resources).map((definition) => [typeNameOf(definition.name), resourceSchema(definition)]),
  );
}

export function schemaOf(run: TerraformRun, typeName = ""): ResourceSchema {
  const definitions = Object.values(run.resources);
  const found = definitions.find(({ name }) => typeNameOf(name) === typeName);
  if (found) return resourceSchema(found);
  const known = definitions.map(({ name }) => typeNameOf(name));
  throw new RequestError(
    `there is no resource type ${typeName} in this version of the provider; there is ${known.join(", ")}.`,
  );
}
