import * as z from "zod";
import { EngineRun } from "../../lifecycle/engineRun/engineRun";
import { queryFunctions } from "../../lifecycle/functions";
import type { QueryFunction } from "../../lifecycle/operation/queryFunction";
import { hasUnknown } from "../../lifecycle/operation/unknown";
import type { Message } from "../protocol/messages";
import { attributePath } from "../resource/attributePath";
import type { State } from "../resource/resourceState";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import { argumentAttributes } from "../schema/dataSource";
import type { ResourceSchema } from "../schema/resourceSchema";
import { toProperties } from "../values/convert";
import { fromDynamicValue } from "../values/dynamicValue";
import { dataSourceNameOf } from "../values/names";
import { checkConfiguration } from "./check";
import { RequestError, schemaOf } from "./resources";

/** Only what is known is checked: in a validate every variable and every reference is unknown [TERRAFORM unknowns]. */
export async function validateResourceConfig(
  run: TerraformRun,
  { typeName, config, clientCapabilities }: Message<"ValidateResourceConfigRequest">,
): Promise<Message<"ValidateResourceConfigResponse">> {
  const schema = schemaOf(run, typeName);
  const messages = run.messages();
  run.validates();
  const given = fromDynamicValue(config) as State;
  checkConfiguration(run, schema, { config: given, prior: undefined }, messages, new EngineRun());
  if (clientCapabilities?.writeOnlyAttributesAllowed !== true) refuseWriteOnly(schema, given, messages);
  return { diagnostics: messages.diagnostics };
}

/** An older Terraform would write what is to be written nowhere into its state. */
function refuseWriteOnly({ inputs }: ResourceSchema, given: State, messages: Messages): void {
  for (const { name, property, writeOnly } of inputs) {
    if (!writeOnly || given[name] === null || given[name] === undefined) continue;
    messages.error(
      `${name} is write-only, so that it stands in no state: that takes Terraform 1.11 or OpenTofu 1.11, or later.`,
      attributePath(inputs, property),
    );
  }
}

export async function validateDataResourceConfig(
  run: TerraformRun,
  { typeName, config }: Message<"ValidateDataResourceConfigRequest">,
): Promise<Message<"ValidateDataResourceConfigResponse">> {
  const messages = run.messages();
  checkArguments(queryOf(typeName), fromDynamicValue(config), messages);
  return { diagnostics: messages.diagnostics };
}

/** The function that a data source asks. */
export function queryOf(typeName = ""): QueryFunction {
  const found = Object.entries(queryFunctions).find(([name]) => dataSourceNameOf(name) === typeName);
  if (found) return found[1];
  const known = Object.keys(queryFunctions).map(dataSourceNameOf);
  throw new RequestError(
    `there is no data source ${typeName} in this version of the provider; there is ${known.join(", ")}.`,
  );
}

/** Arguments with their defaults; undefined where one is wrong or not known yet. */
export function checkArguments(
  query: Pick<QueryFunction, "inputs">,
  config: unknown,
  messages: Messages,
): State | undefined {
  const attributes = argumentAttributes(query);
  const given = toProperties(attributes, config);
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => !hasUnknown(value)));
  const parsed = z.object(query.inputs).partial().safeParse(known);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const property = path.map(String).join(".");
    messages.error(`${property}: ${message}`, attributePath(attributes, property));
  }
  if (!parsed.success || Object.values(given).some(hasUnknown)) return undefined;
  return z.object(query.inputs).parse(given);
}
