/** @typedef {import("../simulator.mjs").SessionRow} SessionRow */

/** What of the array was seen at a moment. @typedef {{ at: string, night: string, time: string, states: Record<string, string> }} Moment */

/** One sign for a state, so that a night fits on a line. */
const signs = /** @type {const} */ ({
  Scheduled: "s",
  Queued: "q",
  In_Progress: "i",
  Copy_In_Progress: "c",
  Paused: "p",
  Ready_For_Cutover: "R",
  Cutover_In_Progress: "x",
  Import_Completed: "#",
  Failed: "F",
});

const NONE = ".";
const LABEL_WIDTH = 12;

/**
 * `wave-db-01-6f20b9a1` is `db-01`.
 * @param {SessionRow} row
 */
export const keyOf = ({ name }) => name.replace(/^wave-/, "").replace(/-[0-9a-f]{8}$/, "");

/**
 * One line for each import, one sign for each hour, the nights apart.
 * @param {readonly string[]} keys
 * @param {readonly Moment[]} moments
 * @returns {string[]} lines
 */
export function describeTimeline(keys, moments) {
  const isLastOfNight = moments.map(({ night }, index) => night !== moments[index + 1]?.night);
  /** @param {(moment: Moment) => string} cellOf */
  const cells = (cellOf) =>
    moments.map((moment, index) => `${cellOf(moment).padStart(2)} ${isLastOfNight[index] ? " " : ""}`).join("");
  /** @type {string[]} */
  const used = [];
  const rows = keys.map((key) => {
    const line = cells(({ states }) => {
      const state = states[key];
      if (state !== undefined && !used.includes(state)) used.push(state);
      return state === undefined ? NONE : (signs[/** @type {keyof typeof signs} */ (state)] ?? "?");
    });
    return key.padEnd(LABEL_WIDTH) + line;
  });
  const all = Object.entries(signs).filter(([state]) => used.includes(state));
  return [
    " ".repeat(LABEL_WIDTH) + describeNights(moments),
    " ".repeat(LABEL_WIDTH) + cells(({ time }) => time.slice(0, 2)),
    ...rows,
    "",
    `${[["not there", NONE], ...all].map(([state, sign]) => `${sign} ${state}`).join("   ")}`,
  ].map((line) => line.trimEnd());
}

/** @param {readonly Moment[]} moments */
function describeNights(moments) {
  const nights = [...new Set(moments.map(({ night }) => night))];
  return nights
    .map((night) => night.padEnd(moments.filter((moment) => moment.night === night).length * 3 + 1))
    .join("");
}
