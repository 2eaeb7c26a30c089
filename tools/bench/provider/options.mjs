import { Failure } from "../../process/interruption.mjs";

/**
 * @typedef {{ count: number, latency: number, rounds: number, skipCheckpoints?: boolean, isAlone?: boolean }} Case sessions, real milliseconds of each
 * request, how often, whether the engine writes its state at the end only, and whether what does nothing is left out beside it
 */

/**
 * @typedef {object} BenchOptions
 * @property {readonly Case[]} cases
 * @property {number} weightRounds
 * @property {number} waitingCount sessions whose copies are waited for together; 0 for none
 * @property {number} minutes no repetition begins that would end later than this after the start
 * @property {number} simulatorMinutes of them are kept for the bench of the simulator, the last of all; 0 for none of it
 * @property {boolean} json
 * @property {boolean} save
 * @property {string | undefined} beside an earlier commit to be measured in the same run
 * @property {string | undefined} from a file of earlier results, to be shown in place of new ones
 */

const LATENCY = 20;
/** What the bench of the simulator takes, on two cores. */
const SIMULATOR_MINUTES = 4;

/**
 * `--quick | --full`, `--sizes 100,400`, `--rounds 3`, `--minutes 17`, `--json`, `--save`, `--beside <commit>`, `--from <file>`.
 * @param {readonly string[]} args
 * @returns {BenchOptions}
 */
export function parseOptions(args) {
  const known = ["--quick", "--full", "--json", "--save"];
  const withValue = ["--sizes", "--rounds", "--minutes", "--beside", "--from"];
  /** @type {Map<string, string>} */
  const values = new Map();
  const rest = args.values();
  for (const arg of rest) {
    if (!known.includes(arg) && !withValue.includes(arg)) throw new Failure(`bench does not know ${arg}`, 2);
    values.set(arg, withValue.includes(arg) ? (rest.next().value ?? "") : "");
  }
  const [isQuick, isFull] = [values.has("--quick"), values.has("--full")];
  const rounds = numberOf(values.get("--rounds") ?? (isQuick ? "1" : "3"));
  const sizes = (values.get("--sizes") ?? (isQuick ? "20" : "100,400")).split(",").map(numberOf);
  const cases = sizes.map((count) => ({ count, latency: LATENCY, rounds }));
  // The engine writes its whole state after each resource: a thousand take it nine minutes, so they are run once, and only for memory and CPU.
  const more = [
    { count: 1, latency: LATENCY, rounds },
    { count: 400, latency: 0, rounds: 1 },
    { count: 400, latency: LATENCY, rounds: 1, skipCheckpoints: true },
    { count: 1000, latency: LATENCY, rounds: 1, isAlone: true },
  ];
  return {
    cases: isFull ? [...cases, ...more] : cases,
    weightRounds: isQuick ? 3 : 15,
    waitingCount: isFull ? 400 : 0,
    minutes: numberOf(values.get("--minutes") ?? (isFull ? "90" : "17")),
    simulatorMinutes: isFull ? SIMULATOR_MINUTES : 0,
    json: values.has("--json"),
    save: values.has("--save"),
    beside: values.get("--beside"),
    from: values.get("--from"),
  };
}

/** @param {string} text */
function numberOf(text) {
  const value = Number(text);
  if (!(value > 0)) throw new Failure(`bench needs a number above 0, not "${text}"`, 2);
  return value;
}
