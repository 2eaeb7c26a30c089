import { actions } from "../../lifecycle/actions";
import { queryFunctions } from "../../lifecycle/functions";
import type { ResourceDefinition } from "../../lifecycle/operation/definition";
import type { Message } from "../protocol/messages";
import type { TerraformRun } from "../run/terraformRun";
import { actionAttributes } from "../schema/action";
import { argumentAttributes, dataSourceAttributes } from "../schema/dataSource";
import { schemaMessage } from "../schema/message";
import { providerAttributes } from "../schema/providerAttributes";
import { dataSourceNameOf, typeNameOf } from "../values/names";
import { allSchemas } from "./resources";

const PROVIDER =
  "Imports of external volumes into Dell PowerStore, as resources. One PowerStore array for each provider block. Unofficial: not made or supported by Dell or HashiCorp.";

export async function getProviderSchema(
  run: Pick<TerraformRun, "resources">,
): Promise<Message<"GetProviderSchemaResponse">> {
  const resources = Object.entries(allSchemas(run)).map(([name, { attributes, definition }]) => [
    name,
    schemaMessage(attributes, { description: withoutImportSection(definition.description), hasTimeouts: true }),
  ]);
  const dataSources = Object.entries(queryFunctions).map(([name, query]) => [
    dataSourceNameOf(name),
    schemaMessage(dataSourceAttributes(query), { description: query.description }),
  ]);
  const lists = Object.entries(allSchemas(run)).flatMap(([name, { definition }]) =>
    definition.list ? [[name, schemaMessage(argumentAttributes(definition.list.query), definition.list.query)]] : [],
  );
  const actionSchemas = Object.entries(actions).map(([name, action]) => [
    typeNameOf(name),
    { schema: schemaMessage(actionAttributes(action), action) },
  ]);
  return {
    provider: schemaMessage(providerAttributes, { description: PROVIDER }),
    resourceSchemas: Object.fromEntries(resources),
    dataSourceSchemas: Object.fromEntries(dataSources),
    listResourceSchemas: Object.fromEntries(lists),
    actionSchemas: Object.fromEntries(actionSchemas),
    serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true },
  };
}

/** That one tells of Pulumi's commands. */
const withoutImportSection = (markdown: string) => markdown.split("\n## Import")[0]?.trim() ?? markdown;

/** By the id alone: an id is what the array calls the object, whatever cluster it is on. */
export async function getResourceIdentitySchemas(
  run: Pick<TerraformRun, "resources">,
): Promise<Message<"GetResourceIdentitySchemasResponse">> {
  const identities = Object.entries(allSchemas(run)).map(([name, { definition }]) => [
    name,
    identitySchemaOf(definition),
  ]);
  return { identitySchemas: Object.fromEntries(identities) };
}

function identitySchemaOf({ foundBy }: ResourceDefinition): Message<"IdentitySchema"> {
  const orName = foundBy.includes("name") ? ", or name:<name>" : "";
  const description =
    foundBy.length > 0 ? `The array's id${orName}.` : "An id of its own, by which nothing is imported.";
  return {
    version: 0,
    identityAttributes: [{ name: "id", type: Buffer.from('"string"'), requiredForImport: true, description }],
  };
}
