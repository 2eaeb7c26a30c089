import { Failure } from "../../process/interruption.mjs";

/** @typedef {"wave" | "map" | "separate" | "sessions"} Contestant the wave; one no-op resource with its map; a no-op resource, an ImportSession for each import */

/**
 * @typedef {object} Case
 * @property {number} count imports
 * @property {number} rounds
 * @property {readonly Contestant[]} contestants
 */

/**
 * @typedef {object} WaveOptions
 * @property {readonly Case[]} cases
 * @property {number} latency real milliseconds of each request
 * @property {boolean} withSeparate
 * @property {number} minutes no repetition begins that would end later than this after the start
 * @property {boolean} json
 * @property {boolean} save
 * @property {string | undefined} from a file of earlier results, to be shown in place of new ones
 */

const known = ["--quick", "--without-separate", "--json", "--save"];
const withValue = ["--sizes", "--alone", "--rounds", "--latency", "--minutes", "--from"];

/**
 * `--sizes 400,1000` are compared with the baselines, `--alone 1,100,5000` are compared with the map alone (`none` for none); `--rounds 3`, `--latency 20`,
 * `--minutes 60`, `--without-separate`, `--quick`, `--json`, `--save`, `--from <file>`.
 * @param {readonly string[]} args
 * @returns {WaveOptions}
 */
export function parseOptions(args) {
  /** @type {Map<string, string>} */
  const values = new Map();
  const rest = args.values();
  for (const arg of rest) {
    if (!known.includes(arg) && !withValue.includes(arg)) throw new Failure(`bench waves does not know ${arg}`, 2);
    values.set(arg, withValue.includes(arg) ? (rest.next().value ?? "") : "");
  }
  const isQuick = values.has("--quick");
  const rounds = whole("--rounds", values.get("--rounds") ?? (isQuick ? "1" : "3"), 1);
  const compared = sizes("--sizes", values.get("--sizes") ?? (isQuick ? "20" : "400,1000"));
  const alone = sizes("--alone", values.get("--alone") ?? (isQuick ? "1" : "1,100,5000"));
  const withSeparate = !values.has("--without-separate");
  /** @type {readonly Contestant[]} */
  const baselines = withSeparate ? ["map", "separate", "sessions"] : ["map"];
  /** @type {(counts: readonly number[], contestants: readonly Contestant[]) => Case[]} */
  const casesOf = (counts, contestants) => counts.map((count) => ({ count, rounds, contestants }));
  const cases = [...casesOf(alone, ["wave", "map"]), ...casesOf(compared, ["wave", ...baselines])];
  if (cases.length === 0) throw new Failure("bench waves has no size to measure", 2);
  return {
    cases: cases.sort((one, other) => one.count - other.count),
    latency: whole("--latency", values.get("--latency") ?? "20", 0),
    withSeparate,
    minutes: whole("--minutes", values.get("--minutes") ?? "60", 1),
    json: values.has("--json"),
    save: values.has("--save"),
    from: values.get("--from"),
  };
}

/**
 * @param {string} name
 * @param {string} text
 */
const sizes = (name, text) => (text === "none" ? [] : text.split(",").map((each) => whole(name, each, 1)));

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function whole(name, text, least) {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least) return value;
  throw new Failure(`bench waves needs a whole number of at least ${least} for ${name}, not "${text}"`, 2);
}
