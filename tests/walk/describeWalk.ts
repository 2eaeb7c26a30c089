import type { Walk } from "./walk";

/** One line of a walk: what was seen, how long it took. */
export function describeWalk(
  name: string,
  { states, transitions, isWhole, waiting }: Walk,
  milliseconds: number,
): string {
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
  const left = isWhole ? "" : `, not to the end: ${count(waiting)} of them were not left behind`;
  return `${name}: ${count(states)} states, ${count(transitions)} transitions, ${seconds}${left}`;
}

/** How calm runs from all states end: `up: done 708, up: cancelled 288`. */
export function describeEnds({ ends }: Pick<Walk, "ends">): string {
  return [...ends]
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${count(times)}`)
    .join(", ");
}

export const count = (number: number): string => number.toLocaleString("en");
