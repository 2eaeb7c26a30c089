import { queryFunctions } from "../../lifecycle/functions";
import type { ResourceDefinition, Resources } from "../../lifecycle/operation/definition";
import { resources as allResources } from "../../lifecycle/resources";
import { HOMEPAGE, PUBLISHER } from "../publication";
import type { ObjectSpec, Types } from "./propertySpec";
import { objectSpec } from "./propertySpec";
import { settingProperties } from "./settingSpecs";

/** The package as SDK generators, the registry and YAML programs see it; from the same definitions that check the inputs. */
export function packageSchema(version: string, resources: Resources = allResources): object {
  const types: Types = {};
  const specs = Object.values(resources).map((each) => [
    `powerstore-import:index:${each.name}`,
    resourceSpec(each, types),
  ]);
  const functions = functionSpecs(types);
  return {
    name: "powerstore-import",
    displayName: "PowerStore Import",
    version,
    description: "Declares imports of external volumes and consistency groups into Dell PowerStore arrays.",
    keywords: ["pulumi", "powerstore", "dell", "storage", "migration", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    publisher: PUBLISHER,
    homepage: HOMEPAGE,
    repository: HOMEPAGE,
    logoUrl: `https://raw.githubusercontent.com${new URL(HOMEPAGE).pathname}/v${version}/docs/logo.svg`,
    // Where the CLI looks for the plugin's archives: releases of the repository.
    pluginDownloadURL: `github://api.github.com${new URL(HOMEPAGE).pathname}`,
    attribution: "Not affiliated with Dell. PowerStore is a trademark of Dell Inc.",
    meta: { moduleFormat: "(.*)" },
    language,
    config: { variables: settingProperties },
    provider: { description: PROVIDER, inputProperties: settingProperties, properties: texts(settingProperties) },
    types,
    resources: Object.fromEntries(specs),
    functions,
  };
}

const PROVIDER =
  "One PowerStore array. Resources without a provider of their own use the one that the stack configuration describes.";

function resourceSpec(definition: ResourceDefinition, types: Types): object {
  const { description, list, filled } = definition;
  const shape = Object.fromEntries(
    Object.entries(definition.inputs).filter(([name]) => !definition.dynamicOnly.includes(name)),
  );
  const inputs = objectSpec(shape, "input", types);
  const given = objectSpec(shape, "output", types);
  const observed = objectSpec(definition.outputs, "output", types);
  const marked = (properties: ObjectSpec["properties"]) => withFlags(properties, definition);
  return {
    description,
    // `pulumi do powerstore-import:index:ImportSession list`
    ...(list && { listInputs: { type: "object", ...objectSpec(list.query.inputs, "input", types) } }),
    inputProperties: marked(inputs.properties),
    requiredInputs: inputs.required,
    properties: marked({ ...given.properties, ...observed.properties }),
    required: [...new Set([...given.required, ...filled, ...observed.required])],
  };
}

/** Replacing is said for readers; whether a change replaces, is refused or only recorded depends on the object's state and is the provider's answer. */
function withFlags(
  properties: ObjectSpec["properties"],
  { replacing, secrets }: ResourceDefinition,
): ObjectSpec["properties"] {
  return Object.fromEntries(
    Object.entries(properties).map(([name, spec]) => [
      name,
      {
        ...spec,
        ...(replacing.includes(name) && { willReplaceOnChanges: true as const }),
        ...(secrets.includes(name) && { secret: true as const }),
      },
    ]),
  );
}

function functionSpecs(types: Types): object {
  return Object.fromEntries(
    Object.entries(queryFunctions).map(([name, { description, inputs, outputs }]) => [
      `powerstore-import:index:${name}`,
      {
        description,
        inputs: { type: "object", ...objectSpec(inputs, "input", types) },
        outputs: { type: "object", ...objectSpec(outputs, "output", types) },
      },
    ]),
  );
}

/** The engine hands a provider's arguments back as text. */
function texts(properties: ObjectSpec["properties"]): ObjectSpec["properties"] {
  return Object.fromEntries(Object.entries(properties).map(([name, spec]) => [name, { ...spec, type: "string" }]));
}

const language = {
  nodejs: { packageName: "pulumi-powerstore-import-sdk", respectSchemaVersion: true },
  python: { packageName: "pulumi_powerstore_import", respectSchemaVersion: true, pyproject: { enabled: true } },
  go: {
    // In the repository itself: the module of a tag `sdk/go/powerstoreimport/v<version>`.
    importBasePath: `${new URL(HOMEPAGE).host}${new URL(HOMEPAGE).pathname}/sdk/go/powerstoreimport`,
    respectSchemaVersion: true,
    generateResourceContainerTypes: true,
  },
  // Not below "Pulumi" and "com.pulumi", which are theirs: NuGet reserves the one, and Maven Central wants proof of the other.
  csharp: {
    rootNamespace: "PulumiPowerStoreImport",
    namespaces: { "powerstore-import": "PowerStoreImport" },
    respectSchemaVersion: true,
  },
  java: { basePackage: "io.github.pulumi_powerstore_import", buildFiles: "none" },
};
