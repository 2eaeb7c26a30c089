import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { complete } from "../resource/resourceState";
import type { TerraformRun } from "../run/terraformRun";
import { toDynamicValue } from "../values/dynamicValue";
import { failed } from "./failure";
import { noteRecorded } from "./planned";
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
    noteRecorded(run, schema, state);
    return { upgradedState: toDynamicValue(state) };
  } catch (error) {
    failed(messages, error);
    return { diagnostics: messages.diagnostics };
  }
}

export async function upgradeResourceIdentity(
  _: TerraformRun,
  { rawIdentity }: Message<"UpgradeResourceIdentityRequest">,
): Promise<Message<"UpgradeResourceIdentityResponse">> {
  const { id = "" } = JSON.parse(Buffer.from(rawIdentity?.json ?? []).toString("utf8") || "{}") as State;
  return { upgradedIdentity: { identityData: toDynamicValue({ id }) } };
}
