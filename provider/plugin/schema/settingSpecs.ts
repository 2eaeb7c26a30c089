import type { pluginSettingNames } from "../configuration";
import type { PropertySpec } from "./propertySpec";

type SettingSpec = PropertySpec & {
  readonly description: string;
  /** Where the provider itself looks when nothing is given. */
  readonly variable?: string;
};

/** The provider's own arguments, which are the stack configuration of the same names (docs/plugin.md, "Configuration"). */
const settingSpecs = {
  endpoint: {
    type: "string",
    variable: "POWERSTORE_ENDPOINT",
    description: "Address of the array's REST API: https://<management address>/api/rest.",
  },
  username: { type: "string", variable: "POWERSTORE_USERNAME", description: "User who may manage imports." },
  password: { type: "string", secret: true, variable: "POWERSTORE_PASSWORD", description: "Password of that user." },
  insecure: {
    type: "boolean",
    variable: "POWERSTORE_INSECURE",
    description: "True: the array's certificate is not verified. Default: false.",
  },
  caFile: {
    type: "string",
    variable: "POWERSTORE_CA_FILE",
    description: "File with further certificates to trust, PEM: authorities, or the array's own.",
  },
  caCertificate: { type: "string", description: "PEM text of further certificates to trust, instead of a file." },
  proxy: {
    type: "string",
    variable: "POWERSTORE_PROXY",
    description: "HTTP proxy to reach the array through (CONNECT): http://<host>:<port>. HTTPS_PROXY is not followed.",
  },
  timeout: {
    type: "number",
    variable: "POWERSTORE_TIMEOUT",
    description: "Seconds until a request without an answer is given up. Default: 120.",
  },
  forceCancel: {
    type: "boolean",
    variable: "POWERSTORE_IMPORT_FORCE_CANCEL",
    description: "Deleting cancels by force whatever the resources say. Default: false.",
  },
  namespace: {
    type: "string",
    variable: "POWERSTORE_IMPORT_NAMESPACE",
    description:
      "Goes into the generated names of sessions: for stacks of the same project and stack name on one array. Names that exist stay. Default: none.",
  },
} as const satisfies Record<(typeof pluginSettingNames)[number], SettingSpec>;

const describe = ({ variable, description, ...spec }: SettingSpec): PropertySpec => ({
  ...spec,
  description: variable === undefined ? description : `${description} Environment: ${variable}.`,
});

/**
 * Without `defaultInfo`: SDKs would copy the environment into the provider's arguments, and so into the state, where it grows old. The
 * provider reads the environment itself, each time.
 */
export const settingProperties: Readonly<Record<string, PropertySpec>> = Object.fromEntries(
  Object.entries(settingSpecs).map(([name, spec]) => [name, describe(spec)]),
);
