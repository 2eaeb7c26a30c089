import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";

/**
 * Seconds of the files of end-to-end tests that are far from the others, on two cores: only for shares that end at about the same time. Nothing is
 * lost where they are wrong, or a file is not named.
 * @type {Readonly<Record<string, number>>}
 */
export const longFiles = {
  "tests/e2e/badConnections.test.ts": 38,
  "tests/e2e/crashes.test.ts": 109,
  "tests/e2e/demo.test.ts": 146,
  "tests/e2e/faultStorm.test.ts": 27,
  "tests/e2e/generate.test.ts": 66,
  "tests/e2e/moves.test.ts": 22,
  "tests/e2e/oneVolume.test.ts": 33,
  "tests/e2e/packageManagers.test.ts": 38,
  "tests/e2e/pluginGo.test.ts": 22,
  "tests/e2e/pluginHooks.test.ts": 23,
  "tests/e2e/pluginLife.test.ts": 48,
  "tests/e2e/pluginPython.test.ts": 46,
  "tests/e2e/pluginYaml.test.ts": 33,
  "tests/e2e/policy.test.ts": 61,
  "tests/e2e/replacing.test.ts": 20,
  "tests/e2e/runnerSignals.test.ts": 98,
  "tests/e2e/sameOnBoth.test.ts": 33,
  "tests/e2e/scale.test.ts": 21,
  "tests/e2e/sources.test.ts": 60,
  "tests/e2e/template.test.ts": 62,
  "tests/e2e/terraform/copies.test.ts": 60,
  "tests/e2e/terraform/crashes.test.ts": 50,
  "tests/e2e/terraform/hundred.test.ts": 86,
  "tests/e2e/terraform/imports.test.ts": 30,
  "tests/e2e/terraform/incomplete.test.ts": 32,
  "tests/e2e/terraform/records.test.ts": 45,
  "tests/e2e/typeChecked.test.ts": 31,
  "tests/e2e/unwantedReplacements.test.ts": 107,
  "tests/e2e/waves.test.ts": 127,
  "tests/e2e/wholeMigration.test.ts": 23,
  "tests/e2e/wholeWay.test.ts": 90,
};

const OTHER_SECONDS = 12;

/** The files of end-to-end tests, as they are named in the checkout. */
export function endToEndFiles() {
  const folder = join("tests", "e2e");
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(folder, file).replaceAll("\\", "/"))
    .sort();
}

/**
 * Deals files out to processes that are to end at about the same time: each file, the longest first, to the one that has least.
 * @param {readonly string[]} files
 * @param {number} count
 * @param {Readonly<Record<string, number>>} [seconds]
 * @returns {string[][]} the one with most to do first
 */
export function sharesOf(files, count, seconds = longFiles) {
  /** @param {string} file */
  const weight = (file) => seconds[file] ?? OTHER_SECONDS;
  const dealt = Array.from({ length: Math.min(count, files.length) }, () => ({
    files: /** @type {string[]} */ ([]),
    sum: 0,
  }));
  for (const file of [...files].sort((one, other) => weight(other) - weight(one))) {
    const least = dealt.reduce((best, each) => (each.sum < best.sum ? each : best));
    least.files.push(file);
    least.sum += weight(file);
  }
  return dealt.sort((one, other) => other.sum - one.sum).map((each) => each.files.sort());
}
