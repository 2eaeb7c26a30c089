import { describeLine } from "../simulator/report.mjs";
import { measureSimulator } from "../simulator.mjs";
import { playTurns } from "../turns.mjs";
import { measureWeight } from "../weight/weight.mjs";
import { projects } from "./programs.mjs";
import { keepResults } from "./results.mjs";
import { playRound, playWaiting } from "./rounds.mjs";
import { isBaseline, isSameCase } from "./rows.mjs";

/** @typedef {import("./options.mjs").Case} Case */

/** @typedef {{ surface: import("./programs.mjs").Surface, build?: import("./earlierBuild.mjs").Build }} Contestant `build`: not what is here */

/** What the engine is told by it: to write its state at the end only. */
const WITHOUT_CHECKPOINTS = { PULUMI_SKIP_CHECKPOINTS: "true" };

/**
 * Baselines and providers take turns, so that a slow minute of the machine meets them all.
 * @param {import("./earlierBuild.mjs").Build | undefined} earlier
 * @returns {readonly Contestant[]}
 */
function contestants(earlier) {
  const own = /** @type {const} */ (["dynamic", "plugin"]);
  return [
    { surface: "noop" },
    { surface: "noopPlugin" },
    ...own.flatMap((surface) => [{ surface }, ...(earlier ? [{ surface, build: earlier }] : [])]),
  ];
}

/**
 * Measures what the options ask for, and keeps it after each step.
 * @param {object} task
 * @param {import("./options.mjs").BenchOptions} task.options
 * @param {import("./results.mjs").Results} task.results grow
 * @param {import("../../engine/contract.js").Engine} task.engine
 * @param {import("./earlierBuild.mjs").Build} [task.earlier] measured as well
 * @param {AbortSignal} task.signal
 * @param {(line: string) => void} task.say
 */
export async function measure({ options, results, engine, earlier, signal, say }) {
  const start = performance.now();
  const minutes = () => (performance.now() - start) / 60_000;
  const tell = (/** @type {string} */ line) => say(`${minutes().toFixed(1).padStart(5)} min  ${line}`);
  const keep = () => {
    results.minutes = Math.round(minutes() * 10) / 10;
    keepResults(results);
  };
  results.weight = await measureWeight({ rounds: options.weightRounds, signal, say: tell });
  keep();
  const play = async (/** @type {Case} */ of, /** @type {number} */ round) => {
    const { count, latency, rounds, skipCheckpoints, isAlone } = of;
    for (const { surface, build } of contestants(earlier)) {
      if (isAlone && isBaseline({ surface })) continue;
      const name = build ? `${surface} of ${build.name}` : surface;
      tell(
        `round ${round} of ${rounds}: ${name}, N = ${count}, ${latency} ms${skipCheckpoints ? ", without checkpoints" : ""}`,
      );
      const measurements = await playRound({
        ...{ engine, project: projects[surface], count, latency, signal, packageFolder: build?.folder },
        ...(skipCheckpoints && { env: WITHOUT_CHECKPOINTS }),
      });
      seriesOf(results, { surface, build }, of).rounds.push(measurements);
      keep();
    }
  };
  const leaveOut = (/** @type {string} */ reason) => {
    results.incomplete = reason;
    tell(`left out: ${reason}`);
  };
  const end = options.minutes - options.simulatorMinutes;
  await playTurns({ cases: options.cases, minutes: end, elapsed: minutes, play, leaveOut });
  const count = options.waitingCount;
  if (count > 0) {
    tell(`waiting for ${count} copies`);
    const run = await playWaiting({ engine, project: projects.dynamic, count, latency: 20, signal });
    results.waiting = { count, run };
    keep();
  }
  if (options.simulatorMinutes === 0) return;
  results.simulator = await measureSimulator({ isFull: false, signal, say: (line) => tell(describeLine(line)) });
  keep();
}

/**
 * @param {import("./results.mjs").Results} results
 * @param {Contestant} contestant
 * @param {Case} of
 */
function seriesOf(results, { surface, build }, { count, latency, skipCheckpoints }) {
  const series = {
    ...{ surface, ...(build && { build: build.name }), count, latency, ...(skipCheckpoints && { skipCheckpoints }) },
    rounds: [],
  };
  const known = results.series.find(
    (one) => one.surface === surface && one.build === build?.name && isSameCase(one, series),
  );
  if (known) return known;
  results.series.push(series);
  return series;
}
