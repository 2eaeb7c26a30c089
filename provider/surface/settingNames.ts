/** The keys of the `powerstore-import` namespace (docs/plugin.md, "Configuration"). */
export const settingNames = [
  "endpoint",
  "username",
  "password",
  "insecure",
  "caFile",
  "caCertificate",
  "proxy",
  "timeout",
  "forceCancel",
  "namespace",
  "arrays",
] as const;

export type SettingName = (typeof settingNames)[number];

/** Room within the engine's five seconds between SIGINT and SIGKILL, shared by all plugins [ENGINE end]. */
export const LOGOUT_SECONDS = 1;
