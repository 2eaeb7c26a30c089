// `npm run soak -- --histories 100000 [--seed 1]`: random histories of the provider's lifecycle against the simulator,
// until one breaks an invariant.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);

const PROGRESS_MILLISECONDS = 5000;

const { values } = parseArgs({
  options: {
    histories: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const histories = numberOf("histories", values.histories);
const seed = numberOf("seed", values.seed);

require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../tests/simulation/soak.js")} */
const { soak } = require("../tests/simulation/soak");
/** @type {typeof import("../tests/simulation/tally.js")} */
const { describeTally } = require("../tests/simulation/tally");

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());

const start = Date.now();
let lastProgress = start;
console.log(`${histories} histories from seed ${seed}; Ctrl-C ends after the present batch`);
const { tally, failure } = await soak({
  histories,
  seed,
  signal: interruption.signal,
  progress: (figures) => {
    if (Date.now() - lastProgress < PROGRESS_MILLISECONDS) return;
    lastProgress = Date.now();
    console.log(`${figures.histories} histories, ${seconds()} s, ${figures.orphans} orphans`);
  },
});
console.log(`\n${describeTally(tally)}\n${seconds()} s`);
if (failure) {
  console.log(`\nFAILED with seed ${failure.seed}. To see it again: npm run soak -- --seed ${failure.seed}\n`);
  console.log(failure.report);
  process.exitCode = 1;
}

function seconds() {
  return Math.round((Date.now() - start) / 1000);
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {number}
 */
function numberOf(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`error: --${name} must be a whole number, not ${text}`);
  process.exit(2);
}
