import { lanes } from "../lanes/lanes.mjs";

const from = lanes.oldest.engine;

/**
 * The engines that may be used from PATH: none that is older than what is tested, and 4 may speak another protocol.
 */
export const supported = { from, below: "4.0.0", text: `>=${from} <4.0.0` };

/**
 * @param {string} said what the command `version` prints: `v3.248.0`, `3.249.0-alpha.x1`, or `Terraform v1.11.4` and more lines
 * @returns {string | undefined} without the `v`; nothing if it is not a version
 */
export function parseVersion(said) {
  return /^(?:[A-Z]\w+ )?v?(\d+\.\d+\.\d+\S*)$/m.exec(said.trim())?.[1];
}

/**
 * Whether an engine's version is in the supported range. A pre-release counts as its release.
 * @param {string} version
 */
export function isSupported(version) {
  return compareVersions(version, supported.from) >= 0 && compareVersions(version, supported.below) < 0;
}

/**
 * Negative if `a` is older than `b`. Looks at the first three numbers only; a missing one is 0.
 * @param {string} a
 * @param {string} b
 */
export function compareVersions(a, b) {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const index = left.findIndex((number, position) => number !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** @param {string} version */
function numbersOf(version) {
  const numbers = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version)?.slice(1) ?? [];
  return [0, 1, 2].map((position) => Number(numbers[position] ?? 0));
}
