import { resourcesOf } from "../../lifecycle/resources";
import { encodeMessage } from "../protocol/codec";
import { getProviderSchema, getResourceIdentitySchemas } from "./getProviderSchema";

/** Answers that are the same in each process, by the call and in base64: made with the package (process/answers.ts). */
export async function prepareAnswers(): Promise<Readonly<Record<string, string>>> {
  const run = { resources: resourcesOf.terraform };
  const schemas = encodeMessage("GetProviderSchemaResponse", await getProviderSchema(run));
  const identities = encodeMessage("GetResourceIdentitySchemasResponse", await getResourceIdentitySchemas(run));
  return { GetProviderSchema: schemas.toString("base64"), GetResourceIdentitySchemas: identities.toString("base64") };
}
