import { isDeepStrictEqual } from "node:util";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";

type Values = Readonly<Record<string, unknown>>;

const others: Readonly<Record<string, (value: unknown) => unknown>> = {
  paused: (value) => value !== true,
  advance_to: (value) => (value === "Import_Completed" ? null : "Import_Completed"),
  description: (value) => `not ${value}`,
  type: (value) => (value === "Agentless" ? "Non_Disruptive" : "Agentless"),
  source_resource_id: (value) => `not-${value}`,
};

/**
 * A configuration that says something else where a plan was to ignore that, as it was of all that it left as it is on record: engines hand an apply what is
 * written, and a plan what is recorded [TERRAFORM ignoring].
 */
export function asWritten(planned: Values, prior: Values | null): Values {
  if (!prior) return planned;
  const ignored = Object.keys(others).filter(
    (name) => name in planned && planned[name] !== UNKNOWN && isDeepStrictEqual(planned[name] ?? null, prior[name]),
  );
  return { ...planned, ...Object.fromEntries(ignored.map((name) => [name, others[name]?.(planned[name])])) };
}
