import { checkSettings } from "../../lifecycle/settings/checkSettings";
import type { Settings } from "../../lifecycle/settings/settings";
import type { Message } from "../protocol/messages";
import { attributePath } from "../resource/attributePath";
import type { Messages } from "../run/messages";
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
  check(settingsIn(config), messages);
  return { diagnostics: messages.diagnostics };
}

/**
 * Nothing is sent: the first real request logs in. Values may still be unknown, then the array cannot be asked yet [TERRAFORM unknowns]; those that were unknown
 * before are checked here, and what the environment says.
 */
export async function configureProvider(
  run: TerraformRun,
  { config }: Message<"ConfigureProviderRequest">,
): Promise<Message<"ConfigureProviderResponse">> {
  const messages = run.messages();
  const settings = settingsIn(config);
  check(settings, messages);
  run.configure(settings);
  if (!messages.hasErrors) void run.runSettings;
  return { diagnostics: messages.diagnostics };
}

function check(settings: Settings, messages: Messages): void {
  for (const { property, reason } of checkSettings(settings)) {
    messages.error(reason, attributePath(providerAttributes, property));
  }
}

const settingsIn = (config: Message<"DynamicValue"> | undefined): Settings =>
  toProperties(providerAttributes, fromDynamicValue(config));
