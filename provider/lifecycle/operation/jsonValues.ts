/** Values of inputs and outputs as the engine keeps them, which is as JSON. */

/** Text that is the same for equal values. All lists among the inputs are sets, also inside members: order and repetition mean nothing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(canonical))].sort().join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null);
    return `{${entries
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
      .sort()
      .join(",")}}`;
  }
  return value === undefined || value === null ? "null" : JSON.stringify(value);
}
/** Values travel to the engine as JSON, which has no undefined [PULUMI undefined]. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
