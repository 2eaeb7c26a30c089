/** @typedef {import("./drive.mjs").Driven} Driven */

/**
 * @param {import("./clients.mjs").Client} client
 * @param {Driven} driven
 * @returns {string}
 */
export function describeClient({ title }, { calls, problem }) {
  const width = Math.max(0, ...calls.map(({ call }) => call.length));
  const rows = calls.map((call) => `  ${call.call.padEnd(width)}  ${outcomeOf(call)}`);
  return ["", title, ...rows, `  ${countsOf(calls)}`, ...(problem === undefined ? [] : [`  ${problem}`]), ""].join(
    "\n",
  );
}

/**
 * Whether the driver came to its end, and nothing that the simulator claims failed.
 * @param {Driven} driven
 */
export function isGood({ calls, problem }) {
  return problem === undefined && calls.length > 0 && calls.every(({ isAsExpected }) => isAsExpected);
}

/** @param {import("./drive.mjs").Call} call */
function outcomeOf({ expected, isAsExpected, detail }) {
  if (!isAsExpected) return `FAILED: ${detail}`;
  if (expected === "none") return `not claimed: ${detail.slice(0, 140)}`;
  return expected === "answer" ? "ok" : "refused, as it should be";
}

/** @param {Driven["calls"]} calls */
function countsOf(calls) {
  const claimed = calls.filter(({ expected }) => expected !== "none");
  const good = claimed.filter(({ isAsExpected }) => isAsExpected).length;
  return `${good} of ${claimed.length} claimed calls as they should be; ${calls.length - claimed.length} beyond the claims`;
}
