import { atMost } from "../provider/verdicts.mjs";
import { dellsRequests } from "./dellsRequests.mjs";

/**
 * What one life of a stack is to be, against Dell's provider.
 * @typedef {import("./measure.mjs").CommandFigures} CommandFigures
 * @typedef {import("../provider/verdicts.mjs").Goal} Goal
 */

/** Each command, how many requests it may take for so many imports, and its wall time against that of Dell's provider in the same run. */
const limits = {
  create: { requests: (/** @type {number} */ imports) => imports + 20, seconds: 0.8 },
  "no change": { requests: () => 8, seconds: 0.5 },
  refresh: { requests: () => 8, seconds: 0.6 },
  destroy: { requests: (/** @type {number} */ imports) => 2 * imports + 30, seconds: 0.7 },
};
/** Of a wave. */
const WAVE_SECONDS = 0.25;
/** Of a command: one for each operation that Terraform has under way at a time, and some for what is read for all. */
const CONNECTIONS = 12;
const START_CPU = 1.15;

/**
 * @param {{ imports: number, sessions: readonly CommandFigures[], wave: readonly CommandFigures[], dells?: readonly CommandFigures[] | undefined,
 *   start: { own: number, bare: number } }} measured `dells`: absent where its provider is
 * @returns {Goal[]}
 */
export function goalsOf({ imports, sessions, wave, dells, start }) {
  const both = [
    ...sessions.map((one) => ({ ...one, kind: "sessions" })),
    ...wave.map((one) => ({ ...one, kind: "wave" })),
  ];
  return [
    ...both.flatMap(({ kind, command, requests }) =>
      atMost(`requests: ${kind}, ${command}`, requests, limits[command].requests(imports), {
        baseline: `${dellsRequests(imports)[command]} (Dell's, by its counting model)`,
      }),
    ),
    ...both.flatMap(({ kind, command, logins, open }) => [
      ...atMost(`log-ins of a command: ${kind}, ${command}`, logins, command === "destroy" ? 2 : 1),
      ...atMost(`log-ins left open: ${kind}, ${command}`, open, 0),
    ]),
    ...["sessions", "wave"].flatMap((kind) =>
      atMost(
        `TLS connections of a command, at most: ${kind}`,
        Math.max(...both.filter((one) => one.kind === kind).map(({ connections }) => connections)),
        CONNECTIONS,
      ),
    ),
    ...secondsGoals(sessions, dells, (command) => limits[command].seconds, "sessions"),
    ...secondsGoals(wave, dells, () => WAVE_SECONDS, "wave"),
    ...atMost("CPU of the provider's start against a bare gRPC server", round(start.own / start.bare), START_CPU, {
      baseline: `${start.bare.toFixed(0)} ms`,
    }),
  ];
}

/**
 * @param {readonly CommandFigures[]} own
 * @param {readonly CommandFigures[] | undefined} dells
 * @param {(command: CommandFigures["command"]) => number} limitOf
 * @param {string} kind
 */
function secondsGoals(own, dells, limitOf, kind) {
  return own.flatMap(({ command, seconds }) => {
    const other = dells?.find((one) => one.command === command)?.seconds;
    if (other === undefined) return [];
    return atMost(`wall time against Dell's: ${kind}, ${command}`, round(seconds / other), limitOf(command), {
      baseline: `${other.toFixed(1)} s (Dell's)`,
    });
  });
}

const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;
