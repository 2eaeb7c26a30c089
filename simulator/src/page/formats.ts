/** Numbers and instants as people read them. */

const binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** `107374182400` as `100 GiB`; "" for what is no number. */
export function formatBytes(bytes: unknown): string {
  if (typeof bytes !== "number") return "";
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), binaryUnits.length - 1);
  const amount = bytes / 1024 ** power;
  return `${amount >= 100 ? Math.round(amount) : Number(amount.toFixed(1))} ${binaryUnits[power]}`;
}

export function formatRate(bytesPerSecond: unknown): string {
  return typeof bytesPerSecond === "number" ? `${formatBytes(bytesPerSecond)}/s` : "";
}

/** `3725` seconds as `1 h 2 min`: the two largest units, so that it can be read at a glance. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    { amount: Math.floor(whole / 86_400), unit: "d" },
    { amount: Math.floor((whole % 86_400) / 3600), unit: "h" },
    { amount: Math.floor((whole % 3600) / 60), unit: "min" },
    { amount: whole % 60, unit: "s" },
  ];
  const first = parts.findIndex(({ amount }) => amount > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(({ amount }) => amount > 0);
  return shown.map(({ amount, unit }) => `${amount} ${unit}`).join(" ");
}

/** An instant, milliseconds since 1970, as `2026-01-01 00:10:00`, always UTC as the array writes it. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replace("T", " ");
}

export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
