/** Names of properties on this surface: the lifecycle's, in snake case by rule. */

/** `scheduledTimestamp` is `scheduled_timestamp`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What the names of resource types and data sources begin with: the provider's. */
export const PROVIDER_NAME = "powerstore-import";

/** `ImportSession` is `powerstore-import_session`, `RemoteSystem` is `powerstore-import_remote_system`. */
export function typeNameOf(name: string): string {
  const bare = name.replace(/^Import(?=[A-Z])/, "");
  return `${PROVIDER_NAME}_${toSnakeCase(bare).replace(/^_/, "")}`;
}

/** `getImportSessions` is `powerstore-import_sessions`. */
export function dataSourceNameOf(functionName: string): string {
  return typeNameOf(functionName.replace(/^get/, ""));
}
