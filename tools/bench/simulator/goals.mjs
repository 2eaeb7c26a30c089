/** What the simulator is to reach, and each measure beside it. */
import { toMegabytes } from "./report.mjs";

/** @typedef {import("./report.mjs").Line} Line */

/** Requests per second, at least so much of what a bare `node:https` server that answers the same bytes does. */
export const throughputLimits = { single: 0.9, all: 0.8, page: 0.9 };
/** With 100,000 sessions. */
const START_SECONDS = 2;
const START_MEGABYTES = 220;
/** Of a look-up among 100,000, against one among 1,000. */
const SLOWDOWN = 1.5;
/** Of a week in which 1,000 sessions change their states 100 times an hour. */
const WEEK_SECONDS = 2;
const GROWTH_MEGABYTES = 8;

/**
 * @param {{ name: string, limit: number, ratio: number, best: number }} measured `best`: requests per second in the best round
 * @returns {Line}
 */
export function throughputLine({ name, limit, ratio, best }) {
  const value = `${ratio.toFixed(2)} of bare node:https, ${Math.round(best)}/s`;
  return { name, value, goal: `>= ${limit}`, isMet: ratio >= limit };
}

/**
 * @param {number} sessions
 * @param {{ seconds: number, memory: import("./child.mjs").Memory }} ready
 * @returns {Line[]}
 */
export function startLines(sessions, { seconds, memory }) {
  const megabytes = toMegabytes(memory.rss);
  return [
    {
      name: `start with ${sessions} sessions`,
      value: `${seconds.toFixed(1)} s`,
      goal: `<= ${START_SECONDS.toFixed(1)} s`,
      isMet: seconds <= START_SECONDS,
    },
    {
      name: `memory of ${sessions} sessions`,
      value: `${megabytes} MB, ${toMegabytes(memory.heap)} MB of it heap`,
      goal: `<= ${START_MEGABYTES} MB`,
      isMet: megabytes <= START_MEGABYTES,
    },
  ];
}

/**
 * @param {string} name
 * @param {number} slowdown
 * @param {number} few how many there are in the world that it is compared with
 * @returns {Line}
 */
export function slowdownLine(name, slowdown, few) {
  const value = `${slowdown.toFixed(2)} of the time in a world of ${few}`;
  return { name, value, goal: `<= ${SLOWDOWN}`, isMet: slowdown <= SLOWDOWN };
}

/**
 * @param {{ seconds: number, hours: number, sessions: number, changes: number }} week
 * @returns {Line}
 */
export function weekLine({ seconds, hours, sessions, changes }) {
  const hourly = Math.round(changes / hours);
  return {
    name: `${hours} hours of ${sessions} sessions`,
    value: `${seconds.toFixed(2)} s for ${changes} changes of state (${hourly} an hour)`,
    goal: `< ${WEEK_SECONDS} s`,
    isMet: seconds < WEEK_SECONDS,
  };
}

/**
 * @param {number} requests
 * @param {import("./child.mjs").Memory} before
 * @param {import("./child.mjs").Memory} after
 * @returns {Line}
 */
export function growthLine(requests, before, after) {
  const growth = toMegabytes(after.heap - before.heap);
  return {
    name: `growth over ${requests} requests`,
    value: `${growth} MB of heap (${toMegabytes(after.heap)} MB, process ${toMegabytes(after.rss)} MB)`,
    goal: `<= ${GROWTH_MEGABYTES} MB`,
    isMet: growth <= GROWTH_MEGABYTES,
  };
}
