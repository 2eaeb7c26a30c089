import { checkSettings } from "../../lifecycle/settings/checkSettings";
import type { Settings } from "../../lifecycle/settings/settings";
import type { Message } from "../protocol/messages";
import { attributePath } from "../resource/attributePath";
import type { TerraformRun } from "../run/terraformRun";
import { providerAttributes } from "../schema/providerAttributes";
import { toProperties } from "../values/convert";
import { fromDynamicValue } from "../values/dynamicValue";

/** Each setting by itself: what is missing may still come from the environment, and is asked for by who needs it. */
export async function validateProviderConfig(
  run: TerraformRun,
  { config }: Message<"ValidateProviderConfigRequest">,
): Promise<Message<"ValidateProviderConfigResponse">> {
  const messages = run.messages();
  for (const { property, reason } of checkSettings(settingsIn(config))) {
    messages.error(reason, attributePath(providerAttributes, property));
  }
  return { diagnostics: messages.diagnostics };
}

/** Nothing is sent: the first real request logs in. Values may still be unknown, then the array cannot be asked yet [TERRAFORM unknowns]. */
export async function configureProvider(
  run: TerraformRun,
  { config }: Message<"ConfigureProviderRequest">,
): Promise<Message<"ConfigureProviderResponse">> {
  run.configure(settingsIn(config));
  return { diagnostics: [] };
}

const settingsIn = (config: Message<"DynamicValue"> | undefined): Settings =>
  toProperties(providerAttributes, fromDynamicValue(config));
