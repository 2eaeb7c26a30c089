// `npm run soak -- --histories 100000 [--seed 1] [--surface plugin | terraform]`: random histories of the provider's lifecycle against the
// simulator, of one session and of two stacks in turn, on a kind array and on a harsh one, and beside them of sources, hosts and groups and of
// waves, until one breaks an invariant. Through the plugin, each of one session must also go as it goes through the handler; `--surface terraform` takes those of
// one session, of sources and of waves, all of them through Terraform's protocol.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);

const PROGRESS_MILLISECONDS = 5000;

const { values } = parseArgs({
  options: {
    histories: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    surface: { type: "string", default: "handler" },
  },
});
const histories = numberOf("histories", values.histories);
const seed = numberOf("seed", values.seed);

require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../tests/simulation/soak.js")} */
const { soak, playedIn } = require("../tests/simulation/soak");
/** @type {typeof import("../tests/simulation/tally.js")} */
const { describeTally } = require("../tests/simulation/tally");
/** @type {typeof import("../tests/simulation/stacks/tally.js")} */
const { describeStacksTally } = require("../tests/simulation/stacks/tally");
/** @type {typeof import("../tests/simulation/sources/tally.js")} */
const { describeSourcesTally } = require("../tests/simulation/sources/tally");
/** @type {typeof import("../tests/simulation/waves/tally.js")} */
const { describeWavesTally } = require("../tests/simulation/waves/tally");
/** @type {typeof import("../tests/simulation/surfaces/surface.js")} */
const { anySurfaceNames } = require("../tests/simulation/surfaces/surface");
const surface = anySurfaceNames.find((name) => name === values.surface);
if (surface === undefined) fail(`--surface must be ${anySurfaceNames.join(" or ")}, not ${values.surface}`);

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());

const start = Date.now();
let lastProgress = start;
console.log(`${histories} histories through the ${surface} from seed ${seed}; Ctrl-C ends after the present batch`);
const { one, stacks, sources, waves, failure } = await soak({
  histories,
  seed,
  surface,
  signal: interruption.signal,
  progress: (figures) => {
    if (Date.now() - lastProgress < PROGRESS_MILLISECONDS) return;
    lastProgress = Date.now();
    console.log(`${playedIn(figures)} histories, ${seconds()} s`);
  },
});
console.log(
  `\nthrough the ${surface}: ${describeTally(one)}\n${describeStacksTally(stacks)}\n${describeSourcesTally(sources)}\n${describeWavesTally(waves)}\n${seconds()} s`,
);
if (failure) {
  console.log(
    `\nFAILED with seed ${failure.seed} (${failure.play}). To see it again: npm run soak -- --surface ${surface} --seed ${failure.seed}\n`,
  );
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
  return fail(`--${name} must be a whole number, not ${text}`);
}

/**
 * @param {string} what
 * @returns {never}
 */
function fail(what) {
  console.error(`error: ${what}`);
  process.exit(2);
}
