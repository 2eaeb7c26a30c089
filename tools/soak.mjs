// `npm run soak -- --histories 100000 [--seed 1] [--surface plugin | terraform] [--processes 2] [--failures 1]`: random histories of the provider's
// lifecycle against the simulator, of one session and of two stacks in turn, on a kind array and on a harsh one, and beside them of sources, hosts and
// groups and of waves, until one (or as many as `--failures` says, each of another seed) breaks an invariant. Through the plugin, each of one session must
// also go as it goes through the handler; `--surface terraform` takes those of one session, of sources and of waves, all of them through Terraform's protocol.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./root.mjs";
import { addTo, deal } from "./soak/deal.mjs";

/** @typedef {import("../tests/simulation/soak.js").SoakFailure} SoakFailure */

const require = createRequire(import.meta.url);

const { values } = parseArgs({
  options: {
    histories: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    surface: { type: "string", default: "handler" },
    processes: { type: "string", default: String(availableParallelism()) },
    failures: { type: "string", default: "1" },
  },
});
const histories = numberOf("histories", values.histories);
const seed = numberOf("seed", values.seed);
const processes = Math.max(1, numberOf("processes", values.processes));
const mostFailures = Math.max(1, numberOf("failures", values.failures));

require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../tests/simulation/soak.js")} */
const { newFigures, describeFigures, playedIn } = require("../tests/simulation/soak");
/** @type {typeof import("../tests/simulation/surfaces/surface.js")} */
const { anySurfaceNames } = require("../tests/simulation/surfaces/surface");
if (!anySurfaceNames.some((name) => name === values.surface)) {
  fail(`--surface must be ${anySurfaceNames.join(" or ")}, not ${values.surface}`);
}

let isOver = false;
process.once("SIGINT", () => {
  isOver = true;
});

const start = Date.now();
const figures = newFigures();
/** @type {SoakFailure[]} */
const failures = [];
/** @type {ReturnType<typeof deal> | undefined} */
let tasks;
console.log(
  `${histories} histories through the ${values.surface} from seed ${seed}, ${processes} processes; Ctrl-C ends after the present batch`,
);
await Promise.all(Array.from({ length: processes }, work));
console.log(`\nthrough the ${values.surface}: ${describeFigures(figures)}\n${seconds()} s`);
if (failures.length > 0) {
  const seeds = failures.map((failure) => failure.seed).toSorted((one, other) => one - other);
  console.log(`FAILED with ${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}`);
  process.exitCode = 1;
}

/** One process that takes a seed after the other, until there are enough histories or one has failed anywhere. */
async function work() {
  const child = fork(join(root, "tools", "soak", "part.mjs"), [values.surface]);
  const end = ended(child);
  end.catch(() => undefined); // Heard of where an answer is waited for.
  /** @returns {Promise<any>} an answer, see part.mjs */
  const answer = async () => {
    const [message] = await Promise.race([once(child, "message"), end]);
    return message;
  };
  const { perSeed } = await answer();
  tasks ??= deal(seed, histories, perSeed);
  for (const task of tasks) {
    child.send(task);
    const { figures: more, failure } = await answer();
    addTo(/** @type {any} */ (figures), more);
    if (failure) tell(failure);
    if (failures.length >= mostFailures || isOver) break;
    console.log(`${playedIn(figures)} histories, ${seconds()} s`);
  }
  child.disconnect();
}

/** @param {SoakFailure} failure */
function tell(failure) {
  failures.push(failure);
  console.log(
    `\nFAILED with seed ${failure.seed} (${failure.play}). To see it again: npm run soak -- --surface ${values.surface} --seed ${failure.seed}\n`,
  );
  console.log(failure.report);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<never>}
 */
async function ended(child) {
  const [code, signal] = await once(child, "exit");
  throw new Error(`a process of the soak ended with ${signal ?? code}`);
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
