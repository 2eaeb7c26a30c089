/** The text format that Prometheus reads, gauges only. */

import { withoutControls } from "../text/plain";

export type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

export type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
};

/** Gauges without a sample are left out. */
export function prometheusText(gauges: readonly Gauge[]): string {
  const lines = gauges
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}`,
      `# TYPE ${name} gauge`,
      ...samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
    ]);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function labelsText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (value: string) =>
  withoutControls(value).replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
