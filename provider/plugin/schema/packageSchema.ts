import { queryFunctions } from "../../lifecycle/functions";
import { outputShape } from "../../lifecycle/importSession/inputs/importSessionOutputs";
import { changeKinds, dynamicOnlyInputs, inputShape } from "../../lifecycle/importSession/inputs/inputs";
import { homepage, publisher } from "../publication";
import type { ObjectSpec, Types } from "./propertySpec";
import { objectSpec } from "./propertySpec";
import { settingProperties } from "./settingSpecs";

const sessionInputs = Object.fromEntries(
  Object.entries(inputShape).filter(([name]) => !(dynamicOnlyInputs as readonly string[]).includes(name)),
);

/** The package as SDK generators, the registry and YAML programs see it; from the same definitions that check the inputs. */
export function packageSchema(version: string): object {
  const types: Types = {};
  const resource = resourceSpec(types);
  const functions = functionSpecs(types);
  return {
    name: "powerstore-import",
    displayName: "PowerStore Import",
    version,
    description: "Declares imports of external volumes and consistency groups into Dell PowerStore arrays.",
    keywords: ["pulumi", "powerstore", "dell", "storage", "migration", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    publisher,
    homepage,
    repository: homepage,
    logoUrl: `https://raw.githubusercontent.com${new URL(homepage).pathname}/v${version}/docs/logo.svg`,
    // Where the CLI looks for the plugin's archives: releases of the repository.
    pluginDownloadURL: `github://api.github.com${new URL(homepage).pathname}`,
    attribution: "Not affiliated with Dell. PowerStore is a trademark of Dell Inc.",
    meta: { moduleFormat: "(.*)" },
    language,
    config: { variables: settingProperties },
    provider: { description: PROVIDER, inputProperties: settingProperties, properties: texts(settingProperties) },
    types,
    resources: { "powerstore-import:index:ImportSession": resource },
    functions,
  };
}

const PROVIDER =
  "One PowerStore array. Resources without a provider of their own use the one that the stack configuration describes.";

const SESSION = `An import of one external volume or consistency group into a PowerStore array. Creating it starts the import, \`paused\` pauses and resumes its copy, \`advanceTo\` cuts over, deleting it cancels (or, once completed, only removes the session's record; the new volume stays).

## Import

By id or by name:

    $ pulumi import powerstore-import:index:ImportSession db-01 name:db-01
`;

function resourceSpec(types: Types): object {
  const inputs = objectSpec(sessionInputs, "input", types);
  const given = objectSpec(sessionInputs, "output", types);
  const observed = objectSpec(outputShape, "output", types);
  return {
    description: SESSION,
    // `pulumi do powerstore-import:index:ImportSession list`
    listInputs: { type: "object", ...objectSpec(queryFunctions.getImportSessions.inputs, "input", types) },
    inputProperties: withReplaceFlags(inputs.properties),
    requiredInputs: inputs.required,
    properties: { ...withReplaceFlags(given.properties), ...observed.properties },
    // Check always leaves a name.
    required: [...new Set([...given.required, "name", ...observed.required])],
  };
}

/** Said for readers; whether a change replaces, is refused or only recorded depends on the session's state and is the provider's answer. */
function withReplaceFlags(properties: ObjectSpec["properties"]): ObjectSpec["properties"] {
  return Object.fromEntries(
    Object.entries(properties).map(([name, spec]) => {
      const kind = changeKinds[name as keyof typeof changeKinds];
      const replaces = kind === "identity" || kind === "createOnly";
      return [name, replaces ? { ...spec, willReplaceOnChanges: true } : spec];
    }),
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
    importBasePath: "github.com/pulumi-powerstore-import/sdk/go/powerstoreimport",
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
