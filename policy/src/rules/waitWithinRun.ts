import type { DeclaredResource } from "../imports";
import type { Rule } from "../rule";

const MINUTE = 60;

/** How long an operation waits where customTimeouts says nothing: docs/lifecycle.md, "Waiting and going on". */
const DEFAULT_MINUTES = { long: 24 * 60, short: 10, delete: 30 } as const;

const long: ReadonlySet<unknown> = new Set(["Ready_For_Cutover", "Import_Completed"]);

export type RunTime = {
  /** How long a run may take, in minutes, before whoever runs it ends it. */
  readonly maxMinutes: number;
};

export const waitWithinRun: Rule<RunTime> = {
  name: "wait-within-run",
  description: "No run waits longer than whoever runs it lets it.",
  why: "A runner that ends a run which waits fails a job in which nothing was wrong, and a wait keeps the stack locked.",
  todo: 'Set waitFor: "Started", so that a run ends and the next one looks again; or shorter customTimeouts; or a longer maxMinutes where the runner has that time.',
  level: "advisory",
  severity: "medium",
  schema: {
    maxMinutes: {
      type: "number",
      description: "How long a run may take, in minutes, before whoever runs it ends it.",
      minimum: 1,
      default: 60,
    },
  },
  defaults: { maxMinutes: 60 },
  offenceOf: (each, resource, { maxMinutes }) => {
    const { value, path } = each.said("waitFor");
    const [minutes, where] = longestWait(value, resource);
    if (minutes <= maxMinutes) return undefined;
    return { path, found: `is ${value ?? "Started"}, and ${where}: longer than the ${maxMinutes} min of a run` };
  },
};

function longestWait(goal: unknown, { opts: { customTimeouts } }: DeclaredResource): [minutes: number, where: string] {
  const standard = long.has(goal) ? DEFAULT_MINUTES.long : DEFAULT_MINUTES.short;
  const waits = [
    { operation: "create", seconds: customTimeouts.createSeconds, standard },
    { operation: "update", seconds: customTimeouts.updateSeconds, standard },
    { operation: "delete", seconds: customTimeouts.deleteSeconds, standard: DEFAULT_MINUTES.delete },
  ].map(({ operation, seconds, standard: otherwise }) =>
    seconds > 0
      ? { minutes: seconds / MINUTE, where: `customTimeouts.${operation} is ${inMinutes(seconds / MINUTE)}` }
      : {
          minutes: otherwise,
          where: `its ${operation} waits ${inMinutes(otherwise)} where customTimeouts says nothing`,
        },
  );
  const longest = waits.reduce((most, wait) => (wait.minutes > most.minutes ? wait : most));
  return [longest.minutes, longest.where];
}

const inMinutes = (minutes: number) =>
  minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.round(minutes * 10) / 10} min`;
