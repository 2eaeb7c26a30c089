import { resolveEngine } from "../engine/resolve.mjs";
import { buildCompiled } from "./built.mjs";
import { buildEarlier } from "./provider/earlierBuild.mjs";
import { measure } from "./provider/measure.mjs";
import { parseOptions } from "./provider/options.mjs";
import { savePage } from "./provider/page.mjs";
import { toReport, toText } from "./provider/report.mjs";
import { emptyResults, readResults } from "./provider/results.mjs";
import { buildNoop } from "./waves/noop.mjs";

/**
 * `npm run bench`: what the provider costs on the real engine, beside a provider that does nothing, in the same run. The options are in
 * docs/performance.md. What was measured before an interruption or a failure is shown all the same.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code: 1 if it could not measure all, else 0, also for a missed goal
 */
export async function benchProvider(args, signal) {
  const options = parseOptions(args);
  if (options.from) return show(readResults(options.from), options);
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  await buildCompiled(signal);
  await buildNoop();
  const earlier = options.beside === undefined ? undefined : await buildEarlier(options.beside, signal);
  const engine = await resolveEngine({ log: say, signal });
  const results = emptyResults(engine.version);
  let code = 0;
  try {
    await measure({ options, results, engine, earlier, signal, say });
  } catch (error) {
    code = 1;
    results.incomplete = signal.aborted ? "interrupted" : "a run failed";
    say(signal.aborted ? "interrupted" : String(error));
  }
  if (results.weight) show(results, options);
  return code;
}

/**
 * @param {import("./provider/results.mjs").Results} results
 * @param {import("./provider/options.mjs").BenchOptions} options
 */
function show(results, options) {
  const report = toReport(results);
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${toText(report)}\n`);
  if (options.save) savePage(report);
  return 0;
}
