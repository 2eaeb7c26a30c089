import type { Properties } from "./values";

/**
 * What the dynamic host does not pass and the resource class therefore sends as inputs (design.md 4, "Moving between the surfaces").
 * Names that start with `__` are not shown in previews.
 */
export const hiddenNames = ["__provider", "__urn", "__timeouts"] as const;

export type Operation = "create" | "update" | "delete";

/** Taken over into inputs and outputs as they are: a delete sees nothing but outputs. */
export function hiddenOf(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    hiddenNames.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  );
}

export function urnOf(properties: Properties): string | undefined {
  return typeof properties.__urn === "string" ? properties.__urn : undefined;
}

/** `customTimeouts` of the resource in seconds; undefined where none is set (0 and "0s" mean none, as for the engine). */
export function timeoutOf(properties: Properties, operation: Operation): number | undefined {
  const timeouts = properties.__timeouts;
  if (typeof timeouts !== "object" || timeouts === null) return undefined;
  const text = (timeouts as Record<string, unknown>)[operation];
  return typeof text === "string" ? parseDuration(text) : undefined;
}

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Go's duration syntax, which is what `customTimeouts` takes: `1h30m`, `90s`, `1500ms`. */
export function parseDuration(text: string): number | undefined {
  if (!/^([\d.]+(h|ms|us|µs|ns|m|s))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(h|ms|us|µs|ns|m|s)/g)) {
    seconds += Number(amount) * (unitSeconds[unit ?? ""] ?? Number.NaN);
  }
  return seconds > 0 ? seconds : undefined;
}
