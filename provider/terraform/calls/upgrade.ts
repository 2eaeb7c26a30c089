import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { complete, identifying, idIn, recordedIn } from "../resource/resourceState";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { toDynamicValue } from "../values/dynamicValue";
import { failed } from "./failure";
import { schemaOf } from "./resources";

/**
 * What of a state file counts, whichever version has written it; called for each recorded resource, also at the same version [TERRAFORM states]. So it is here that
 * the account of the run learns who has what.
 */
export async function upgradeResourceState(
  run: TerraformRun,
  { typeName, rawState }: Message<"UpgradeResourceStateRequest">,
): Promise<Message<"UpgradeResourceStateResponse">> {
  const schema = schemaOf(run, typeName);
  const messages = run.messages();
  try {
    const raw = JSON.parse(Buffer.from(rawState?.json ?? []).toString("utf8")) as State;
    const state = complete(schema, raw);
    noteHolder(run, schema, state);
    return { upgradedState: toDynamicValue(state) };
  } catch (error) {
    failed(messages, error);
    return { diagnostics: messages.diagnostics };
  }
}

function noteHolder(run: TerraformRun, schema: ResourceSchema, state: State): void {
  const id = idIn(state);
  const { urn = "" } = run.recordedIdentity(schema, identifying(schema, state), id);
  for (const { urn: holder, object } of schema.definition.objects(id, recordedIn(schema, state), urn)) {
    run.engineRun.recordedAs(holder, object);
  }
}

export async function upgradeResourceIdentity(
  _: TerraformRun,
  { rawIdentity }: Message<"UpgradeResourceIdentityRequest">,
): Promise<Message<"UpgradeResourceIdentityResponse">> {
  const { id = "" } = JSON.parse(Buffer.from(rawIdentity?.json ?? []).toString("utf8") || "{}") as State;
  return { upgradedIdentity: { identityData: toDynamicValue({ id }) } };
}
