import { resolveEngine } from "../engine/resolve.mjs";
import { toGoals, toRows, toTable } from "./provider/report.mjs";
import { playRound } from "./provider/rounds.mjs";

const LATENCY_MILLISECONDS = 20;

/**
 * `npm run bench`: what the provider costs on the real engine, beside a provider that does nothing, in the same run.
 * @param {readonly string[]} args `--sizes 100,400`, `--rounds 3`, `--json`
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code
 */
export async function benchProvider(args, signal) {
  const option = (/** @type {string} */ name, /** @type {string} */ fallback) =>
    args.includes(name) ? (args[args.indexOf(name) + 1] ?? fallback) : fallback;
  const sizes = option("--sizes", "100,400").split(",").map(Number);
  const rounds = Number(option("--rounds", "3"));
  const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
  const engine = await resolveEngine({ log: say, signal });
  const series = [];
  for (const count of sizes) {
    for (const surface of /** @type {const} */ (["noop", "dynamic"])) {
      series.push({
        surface,
        count,
        latency: LATENCY_MILLISECONDS,
        rounds: /** @type {import("./provider/rounds.mjs").Measurement[][]} */ ([]),
      });
    }
  }
  // Baseline and provider take turns, so that a slow minute of the machine meets both.
  for (let round = 1; round <= rounds; round++) {
    for (const { surface, count, latency, rounds: done } of series) {
      say(`round ${round} of ${rounds}: ${surface}, ${count} sessions, ${latency} ms`);
      done.push(await playRound({ engine, surface, count, latency, signal }));
    }
  }
  const rows = toRows(series);
  const goals = toGoals(rows);
  if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ rows, goals, series }, null, 2)}\n`);
  else
    process.stdout.write(
      `${toTable(rows)}\n\n${goals.map(({ goal, measured, isMet }) => `${isMet ? "met   " : "MISSED"} ${goal}: ${measured}`).join("\n")}\n`,
    );
  return 0;
}
