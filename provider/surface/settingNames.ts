/** The keys of the `powerstore-import` namespace (design.md 5). */
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

/** Room within the engine's five seconds between SIGINT and SIGKILL, shared by all plugins (pulumi-observed.md 4). */
export const LOGOUT_SECONDS = 1;
