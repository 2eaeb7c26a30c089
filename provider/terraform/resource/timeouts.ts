import { hasUnknown } from "../../lifecycle/operation/unknown";
import type { timeoutNames } from "../schema/message";
import { TIMES } from "../schema/message";
import type { State } from "./resourceState";

export type TimeoutName = (typeof timeoutNames)[number];

/** What is said of a text that `secondsOf` cannot read. */
export const WRONG_TIME = `must be a time ${TIMES}, longer than nothing`;

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of the block `timeouts`; undefined where nothing is said. */
export function timeoutIn({ timeouts }: State, name: TimeoutName): number | undefined {
  const text = (timeouts as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof text === "string" ? secondsOf(text) : undefined;
}

/** What of the block cannot be meant: names, each with a reason. */
export function timeoutFailures({ timeouts }: State): readonly { readonly name: string; readonly reason: string }[] {
  if (typeof timeouts !== "object" || timeouts === null || hasUnknown(timeouts)) return [];
  return Object.entries(timeouts)
    .filter(([, text]) => typeof text === "string" && secondsOf(text) === undefined)
    .map(([name]) => ({ name, reason: WRONG_TIME }));
}

/** Of "2h30m"; undefined of what is no time longer than nothing. */
export function secondsOf(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  const seconds = parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (units[unit] ?? 0), 0);
  return seconds > 0 ? seconds : undefined;
}
