import { atMost } from "../provider/verdicts.mjs";

/**
 * What people wait for, and how long it may take them.
 * @typedef {"install" | "check" | "demo"} Chore
 * @typedef {{ seconds: number, packages: number, megabytes: number }} Install
 * @typedef {{ install?: Install, check?: number, demo?: number }} Measured seconds; absent where it was not wanted
 */

/** As arguments of npm. @type {Readonly<Record<Chore, readonly string[]>>} */
export const chores = {
  install: ["ci", "--prefer-offline", "--no-audit", "--no-fund"],
  check: ["run", "check"],
  demo: ["run", "demo"],
};

/** Half of what it was; how many MB it was nobody had measured, so those have no goal. */
const INSTALL_SECONDS = 13;
const INSTALL_PACKAGES = 185;
const CHECK_SECONDS = 35;
const DEMO_SECONDS = 15;

/**
 * @param {Measured} measured
 * @returns {import("../provider/verdicts.mjs").Goal[]}
 */
export function choreGoals({ install, check = Number.NaN, demo = Number.NaN }) {
  const { seconds, packages, megabytes } = install ?? { seconds: Number.NaN, packages: Number.NaN, megabytes: 0 };
  return [
    ...atMost("npm ci in a copy, seconds", round(seconds), INSTALL_SECONDS, { baseline: "26 once" }),
    ...atMost(`npm ci, packages (${Math.round(megabytes)} MB)`, packages, INSTALL_PACKAGES, { baseline: "371 once" }),
    ...atMost("npm run check, seconds", round(check), CHECK_SECONDS, { baseline: "48 once" }),
    ...atMost("npm run demo, seconds", round(demo), DEMO_SECONDS, { baseline: "20 once" }),
  ];
}

const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
