import { buildCompiled } from "./built.mjs";
import { saveTables } from "./page.mjs";
import { languageOf, newestEngine } from "./waves/engine.mjs";
import { measure } from "./waves/measure.mjs";
import { buildNoop } from "./waves/noop.mjs";
import { parseOptions } from "./waves/options.mjs";
import { toReport, toText } from "./waves/report.mjs";
import { emptyResults, readResults } from "./waves/results.mjs";

/**
 * `npm run bench -- waves`: what an ImportWave costs on the real engine, beside one resource that does nothing with the same map and beside
 * as many separate resources, in the same run. The options are in docs/performance.md. What was measured before an interruption or a failure is
 * shown all the same.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code: 1 if it could not measure all, else 0, also for a missed goal
 */
export async function benchWaves(args, signal) {
  const options = parseOptions(args);
  if (options.from) return show(readResults(options.from), options);
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  await buildCompiled(signal);
  const noopFolder = await buildNoop();
  const engine = await newestEngine({ log: say, signal });
  const { latency } = options;
  const results = emptyResults({ engine: engine.version, language: languageOf(engine), latency });
  let code = 0;
  try {
    await measure({ options, results, engine, noopFolder, signal, say });
  } catch (error) {
    code = 1;
    results.leftOut.push(signal.aborted ? "the rest: interrupted" : "the rest: a run failed");
    say(signal.aborted ? "interrupted" : String(error));
  }
  if (results.series.length > 0) show(results, options);
  return code;
}

/**
 * @param {import("./waves/results.mjs").Results} results
 * @param {import("./waves/options.mjs").WaveOptions} options
 */
function show(results, options) {
  const report = toReport(results);
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${toText(report)}\n`);
  if (options.save) saveTables("npm run bench -- waves --save", toText(report));
  return 0;
}
