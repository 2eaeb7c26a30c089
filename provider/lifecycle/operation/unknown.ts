/** Stands for a value that only the deployment itself will know. Adapters put it in place of the engine's own marks. */
export const UNKNOWN: unique symbol = Symbol("unknown until deployed");

/** Whether a value is unknown, or holds an unknown somewhere inside. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return false;
}
