export function packageSchema(version: string): object {
  return { name: "powerstore-import", version };
}
