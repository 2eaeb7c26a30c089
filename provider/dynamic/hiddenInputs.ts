import type { Properties } from "./values";

/**
 * What the dynamic host does not pass and the resource class therefore sends as inputs.
 * Names that start with `__` are not shown in previews.
 */
export const hiddenNames = ["__provider", "__urn", "__timeouts", "__ignoreChanges"] as const;

export type Operation = "create" | "read" | "update" | "delete";

/** What an update does of which no input is the reason. */
export function recordingText(changed: readonly (typeof hiddenNames)[number][]): string {
  const names = {
    __provider: "the provider's text (the resource comes from the plugin)",
    __urn: "the resource's URN, after a rename",
    __timeouts: "customTimeouts",
    __ignoreChanges: "the option ignoreChanges",
  };
  return `records ${changed.map((name) => names[name]).join(" and ")}, which a later run reads; nothing is sent to the array.`;
}

/** Taken over into inputs and outputs as they are: a delete sees nothing but outputs. */
export function hiddenOf(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    hiddenNames.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  );
}

export function urnOf(properties: Properties): string | undefined {
  return typeof properties.__urn === "string" ? properties.__urn : undefined;
}

/** Property paths of the resource's option `ignoreChanges`. */
export function ignoredIn({ __ignoreChanges: paths }: Properties): readonly string[] {
  return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
}

/** `customTimeouts` of the resource in seconds; undefined where none is set. */
export function timeoutOf(properties: Properties, operation: Operation): number | undefined {
  const timeouts = properties.__timeouts;
  if (typeof timeouts !== "object" || timeouts === null) return undefined;
  const text = (timeouts as Record<string, unknown>)[operation];
  return typeof text === "string" ? parseDuration(text) : undefined;
}

const unitSeconds: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  // Go takes the micro sign and the Greek letter.
  "\u00b5s": 1e-6,
  "\u03bcs": 1e-6,
  ns: 1e-9,
};

const UNIT = Object.keys(unitSeconds)
  .sort((one, other) => other.length - one.length)
  .join("|");
const part = new RegExp(`(\\d+\\.?\\d*|\\.\\d+)(${UNIT})`, "gu");
const duration = new RegExp(`^[-+]?(${part.source})+$`, "u");

/** Go's duration syntax, which is what `customTimeouts` takes: `1h30m`, `90s`, `1500ms`, also `-5s`, which the engine lets pass. */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  if (!duration.test(text)) return undefined;
  const amounts = [...text.matchAll(part)].map(([, amount, unit = ""]) => Number(amount) * (unitSeconds[unit] ?? 0));
  const seconds = amounts.reduce((sum, amount) => sum + amount, 0);
  return text.startsWith("-") ? -seconds : seconds;
}
