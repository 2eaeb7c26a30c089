/**
 * The messages of Terraform's plugin protocol 6 that this provider reads or writes: fields by number and type, as tfplugin6.proto of
 * terraform-plugin-go 0.31 has them [TERRAFORM protocol]. What is not named here is skipped when it comes, as protobuf has it.
 */

export type Scalar = "bytes" | "string" | "bool" | "int32" | "int64";
export type FieldSpec = readonly [number: number, type: string, rule?: "repeated" | "map"];

// biome-ignore format: a field is a short row
export const messages = {
  Empty: {},
  DynamicValue: { msgpack: [1, "bytes"], json: [2, "bytes"] },
  Diagnostic: { severity: [1, "int32"], summary: [2, "string"], detail: [3, "string"], attribute: [4, "AttributePath"] },
  AttributePath: { steps: [1, "Step", "repeated"] },
  Step: { attributeName: [1, "string"], elementKeyString: [2, "string"], elementKeyInt: [3, "int64"] },
  RawState: { json: [1, "bytes"] },

  Schema: { version: [1, "int64"], block: [2, "Block"] },
  Block: { version: [1, "int64"], attributes: [2, "Attribute", "repeated"], blockTypes: [3, "NestedBlock", "repeated"], description: [4, "string"], descriptionKind: [5, "int32"] },
  Attribute: { name: [1, "string"], type: [2, "bytes"], nestedType: [10, "NestedObject"], description: [3, "string"], required: [4, "bool"], optional: [5, "bool"], computed: [6, "bool"], sensitive: [7, "bool"], descriptionKind: [8, "int32"], writeOnly: [11, "bool"] },
  NestedBlock: { typeName: [1, "string"], block: [2, "Block"], nesting: [3, "int32"] },
  NestedObject: { attributes: [1, "Attribute", "repeated"], nesting: [3, "int32"] },
  IdentitySchema: { version: [1, "int64"], identityAttributes: [2, "IdentityAttribute", "repeated"] },
  IdentityAttribute: { name: [1, "string"], type: [2, "bytes"], requiredForImport: [3, "bool"], optionalForImport: [4, "bool"], description: [5, "string"] },
  IdentityData: { identityData: [1, "DynamicValue"] },
  ServerCapabilities: { planDestroy: [1, "bool"], getProviderSchemaOptional: [2, "bool"] },
  ClientCapabilities: { writeOnlyAttributesAllowed: [2, "bool"] },

  GetProviderSchemaResponse: { provider: [1, "Schema"], resourceSchemas: [2, "Schema", "map"], dataSourceSchemas: [3, "Schema", "map"], diagnostics: [4, "Diagnostic", "repeated"], serverCapabilities: [6, "ServerCapabilities"], listResourceSchemas: [9, "Schema", "map"], actionSchemas: [11, "ActionSchema", "map"] },
  GetResourceIdentitySchemasResponse: { identitySchemas: [1, "IdentitySchema", "map"], diagnostics: [2, "Diagnostic", "repeated"] },
  ValidateProviderConfigRequest: { config: [1, "DynamicValue"] },
  ValidateProviderConfigResponse: { diagnostics: [2, "Diagnostic", "repeated"] },
  ValidateResourceConfigRequest: { typeName: [1, "string"], config: [2, "DynamicValue"], clientCapabilities: [3, "ClientCapabilities"] },
  ValidateResourceConfigResponse: { diagnostics: [1, "Diagnostic", "repeated"] },
  ValidateDataResourceConfigRequest: { typeName: [1, "string"], config: [2, "DynamicValue"] },
  ValidateDataResourceConfigResponse: { diagnostics: [1, "Diagnostic", "repeated"] },
  ConfigureProviderRequest: { terraformVersion: [1, "string"], config: [2, "DynamicValue"] },
  ConfigureProviderResponse: { diagnostics: [1, "Diagnostic", "repeated"] },
  UpgradeResourceStateRequest: { typeName: [1, "string"], version: [2, "int64"], rawState: [3, "RawState"] },
  UpgradeResourceStateResponse: { upgradedState: [1, "DynamicValue"], diagnostics: [2, "Diagnostic", "repeated"] },
  UpgradeResourceIdentityRequest: { typeName: [1, "string"], version: [2, "int64"], rawIdentity: [3, "RawState"] },
  UpgradeResourceIdentityResponse: { upgradedIdentity: [1, "IdentityData"], diagnostics: [2, "Diagnostic", "repeated"] },
  ReadResourceRequest: { typeName: [1, "string"], currentState: [2, "DynamicValue"], private: [3, "bytes"], currentIdentity: [6, "IdentityData"] },
  ReadResourceResponse: { newState: [1, "DynamicValue"], diagnostics: [2, "Diagnostic", "repeated"], private: [3, "bytes"], newIdentity: [5, "IdentityData"] },
  PlanResourceChangeRequest: { typeName: [1, "string"], priorState: [2, "DynamicValue"], proposedNewState: [3, "DynamicValue"], config: [4, "DynamicValue"], priorPrivate: [5, "bytes"] },
  PlanResourceChangeResponse: { plannedState: [1, "DynamicValue"], requiresReplace: [2, "AttributePath", "repeated"], plannedPrivate: [3, "bytes"], diagnostics: [4, "Diagnostic", "repeated"], plannedIdentity: [7, "IdentityData"] },
  ApplyResourceChangeRequest: { typeName: [1, "string"], priorState: [2, "DynamicValue"], plannedState: [3, "DynamicValue"], config: [4, "DynamicValue"], plannedPrivate: [5, "bytes"] },
  ApplyResourceChangeResponse: { newState: [1, "DynamicValue"], private: [2, "bytes"], diagnostics: [3, "Diagnostic", "repeated"], newIdentity: [5, "IdentityData"] },
  ImportResourceStateRequest: { typeName: [1, "string"], id: [2, "string"], identity: [4, "IdentityData"] },
  ImportedResource: { typeName: [1, "string"], state: [2, "DynamicValue"], private: [3, "bytes"], identity: [4, "IdentityData"] },
  ImportResourceStateResponse: { importedResources: [1, "ImportedResource", "repeated"], diagnostics: [2, "Diagnostic", "repeated"] },
  ReadDataSourceRequest: { typeName: [1, "string"], config: [2, "DynamicValue"] },
  ReadDataSourceResponse: { state: [1, "DynamicValue"], diagnostics: [2, "Diagnostic", "repeated"] },
  ActionSchema: { schema: [1, "Schema"] },
  ActionRequest: { actionType: [1, "string"], config: [2, "DynamicValue"] },
  ActionResponse: { diagnostics: [1, "Diagnostic", "repeated"] },
  ActionEvent: { progress: [1, "ActionProgress"], completed: [2, "ActionResponse"] },
  ActionProgress: { message: [1, "string"] },
  ListRequest: { typeName: [1, "string"], config: [2, "DynamicValue"], includeResourceObject: [3, "bool"], limit: [4, "int64"] },
  ListEvent: { identity: [1, "IdentityData"], displayName: [2, "string"], resourceObject: [3, "DynamicValue"], diagnostic: [4, "Diagnostic", "repeated"] },
  ValidateListRequest: { typeName: [1, "string"], config: [2, "DynamicValue"] },
  ValidateListResponse: { diagnostics: [1, "Diagnostic", "repeated"] },
  StopProviderResponse: { error: [1, "string"] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldSpec>>>>;

export type MessageName = keyof typeof messages;

type ScalarValue<Type extends Scalar> = Type extends "bytes"
  ? Uint8Array
  : Type extends "string"
    ? string
    : Type extends "bool"
      ? boolean
      : number;
type ValueOf<Type> = Type extends Scalar ? ScalarValue<Type> : Type extends MessageName ? Message<Type> : never;
type FieldOf<Spec> = Spec extends readonly [number, infer Type, "repeated"]
  ? readonly ValueOf<Type>[]
  : Spec extends readonly [number, infer Type, "map"]
    ? Readonly<Record<string, ValueOf<Type>>>
    : Spec extends readonly [number, infer Type]
      ? ValueOf<Type>
      : never;

/** A message of that name; what protobuf leaves out, because it has its type's zero value, is absent. */
export type Message<Name extends MessageName> = {
  readonly [Field in keyof (typeof messages)[Name]]?: FieldOf<(typeof messages)[Name][Field]>;
};
