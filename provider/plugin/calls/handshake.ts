import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { GetSchemaResponse, ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Plugin } from "../plugin";
import { packageSchema } from "../schema/packageSchema";

/** What this provider takes; Configure repeats it for engines that do not shake hands. */
export const abilities = {
  secrets: true,
  // The engine then sends plain values, which is all that these resources have.
  resources: false,
  outputs: false,
  autonaming: true,
} as const;

export async function handshake(plugin: Plugin, request: ProviderHandshakeRequest): Promise<ProviderHandshakeResponse> {
  if (request.getEngineAddress() !== "") plugin.attach(request.getEngineAddress());
  return new ProviderHandshakeResponse()
    .setAcceptSecrets(abilities.secrets)
    .setAcceptResources(abilities.resources)
    .setAcceptOutputs(abilities.outputs)
    .setSupportsAutonamingConfiguration(abilities.autonaming);
}

/** A plugin that was started by hand learns here which engine it works for (PULUMI_DEBUG_PROVIDERS). */
export async function attach(plugin: Plugin, request: PluginAttach): Promise<Empty> {
  plugin.attach(request.getAddress());
  return new Empty();
}

export async function getPluginInfo(plugin: Plugin): Promise<PluginInfo> {
  return new PluginInfo().setVersion(plugin.options.version);
}

export async function getSchema(plugin: Plugin): Promise<GetSchemaResponse> {
  return new GetSchemaResponse().setSchema(JSON.stringify(packageSchema(plugin.options.version, plugin.resources)));
}

export async function cancel(plugin: Plugin): Promise<Empty> {
  plugin.cancel();
  return new Empty();
}
