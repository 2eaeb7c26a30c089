/**
 * Lines that say what a command is doing, each with the time since its start.
 * @typedef {object} Steps
 * @property {(text: string) => void} say
 * @property {<T>(name: string, work: () => Promise<T>) => Promise<T>} time runs one step and says how long it took
 * @property {boolean} quiet true in CI: fewer lines, no progress bars
 */

/**
 * @param {{ write?: (text: string) => void, now?: () => number, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Steps}
 */
export function createSteps({ write = (text) => process.stdout.write(text), now = Date.now, env = process.env } = {}) {
  const start = now();
  /** @param {string} text */
  const say = (text) => write(`[${minutes(now() - start)}] ${text}\n`);
  return {
    say,
    quiet: isCi(env),
    time: async (name, work) => {
      const stepStart = now();
      const result = await work();
      say(`${name}: done in ${seconds(now() - stepStart)}`);
      return result;
    },
  };
}

/** @param {NodeJS.ProcessEnv} env */
export function isCi(env) {
  return env.CI !== undefined && env.CI !== "" && env.CI !== "false" && env.CI !== "0";
}

/**
 * `95_000` -> `1:35`
 * @param {number} milliseconds
 */
export function minutes(milliseconds) {
  const total = Math.floor(milliseconds / 1000);
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
}

/**
 * `4210` -> `4.2 s`
 * @param {number} milliseconds
 */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
