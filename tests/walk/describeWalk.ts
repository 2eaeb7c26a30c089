import type { Walk } from "./walk";

/** One line of a walk: what was seen, how long it took. */
export function describeWalk(name: string, { states, transitions, isWhole }: Walk, milliseconds: number): string {
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
  return `${name}: ${count(states)} states, ${count(transitions)} transitions, ${seconds}${isWhole ? "" : ", not to the end"}`;
}

/** How calm runs from all states end: `up: done 708, up: cancelled 288`. */
export function describeEnds({ ends }: Pick<Walk, "ends">): string {
  return [...ends]
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${count(times)}`)
    .join(", ");
}

export const count = (number: number): string => number.toLocaleString("en");
