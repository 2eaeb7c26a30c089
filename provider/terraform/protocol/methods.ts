import type { MessageName } from "./messages";

/** The calls of `tfplugin6.Provider` that are answered; gRPC itself answers UNIMPLEMENTED for the rest. */
export const methods = {
  GetProviderSchema: ["Empty", "GetProviderSchemaResponse"],
  GetResourceIdentitySchemas: ["Empty", "GetResourceIdentitySchemasResponse"],
  ValidateProviderConfig: ["ValidateProviderConfigRequest", "ValidateProviderConfigResponse"],
  ValidateResourceConfig: ["ValidateResourceConfigRequest", "ValidateResourceConfigResponse"],
  ValidateDataResourceConfig: ["ValidateDataResourceConfigRequest", "ValidateDataResourceConfigResponse"],
  ConfigureProvider: ["ConfigureProviderRequest", "ConfigureProviderResponse"],
  UpgradeResourceState: ["UpgradeResourceStateRequest", "UpgradeResourceStateResponse"],
  UpgradeResourceIdentity: ["UpgradeResourceIdentityRequest", "UpgradeResourceIdentityResponse"],
  ReadResource: ["ReadResourceRequest", "ReadResourceResponse"],
  PlanResourceChange: ["PlanResourceChangeRequest", "PlanResourceChangeResponse"],
  ApplyResourceChange: ["ApplyResourceChangeRequest", "ApplyResourceChangeResponse"],
  ImportResourceState: ["ImportResourceStateRequest", "ImportResourceStateResponse"],
  ReadDataSource: ["ReadDataSourceRequest", "ReadDataSourceResponse"],
  ValidateActionConfig: ["ActionRequest", "ActionResponse"],
  PlanAction: ["ActionRequest", "ActionResponse"],
  ValidateListResourceConfig: ["ValidateListRequest", "ValidateListResponse"],
  StopProvider: ["Empty", "StopProviderResponse"],
} as const satisfies Readonly<Record<string, readonly [request: MessageName, response: MessageName]>>;

export type MethodName = keyof typeof methods;
export type RequestOf<Name extends MethodName> = (typeof methods)[Name][0];
export type ResponseOf<Name extends MethodName> = (typeof methods)[Name][1];

/** Those that answer with many messages. */
export const streams = {
  InvokeAction: ["ActionRequest", "ActionEvent"],
  ListResource: ["ListRequest", "ListEvent"],
} as const satisfies Readonly<Record<string, readonly [request: MessageName, event: MessageName]>>;

export type StreamName = keyof typeof streams;
export type StreamRequestOf<Name extends StreamName> = (typeof streams)[Name][0];
export type EventOf<Name extends StreamName> = (typeof streams)[Name][1];
