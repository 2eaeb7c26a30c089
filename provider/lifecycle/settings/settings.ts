/**
 * Every setting of the `powerstore-import` namespace (docs/plugin.md, "Configuration"), in one list: names, types, variables and meaning, for the
 * stack's configuration, for the provider's arguments, for connection profiles and for the schema.
 */

type Setting = {
  readonly type: "string" | "boolean" | "number";
  /** How to reach one array, what holds for a run whatever the array, or a list of other connections. */
  readonly of: "connection" | "run" | "profiles";
  /** Where the provider itself looks when nothing is given. */
  readonly variable?: string;
  /** Never in clear text in a state file, however it came into the program [ENGINE secrets]. */
  readonly secret?: true;
  readonly description: string;
};

export const allSettings = {
  endpoint: {
    type: "string",
    of: "connection",
    variable: "POWERSTORE_ENDPOINT",
    description: "Address of the array's REST API: https://<management address>/api/rest.",
  },
  username: {
    type: "string",
    of: "connection",
    variable: "POWERSTORE_USERNAME",
    description: "User who may manage imports.",
  },
  password: {
    type: "string",
    of: "connection",
    variable: "POWERSTORE_PASSWORD",
    secret: true,
    description: "Password of that user.",
  },
  insecure: {
    type: "boolean",
    of: "connection",
    variable: "POWERSTORE_INSECURE",
    description: "True: the array's certificate is not verified. Default: false.",
  },
  caFile: {
    type: "string",
    of: "connection",
    variable: "POWERSTORE_CA_FILE",
    description: "File with further certificates to trust, PEM: authorities, or the array's own.",
  },
  caCertificate: {
    type: "string",
    of: "connection",
    description: "PEM text of further certificates to trust, instead of a file.",
  },
  proxy: {
    type: "string",
    of: "connection",
    variable: "POWERSTORE_PROXY",
    description: "HTTP proxy to reach the array through (CONNECT): http://<host>:<port>. HTTPS_PROXY is not followed.",
  },
  timeout: {
    type: "number",
    of: "connection",
    variable: "POWERSTORE_TIMEOUT",
    description: "Seconds until a request without an answer is given up. Default: 120.",
  },
  forceCancel: {
    type: "boolean",
    of: "run",
    variable: "POWERSTORE_IMPORT_FORCE_CANCEL",
    description: "Deleting cancels by force whatever the resources say. Default: false.",
  },
  namespace: {
    type: "string",
    of: "run",
    variable: "POWERSTORE_IMPORT_NAMESPACE",
    description:
      "Goes into the generated names of sessions: for stacks of the same project and stack name on one array. Names that exist stay. Default: none.",
  },
  maxActivePerArray: {
    type: "number",
    of: "run",
    variable: "POWERSTORE_IMPORT_MAX_ACTIVE_PER_ARRAY",
    description:
      "No import is begun on an array on which so many are queued, set up, copied or paused, whoever began them; it waits for a place. Default: no limit but the array's.",
  },
  arrays: {
    type: "string",
    of: "profiles",
    description: 'JSON text of connections by name: {"<name>": {"endpoint": ..., "username": ..., "password": ...}}.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof allSettings;

export const settingNames = Object.keys(allSettings) as readonly SettingName[];

/** Settings as far as somebody gave them. */
export type Settings = { readonly [Name in SettingName]?: unknown };

type NamesWith<Kind> = { [Name in SettingName]: (typeof allSettings)[Name] extends Kind ? Name : never }[SettingName];

/** Settings that say how to reach one array. */
export type ConnectionSetting = NamesWith<{ readonly of: "connection" }>;
/** Those of them that the environment may give as well. */
export type VariableSetting = NamesWith<{ readonly of: "connection"; readonly variable: string }>;

const isVariableSetting = (name: ConnectionSetting): name is VariableSetting => "variable" in allSettings[name];

const ofConnections = settingNames.filter((name): name is ConnectionSetting => allSettings[name].of === "connection");

/** The variable of each setting that has one. */
export const variables = Object.fromEntries(
  ofConnections.filter(isVariableSetting).map((name) => [name, allSettings[name].variable]),
) as { readonly [Name in VariableSetting]: (typeof allSettings)[Name]["variable"] };

/** As messages list them. */
export const connectionSettings: readonly ConnectionSetting[] = [
  ...ofConnections.filter(isVariableSetting),
  ...ofConnections.filter((name) => !isVariableSetting(name)),
];
